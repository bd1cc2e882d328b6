use super::ffi;
use super::tensor::owned;
use crate::{Error, Result};
use std::ptr;
use tch::{Device, Tensor};

/// The state of libtorch's default generator of random numbers on a device, as bytes.
///
/// # Errors
/// [`Error::Torch`] if the device is not there, or is neither the CPU nor a CUDA device.
pub(crate) fn generator(device: Device) -> Result<Tensor> {
    let (device, mut handle) = (number(device)?, ptr::null_mut());
    // SAFETY: `handle` is writable, and native.cpp checks the device.
    unsafe { ffi::tch_lr_generator(device, &mut handle) }.result()?;
    // SAFETY: native.cpp has written a new handle, which nobody else frees.
    unsafe { owned(handle) }.ok_or_else(|| Error::Torch("a generator without a state".into()))
}

/// Puts the generator of a device into a state that [`generator`] has returned.
///
/// # Errors
/// As [`generator`], and if the state is not one of such a generator.
pub(crate) fn set_generator(device: Device, state: &Tensor) -> Result<()> {
    // SAFETY: the pointer is that of an `at::Tensor`, and native.cpp checks the device and the state.
    unsafe { ffi::tch_lr_set_generator(number(device)?, state.as_ptr()) }.result()
}

/// The device as native.cpp takes it.
fn number(device: Device) -> Result<i32> {
    let number = match device {
        Device::Cpu => Some(-1),
        Device::Cuda(index) => i32::try_from(index).ok(),
        _ => None,
    };
    number.ok_or_else(|| Error::Torch(format!("the generator of {device:?} cannot be reached, expected the CPU or a CUDA device")))
}
