#![cfg_attr(feature = "predict", doc = include_str!("predict.md"))]
#![cfg_attr(feature = "predict", doc = "")]
#![cfg_attr(feature = "predict", doc = include_str!("predict_compared.md"))]
#![cfg_attr(not(feature = "predict"), doc = include_str!("without_predict.md"))]
#![doc = include_str!("../docs/pictures/predict.svg")]
//!
//! Next: [on a GPU](crate::docs::gpu). See also: [the command line](crate::docs::command_line), [logs](crate::docs::logs).
