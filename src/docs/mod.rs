//! Long-form documentation.

#[doc = include_str!("design.md")]
pub mod design {}

#[doc = include_str!("pytorch.md")]
pub mod pytorch {}
