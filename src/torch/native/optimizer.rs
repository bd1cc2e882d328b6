use super::ffi;
use super::pointer::pointer;
use super::tensor::owned;
use crate::{Error, Result};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use tch::Tensor;
use tch::nn::Optimizer;
use torch_sys::C_optimizer;

/// libtorch's optimizer behind tch's, for reading.
pub(crate) struct LibtorchOptimizer<'a> {
    pointer: NonNull<C_optimizer>,
    optimizer: PhantomData<&'a Optimizer>,
}

impl<'a> LibtorchOptimizer<'a> {
    pub(crate) fn of(optimizer: &'a Optimizer) -> Result<Self> {
        // SAFETY: it is the pointer of this very optimizer.
        Ok(unsafe { Self::at(pointer(optimizer)?, optimizer) })
    }

    /// # Safety
    ///
    /// The pointer is that of libtorch's optimizer inside of `_optimizer`.
    pub(super) unsafe fn at(pointer: NonNull<C_optimizer>, _optimizer: &'a Optimizer) -> Self {
        Self { pointer, optimizer: PhantomData }
    }

    pub(super) fn as_ptr(&self) -> *mut C_optimizer {
        self.pointer.as_ptr()
    }

    pub(crate) fn groups(&self) -> Result<usize> {
        let mut count = 0;
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `count` is writable.
        unsafe { ffi::tch_lr_group_count(self.as_ptr(), &mut count) }.result()?;
        Ok(count)
    }

    /// The variables of one group, in the order in which libtorch trains them.
    ///
    /// # Errors
    /// [`Error::Torch`] if there is no such group.
    pub(crate) fn variables(&self, group: usize) -> Result<Vec<Tensor>> {
        let mut count = 0;
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `count` is writable.
        unsafe { ffi::tch_lr_variable_count(self.as_ptr(), group, &mut count) }.result()?;
        let variable = |index| {
            let mut handle = ptr::null_mut();
            // SAFETY: as above, and native.cpp checks the index.
            unsafe { ffi::tch_lr_variable(self.as_ptr(), group, index, &mut handle) }.result()?;
            // SAFETY: native.cpp has written a new handle, which nobody else frees.
            unsafe { owned(handle) }.ok_or_else(|| Error::Torch("a variable without a handle".into()))
        };
        (0..count).map(variable).collect()
    }
}
