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

/// The libtorch optimizer inside a tch optimizer, for reading.
pub(crate) struct LibtorchOptimizer<'a> {
    pointer: NonNull<C_optimizer>,
    optimizer: PhantomData<&'a Optimizer>,
}

impl<'a> LibtorchOptimizer<'a> {
    /// # Safety
    ///
    /// `pointer` points to the libtorch optimizer inside `_optimizer`.
    pub(super) unsafe fn at(pointer: NonNull<C_optimizer>, _optimizer: &'a Optimizer) -> Self {
        Self { pointer, optimizer: PhantomData }
    }

    pub(super) fn as_ptr(&self) -> *mut C_optimizer {
        self.pointer.as_ptr()
    }

    /// The class of the optimizer.
    ///
    /// # Errors
    /// [`Error::Torch`] if tch cannot build this class.
    pub(crate) fn class(&self) -> Result<OptimizerClass> {
        let mut class = 0;
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `class` is writable.
        unsafe { ffi::tch_lr_class(self.as_ptr(), &mut class) }.result()?;
        class_of(class)
    }

    /// The number of groups.
    pub(crate) fn groups(&self) -> Result<usize> {
        let mut count = 0;
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `count` is writable.
        unsafe { ffi::tch_lr_group_count(self.as_ptr(), &mut count) }.result()?;
        Ok(count)
    }

    /// The hyperparameters of one group.
    ///
    /// # Errors
    /// [`Error::Torch`] if the group does not exist, or if tch cannot build the class of the optimizer.
    pub(crate) fn options(&self, group: usize) -> Result<Options> {
        let mut options = Options::default();
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `options` has the layout of the C++ struct.
        unsafe { ffi::tch_lr_options(self.as_ptr(), group, &mut options) }.result()?;
        Ok(options)
    }

    /// The variables of one group, in the order in which libtorch trains them.
    ///
    /// # Errors
    /// [`Error::Torch`] if the group does not exist.
    pub(crate) fn variables(&self, group: usize) -> Result<Vec<Tensor>> {
        let mut count = 0;
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and `count` is writable.
        unsafe { ffi::tch_lr_variable_count(self.as_ptr(), group, &mut count) }.result()?;
        let variable = |index| {
            let mut handle = ptr::null_mut();
            // SAFETY: as above, and native.cpp checks the index.
            unsafe { ffi::tch_lr_variable(self.as_ptr(), group, index, &mut handle) }.result()?;
            // SAFETY: native.cpp has written a new handle, and no other code frees the handle.
            unsafe { owned(handle) }.ok_or_else(|| Error::Torch("libtorch returned no handle of a variable".into()))
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

/// The libtorch optimizer inside a tch optimizer, for reading and writing.
pub(crate) struct LibtorchOptimizerMut<'a> {
    shared: LibtorchOptimizer<'a>,
    exclusive: PhantomData<&'a mut Optimizer>,
}

impl<'a> LibtorchOptimizerMut<'a> {
    pub(crate) fn of(optimizer: &'a mut Optimizer) -> Result<Self> {
        Ok(Self { shared: LibtorchOptimizer::of(optimizer)?, exclusive: PhantomData })
    }

    /// Sets a hyperparameter of one group. With `None`, sets it in all groups, including groups that are added later.
    ///
    /// # Errors
    /// [`Error::Torch`] if the group does not exist, if the class does not have this hyperparameter, or if `value` is not finite.
    pub(crate) fn set(&mut self, setting: GroupOption, group: Option<usize>, value: f64) -> Result<()> {
        // SAFETY: the pointer is valid as long as the optimizer is borrowed, and the exclusive borrow excludes other
        // access.
        unsafe { ffi::tch_lr_set(self.as_ptr(), group.unwrap_or(ALL_GROUPS), setting as i32, value) }.result()
    }
}

impl<'a> Deref for LibtorchOptimizerMut<'a> {
    type Target = LibtorchOptimizer<'a>;

    fn deref(&self) -> &LibtorchOptimizer<'a> {
        &self.shared
    }
}
