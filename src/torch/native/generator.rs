use super::ffi;
use super::tensor::owned;
use crate::{Error, Result};
use std::ptr;
use tch::{Device, Tensor};

/// The state of libtorch's default random generator of a device, as a tensor of bytes.
///
/// # Errors
/// [`Error::Torch`] if the device does not exist, or is neither the CPU nor a CUDA device.
pub(crate) fn generator(device: Device) -> Result<Tensor> {
    let (device, mut handle) = (number(device)?, ptr::null_mut());
    // SAFETY: `handle` is writable, and native.cpp checks the device.
    unsafe { ffi::tch_lr_generator(device, &mut handle) }.result()?;
    // SAFETY: native.cpp has written a new handle, and no other code frees the handle.
    unsafe { owned(handle) }.ok_or_else(|| Error::Torch("libtorch returned no state of the generator".into()))
}

/// Checks that [`set_generator`] would accept the state. The generator is not changed.
///
/// # Errors
/// The errors of [`set_generator`].
pub(crate) fn check_generator(device: Device, state: &Tensor) -> Result<()> {
    // SAFETY: the pointer points to the `at::Tensor` that `state` owns, and native.cpp checks the device and the state.
    unsafe { ffi::tch_lr_check_generator(number(device)?, state.as_ptr()) }.result()
}

/// Sets the state of the default random generator of a device. `state` is a tensor that [`generator`] has returned.
///
/// # Errors
/// The errors of [`generator`], and [`Error::Torch`] if `state` is not the state of a generator of this kind of device.
pub(crate) fn set_generator(device: Device, state: &Tensor) -> Result<()> {
    // SAFETY: the pointer points to the `at::Tensor` that `state` owns, and native.cpp checks the device and the state.
    unsafe { ffi::tch_lr_set_generator(number(device)?, state.as_ptr()) }.result()
}

/// The number of the device in native.cpp: the index of a CUDA device, or -1 for the CPU.
fn number(device: Device) -> Result<i32> {
    let number = match device {
        Device::Cpu => Some(-1),
        Device::Cuda(index) => i32::try_from(index).ok(),
        _ => None,
    };
    number.ok_or_else(|| Error::Torch(format!("the generator of {device:?} cannot be reached, expected the CPU or a CUDA device")))
}
