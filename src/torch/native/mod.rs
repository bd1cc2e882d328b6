//! What tch does not hand out of libtorch: an optimizer's hyperparameters and state, gradients, generators of random numbers.
//!
//! native.cpp has the functions, in C++, and ffi.rs declares them. This is the only room of the crate with `unsafe` code; what leaves it is safe.

mod ffi;
mod generator;
mod optimizer;
mod pointer;
mod state;
mod tensor;
#[cfg(test)]
mod tests;

pub(crate) use ffi::{GroupOption, Options};
pub(crate) use generator::{generator, set_generator};
pub(crate) use optimizer::{LibtorchOptimizer, LibtorchOptimizerMut};
pub(crate) use state::VariableState;
pub(crate) use tensor::{identity, set_gradient, take_gradient};
