//! What the property tests, the tests of random plans on libtorch, and the fuzz targets share.

pub mod acts;
pub mod inputs;
pub mod plans;
pub mod runner;
