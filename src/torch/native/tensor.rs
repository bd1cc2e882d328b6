use super::ffi;
use crate::Result;
use std::ptr;
use tch::Tensor;
use torch_sys::C_tensor;

/// The identity of a tensor. Every handle of one tensor has the same identity. Two tensors that exist at the same time have
/// different identities, even if they are empty.
pub(crate) fn identity(tensor: &Tensor) -> usize {
    // SAFETY: `as_ptr` returns a pointer to the `at::Tensor` that `tensor` owns, and native.cpp only reads the address of its
    // `TensorImpl`.
    unsafe { ffi::tch_lr_identity(tensor.as_ptr()) }.addr()
}

/// Removes the gradient of a variable and returns it; `None` if the variable has no gradient.
pub(crate) fn take_gradient(variable: &Tensor) -> Result<Option<Tensor>> {
    let mut gradient = ptr::null_mut();
    // SAFETY: the variable's pointer points to an `at::Tensor`, and `gradient` is writable.
    unsafe { ffi::tch_lr_take_gradient(variable.as_ptr(), &mut gradient) }.result()?;
    // SAFETY: native.cpp has written to `gradient` null or a new handle, which no other code frees.
    Ok(unsafe { owned(gradient) })
}

/// Sets the gradient of a variable, or removes it if `gradient` is `None`.
pub(crate) fn set_gradient(variable: &Tensor, gradient: Option<&Tensor>) -> Result<()> {
    let gradient = gradient.map_or(ptr::null(), Tensor::as_ptr);
    // SAFETY: each pointer points to an `at::Tensor`, except that `gradient` may be null, which native.cpp accepts.
    unsafe { ffi::tch_lr_set_gradient(variable.as_ptr(), gradient) }.result()
}

/// Turns a handle that native.cpp has returned into a tensor; `None` if the handle is null.
///
/// # Safety
///
/// `handle` is null, or native.cpp has returned it and no other code owns it.
pub(super) unsafe fn owned(handle: *mut C_tensor) -> Option<Tensor> {
    if handle.is_null() {
        return None;
    }
    // SAFETY: the handle points to an `at::Tensor` created by `new`. The caller passes its ownership to the `Tensor`, and tch frees
    // it by `delete` when the `Tensor` is dropped.
    Some(unsafe { Tensor::from_ptr(handle) })
}
