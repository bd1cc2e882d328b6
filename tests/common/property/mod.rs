//! What the property tests, the tests of random plans on libtorch, and the fuzz targets share. It needs proptest.
#![allow(dead_code, reason = "each binary uses its own part")]

pub mod acts;
pub mod inputs;
pub mod plans;
pub mod runner;
