//! What the targets share with the property tests.

#[path = "../common/property/mod.rs"]
pub mod property;
