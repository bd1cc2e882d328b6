//! The device on which some tests train.

use std::env;
use tch::Device;

/// The CPU, or the first CUDA device if the variable `TCH_LR_DEVICE` is `cuda`, as on a GPU machine (`.setup/gpu.py`).
pub fn device() -> Device {
    match env::var("TCH_LR_DEVICE").as_deref() {
        Err(_) | Ok("cpu") => Device::Cpu,
        Ok("cuda") => Device::Cuda(0),
        Ok(other) => panic!("TCH_LR_DEVICE is {other:?}, expected cpu or cuda"),
    }
}
