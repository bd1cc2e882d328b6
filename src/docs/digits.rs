#![doc = include_str!("digits.md")]
#![doc = include_str!("../docs/pictures/digits.svg")]
