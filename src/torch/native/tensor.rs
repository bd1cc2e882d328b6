use super::ffi;
use crate::Result;
use std::ptr;
use tch::Tensor;
use torch_sys::C_tensor;

/// What a tensor is known by: every handle of one tensor has the same identity, and no two tensors have, however small they are.
pub(crate) fn identity(tensor: &Tensor) -> usize {
    // SAFETY: `as_ptr` gives a pointer to the `at::Tensor` that `tensor` owns, and native.cpp only reads its address.
    unsafe { ffi::tch_lr_identity(tensor.as_ptr()) }.addr()
}

/// Takes the gradient away from a variable, which has none afterwards.
pub(crate) fn take_gradient(variable: &Tensor) -> Result<Option<Tensor>> {
    let mut gradient = ptr::null_mut();
    // SAFETY: the variable's pointer is that of an `at::Tensor`, and `gradient` is writable.
    unsafe { ffi::tch_lr_take_gradient(variable.as_ptr(), &mut gradient) }.result()?;
    // SAFETY: native.cpp has written null or a new handle to `gradient`, which nobody else frees.
    Ok(unsafe { owned(gradient) })
}

/// Gives a variable this gradient, or none.
pub(crate) fn set_gradient(variable: &Tensor, gradient: Option<&Tensor>) -> Result<()> {
    let gradient = gradient.map_or(ptr::null(), Tensor::as_ptr);
    // SAFETY: both pointers are those of an `at::Tensor`, or null for no gradient.
    unsafe { ffi::tch_lr_set_gradient(variable.as_ptr(), gradient) }.result()
}

/// The tensor behind a handle that native.cpp has handed out; `None` for null.
///
/// # Safety
///
/// `handle` is null, or was handed out by native.cpp and is owned by nobody else.
pub(super) unsafe fn owned(handle: *mut C_tensor) -> Option<Tensor> {
    if handle.is_null() {
        return None;
    }
    // SAFETY: the handle is an `at::Tensor` made by `new`, which tch frees by `delete` where the tensor is dropped.
    Some(unsafe { Tensor::from_ptr(handle) })
}
