use super::ffi;
use crate::Result;

/// Autocast of this thread, which is on until this value is dropped.
pub(crate) struct AutocastGuard(ffi::Autocast);

impl AutocastGuard {
    /// Switches autocast on for tensors of the CPU or of CUDA devices, to 16-bit floats of one of both formats.
    pub(crate) fn enter(is_cuda: bool, is_bfloat16: bool) -> Result<Self> {
        let mut before = ffi::Autocast::default();
        // SAFETY: `before` is writable and has the fields that native.cpp writes.
        unsafe { ffi::tch_lr_enter_autocast(is_cuda, is_bfloat16, &mut before) }.result()?;
        Ok(Self(before))
    }
}

impl Drop for AutocastGuard {
    fn drop(&mut self) {
        // SAFETY: native.cpp only reads the fields, which `enter` has received from it.
        let left = unsafe { ffi::tch_lr_leave_autocast(&self.0) }.result();
        debug_assert_eq!(left, Ok(()));
    }
}
