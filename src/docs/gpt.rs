#![doc = include_str!("gpt.md")]
#![doc = include_str!("../docs/pictures/gpt.svg")]
