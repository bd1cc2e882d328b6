//! The states of libtorch's default random generators: the generator of the CPU and the generator of every CUDA device.

use super::native::{check_generator, generator, set_generator};
use crate::Result;
use tch::{Cuda, Device, Tensor};

/// The states of random generators, each with its device.
pub(super) struct Generators(Vec<(Device, Tensor)>);

impl Generators {
    /// Reads the states. The generators are not changed.
    pub(super) fn read() -> Result<Self> {
        devices().map(|device| Ok((device, generator(device)?))).collect::<Result<_>>().map(Self)
    }

    /// The saved states of the generators of this machine, and the names of the generators that were not saved. States of other
    /// devices are ignored. Checks that libtorch accepts the states, and changes nothing.
    pub(super) fn from_saved(mut saved: Vec<(String, Tensor)>) -> Result<(Self, Vec<String>)> {
        let (mut states, mut missing) = (vec![], vec![]);
        for device in devices() {
            let name = name(device);
            let Some(index) = saved.iter().position(|(known, _)| *known == name) else {
                missing.push(name);
                continue;
            };
            let (_, state) = saved.swap_remove(index);
            check_generator(device, &state)?;
            states.push((device, state));
        }
        Ok((Self(states), missing))
    }

    /// The states, each with the name of its device: `cpu`, `cuda:0`, ...
    pub(super) fn into_named(self) -> Vec<(String, Tensor)> {
        self.0.into_iter().map(|(device, state)| (name(device), state)).collect()
    }

    pub(super) fn put_back(&self) -> Result<()> {
        self.0.iter().try_for_each(|(device, state)| set_generator(*device, state))
    }
}

fn devices() -> impl Iterator<Item = Device> {
    let cuda = (0..usize::try_from(Cuda::device_count()).unwrap_or(0)).map(Device::Cuda);
    [Device::Cpu].into_iter().chain(cuda)
}

/// torch's name of the device.
fn name(device: Device) -> String {
    match device {
        Device::Cuda(index) => format!("cuda:{index}"),
        _ => "cpu".into(),
    }
}
