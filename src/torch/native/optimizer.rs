use super::ffi::{self, ALL_GROUPS, GroupOption, Options};
use super::tensor::owned;
use crate::torch::OptimizerClass;
use crate::{Error, Result};
use std::marker::PhantomData;
use std::ops::Deref;
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
    /// # Safety
    ///
    /// The pointer is that of libtorch's optimizer inside of `_optimizer`.
    pub(super) unsafe fn at(pointer: NonNull<C_optimizer>, _optimizer: &'a Optimizer) -> Self {
        Self { pointer, optimizer: PhantomData }
    }

    pub(super) fn as_ptr(&self) -> *mut C_optimizer {
        self.pointer.as_ptr()
    }

    /// # Errors
    /// [`Error::Torch`] if the class is none of those that tch can build.
    pub(crate) fn class(&self) -> Result<OptimizerClass> {
        let mut class = 0;
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `class` is writable.
        unsafe { ffi::tch_lr_class(self.as_ptr(), &mut class) }.result()?;
        class_of(class)
    }

    pub(crate) fn groups(&self) -> Result<usize> {
        let mut count = 0;
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `count` is writable.
        unsafe { ffi::tch_lr_group_count(self.as_ptr(), &mut count) }.result()?;
        Ok(count)
    }

    /// # Errors
    /// [`Error::Torch`] if there is no such group, or the class is none of those that tch can build.
    pub(crate) fn options(&self, group: usize) -> Result<Options> {
        let mut options = Options::default();
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `options` has the layout of its struct.
        unsafe { ffi::tch_lr_options(self.as_ptr(), group, &mut options) }.result()?;
        Ok(options)
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

pub(super) fn class_of(code: i32) -> Result<OptimizerClass> {
    match code {
        1 => Ok(OptimizerClass::Sgd),
        2 => Ok(OptimizerClass::Adam),
        3 => Ok(OptimizerClass::AdamW),
        4 => Ok(OptimizerClass::RmsProp),
        _ => Err(Error::Torch("the optimizer is of an unknown class, expected SGD, Adam, AdamW or RMSprop".into())),
    }
}

/// libtorch's optimizer behind tch's, for reading and writing.
pub(crate) struct LibtorchOptimizerMut<'a> {
    shared: LibtorchOptimizer<'a>,
    exclusive: PhantomData<&'a mut Optimizer>,
}

impl<'a> LibtorchOptimizerMut<'a> {
    pub(crate) fn of(optimizer: &'a mut Optimizer) -> Result<Self> {
        Ok(Self { shared: LibtorchOptimizer::of(optimizer)?, exclusive: PhantomData })
    }

    /// Sets a hyperparameter of one group; of all groups and those that are added later if `group` is `None`.
    ///
    /// # Errors
    /// [`Error::Torch`] if there is no such group, the class does not have this hyperparameter, or the value is not finite.
    pub(crate) fn set(&mut self, setting: GroupOption, group: Option<usize>, value: f64) -> Result<()> {
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and nobody else reads or writes it meanwhile.
        unsafe { ffi::tch_lr_set(self.as_ptr(), group.unwrap_or(ALL_GROUPS), setting as i32, value) }.result()
    }
}

impl<'a> Deref for LibtorchOptimizerMut<'a> {
    type Target = LibtorchOptimizer<'a>;

    fn deref(&self) -> &LibtorchOptimizer<'a> {
        &self.shared
    }
}
