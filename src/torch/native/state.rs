use super::ffi::{self, SLOTS};
use super::optimizer::{LibtorchOptimizer, LibtorchOptimizerMut};
use super::tensor::owned;
use crate::Result;
use std::ptr;
use tch::Tensor;

/// What libtorch's optimizer remembers of one variable.
#[derive(Debug)]
pub(crate) struct VariableState {
    /// How many steps the optimizer has counted; 0 for SGD, which counts none.
    pub(crate) steps: u64,
    /// In the order of [`OptimizerClass::slots`](crate::torch::OptimizerClass::slots).
    pub(crate) tensors: [Option<Tensor>; SLOTS],
}

impl LibtorchOptimizer<'_> {
    /// The state of a variable, whose tensors are libtorch's own and change with the next step; `None` before its first step.
    ///
    /// # Errors
    /// [`Error::Torch`](crate::Error::Torch) if the optimizer does not train the variable.
    pub(crate) fn state(&self, variable: &Tensor) -> Result<Option<VariableState>> {
        let (mut handles, mut steps, mut found) = ([ptr::null_mut(); SLOTS], 0, 0);
        // SAFETY: the optimizer is borrowed, the variable's pointer is that of an `at::Tensor`, and there is room for all handles.
        unsafe { ffi::tch_lr_state(self.as_ptr(), variable.as_ptr(), handles.as_mut_ptr(), &mut steps, &mut found) }.result()?;
        // SAFETY: native.cpp has left null or written a new handle, which nobody else frees.
        let tensors = handles.map(|handle| unsafe { owned(handle) });
        Ok((found != 0).then_some(VariableState { steps, tensors }))
    }
}

impl LibtorchOptimizerMut<'_> {
    /// Replaces the state of a variable. libtorch takes the tensors over, it does not copy them.
    ///
    /// # Errors
    /// [`Error::Torch`](crate::Error::Torch) if the optimizer does not train the variable, or the tensors are not what the class
    /// has for it.
    pub(crate) fn put_state(&mut self, variable: &Tensor, state: Option<&VariableState>) -> Result<()> {
        let Some(VariableState { steps, tensors }) = state else {
            // SAFETY: the optimizer is borrowed for writing, and the variable's pointer is that of an `at::Tensor`.
            return unsafe { ffi::tch_lr_clear_state(self.as_ptr(), variable.as_ptr()) }.result();
        };
        let handles = tensors.each_ref().map(|tensor| tensor.as_ref().map_or(ptr::null(), Tensor::as_ptr));
        // SAFETY: as above, and all handles are those of an `at::Tensor`, or null for an undefined one.
        unsafe { ffi::tch_lr_put_state(self.as_ptr(), variable.as_ptr(), handles.as_ptr(), *steps) }.result()
    }
}
