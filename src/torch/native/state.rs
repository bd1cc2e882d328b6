use super::ffi::{self, SLOTS};
use super::optimizer::{LibtorchOptimizer, LibtorchOptimizerMut};
use super::tensor::owned;
use crate::Result;
use std::ptr;
use tch::Tensor;

/// The state that the libtorch optimizer has for one variable.
#[derive(Debug)]
pub(crate) struct VariableState {
    /// The number of steps that the optimizer has counted. It is 0 for SGD, which does not count steps.
    pub(crate) steps: u64,
    /// The tensors, in the order of [`OptimizerClass::slots`](crate::torch::OptimizerClass::slots).
    pub(crate) tensors: [Option<Tensor>; SLOTS],
}

impl LibtorchOptimizer<'_> {
    /// The state of a variable; `None` before the variable's first step. The tensors are not copies: the next step changes them.
    ///
    /// # Errors
    /// [`Error::Torch`](crate::Error::Torch) if the optimizer does not train the variable.
    pub(crate) fn state(&self, variable: &Tensor) -> Result<Option<VariableState>> {
        let (mut handles, mut steps, mut found) = ([ptr::null_mut(); SLOTS], 0, 0);
        // SAFETY: the optimizer is borrowed, the variable's pointer points to an `at::Tensor`, and `handles` has `SLOTS` elements.
        unsafe { ffi::tch_lr_state(self.as_ptr(), variable.as_ptr(), handles.as_mut_ptr(), &mut steps, &mut found) }.result()?;
        // SAFETY: each element is still null, or native.cpp has written a new handle to it, which no other code frees.
        let tensors = handles.map(|handle| unsafe { owned(handle) });
        Ok((found != 0).then_some(VariableState { steps, tensors }))
    }
}

impl LibtorchOptimizerMut<'_> {
    /// Replaces the state of a variable, or removes it if `state` is `None`. libtorch shares the data of the tensors and does not
    /// copy them.
    ///
    /// # Errors
    /// [`Error::Torch`](crate::Error::Torch) if the optimizer does not train the variable, or if the tensors do not fit the class
    /// of the optimizer or the shape and device of the variable.
    pub(crate) fn put_state(&mut self, variable: &Tensor, state: Option<&VariableState>) -> Result<()> {
        let Some(VariableState { steps, tensors }) = state else {
            // SAFETY: the optimizer is borrowed for writing, and the variable's pointer points to an `at::Tensor`.
            return unsafe { ffi::tch_lr_clear_state(self.as_ptr(), variable.as_ptr()) }.result();
        };
        let handles = tensors.each_ref().map(|tensor| tensor.as_ref().map_or(ptr::null(), Tensor::as_ptr));
        // SAFETY: as above, and each of the `SLOTS` handles points to an `at::Tensor`, or is null for an undefined tensor.
        unsafe { ffi::tch_lr_put_state(self.as_ptr(), variable.as_ptr(), handles.as_ptr(), *steps) }.result()
    }
}
