//! Access to parts of libtorch that tch does not expose: the hyperparameters and the state of an optimizer, gradients, random
//! generators, and mixed precision.
//!
//! native.cpp defines the functions in C++, and ffi.rs declares them. This is the only module of the crate with `unsafe` code. The
//! functions that it exports are safe.

mod autocast;
mod ffi;
mod generator;
mod optimizer;
mod pointer;
mod state;
mod tensor;
#[cfg(test)]
mod tests;

pub(crate) use autocast::AutocastGuard;
pub(crate) use ffi::{GroupOption, Options};
pub(crate) use generator::{check_generator, generator, set_generator};
pub(crate) use optimizer::{LibtorchOptimizer, LibtorchOptimizerMut};
pub(crate) use state::VariableState;
pub(crate) use tensor::{identity, set_gradient, take_gradient};
