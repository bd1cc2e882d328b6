//! What the targets share with the property tests.

#[path = "../property/acts.rs"]
pub mod acts;
#[path = "../property/inputs.rs"]
pub mod inputs;
