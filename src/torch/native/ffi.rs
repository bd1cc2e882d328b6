//! The declarations of the functions in native.cpp and cuda.cpp, and the type of their results.

use crate::{Error, Result};
use std::ffi::{CStr, c_char, c_void};
use torch_sys::{C_optimizer, C_tensor};

/// The maximum number of tensors in the state of one variable.
pub(super) const SLOTS: usize = 3;

/// The group number for all groups, including groups that are added later.
pub(super) const ALL_GROUPS: usize = usize::MAX;

/// The hyperparameters of one group. Hyperparameters that the optimizer's class does not have are 0.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[allow(dead_code, reason = "the fields must be the same as in options.h")]
pub(crate) struct Options {
    pub(crate) lr: f64,
    /// Momentum, or beta1.
    pub(crate) momentum: f64,
    pub(crate) beta2: f64,
    pub(crate) eps: f64,
    pub(crate) weight_decay: f64,
    pub(crate) dampening: f64,
    pub(crate) alpha: f64,
    pub(crate) nesterov: bool,
    pub(crate) amsgrad: bool,
    pub(crate) centered: bool,
}

/// The settings of autocast before it was switched on. The fields are the same as in native.cpp.
#[repr(C)]
#[derive(Default)]
pub(super) struct Autocast {
    is_cuda: bool,
    is_enabled: bool,
    kind: i8,
}

/// A hyperparameter that native.cpp sets. The numbers are the same as in options.h.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupOption {
    /// Momentum, or beta1.
    Momentum = 0,
    Beta2 = 1,
    Eps = 2,
}

/// The result of a function in native.cpp: null for success, or an error text.
#[repr(transparent)]
#[must_use]
pub(super) struct Answer(*mut c_char);

impl Answer {
    pub(super) fn result(self) -> Result<()> {
        if self.0.is_null() {
            return Ok(());
        }
        // SAFETY: only the functions below create an `Answer`. A pointer that is not null points to a text that ends with NUL and
        // has not been freed.
        let message = unsafe { CStr::from_ptr(self.0) }.to_string_lossy().into_owned();
        // SAFETY: native.cpp allocated the text, and `self` is consumed, so the text is freed only once.
        unsafe { tch_lr_free_text(self.0) };
        Err(Error::Torch(message))
    }
}

/// Nothing calls this function. Programs that contain the crate contain this reference to it, so that they load CUDA.
#[cfg(tch_lr_cuda)]
#[used]
static CUDA: unsafe extern "C" fn() -> std::ffi::c_int = tch_lr_cuda;

unsafe extern "C" {
    #[cfg(tch_lr_cuda)]
    fn tch_lr_cuda() -> std::ffi::c_int;
    fn tch_lr_free_text(text: *mut c_char);
    pub(super) fn tch_lr_identity(tensor: *const C_tensor) -> *const c_void;
    pub(super) fn tch_lr_class(optimizer: *mut C_optimizer, out: *mut i32) -> Answer;
    pub(super) fn tch_lr_group_count(optimizer: *mut C_optimizer, out: *mut usize) -> Answer;
    pub(super) fn tch_lr_variable_count(optimizer: *mut C_optimizer, group: usize, out: *mut usize) -> Answer;
    pub(super) fn tch_lr_variable(optimizer: *mut C_optimizer, group: usize, index: usize, out: *mut *mut C_tensor) -> Answer;
    pub(super) fn tch_lr_options(optimizer: *mut C_optimizer, group: usize, out: *mut Options) -> Answer;
    pub(super) fn tch_lr_set(optimizer: *mut C_optimizer, group: usize, setting: i32, value: f64) -> Answer;
    pub(super) fn tch_lr_state(
        optimizer: *mut C_optimizer,
        variable: *const C_tensor,
        out: *mut *mut C_tensor,
        steps: *mut u64,
        found: *mut i32,
    ) -> Answer;
    pub(super) fn tch_lr_put_state(
        optimizer: *mut C_optimizer,
        variable: *const C_tensor,
        tensors: *const *const C_tensor,
        steps: u64,
    ) -> Answer;
    pub(super) fn tch_lr_clear_state(optimizer: *mut C_optimizer, variable: *const C_tensor) -> Answer;
    pub(super) fn tch_lr_take_gradient(variable: *const C_tensor, out: *mut *mut C_tensor) -> Answer;
    pub(super) fn tch_lr_set_gradient(variable: *const C_tensor, gradient: *const C_tensor) -> Answer;
    pub(super) fn tch_lr_generator(device: i32, out: *mut *mut C_tensor) -> Answer;
    pub(super) fn tch_lr_check_generator(device: i32, state: *const C_tensor) -> Answer;
    pub(super) fn tch_lr_set_generator(device: i32, state: *const C_tensor) -> Answer;
    pub(super) fn tch_lr_enter_autocast(is_cuda: bool, is_bfloat16: bool, before: *mut Autocast) -> Answer;
    pub(super) fn tch_lr_leave_autocast(before: *const Autocast) -> Answer;
}
