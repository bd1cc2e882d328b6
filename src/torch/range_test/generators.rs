use crate::Result;
use crate::torch::native::{generator, set_generator};
use tch::{Cuda, Device, Tensor};

/// The states of libtorch's default random generators: the generator of the CPU and the generator of every CUDA device.
pub(super) struct Generators(Vec<(Device, Tensor)>);

impl Generators {
    /// Reads the states. The generators are not changed.
    pub(super) fn read() -> Result<Self> {
        let cuda = (0..usize::try_from(Cuda::device_count()).unwrap_or(0)).map(Device::Cuda);
        let states = [Device::Cpu].into_iter().chain(cuda).map(|device| Ok((device, generator(device)?)));
        states.collect::<Result<_>>().map(Self)
    }

    pub(super) fn put_back(&self) -> Result<()> {
        self.0.iter().try_for_each(|(device, state)| set_generator(*device, state))
    }
}
