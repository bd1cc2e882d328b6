//! Suggestions and bounds from a recorded curve: suggestions equal those of fastai and Ignite. Needs no libtorch.

mod bounds;
mod curves;
mod peers;
