#![cfg_attr(feature = "tch", doc = include_str!("gpt.md"))]
#![cfg_attr(not(feature = "tch"), doc = include_str!("without_tch.md"))]
#![doc = include_str!("../docs/pictures/gpt.svg")]
//!
//! Next: [from PyTorch](crate::docs::pytorch). See also: [many processes](crate::docs::many_processes), [on a GPU](crate::docs::gpu).
