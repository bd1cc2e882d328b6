#![doc = include_str!("predict.md")]
#![doc = include_str!("../docs/pictures/predict.svg")]
