#![cfg_attr(feature = "tch", doc = include_str!("digits.md"))]
#![cfg_attr(not(feature = "tch"), doc = include_str!("without_tch.md"))]
#![doc = include_str!("../docs/pictures/digits.svg")]
//!
//! Next: [a small GPT](crate::docs::gpt). See also: [the range test](crate::docs::range_test), [stop and resume](crate::docs::resume).
