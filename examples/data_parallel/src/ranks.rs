use mpi::collective::SystemOperation;
use mpi::datatype::Equivalence;
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, CommunicatorCollectives, Root};
use tch::kind::Element;
use tch::{Cuda, Device, Kind, Tensor};

/// The processes of a job, called ranks, and this process among them. All of them must call the collective methods, in the same
/// order.
pub struct Ranks {
    world: SimpleCommunicator,
    /// The ranks on this machine.
    machine: SimpleCommunicator,
}

impl Ranks {
    pub(crate) fn new(world: SimpleCommunicator) -> Self {
        let machine = world.split_shared(world.rank());
        Self { world, machine }
    }

    /// The number of ranks in the job.
    pub fn count(&self) -> u64 {
        self.world.size().unsigned_abs().into()
    }

    /// The number of this rank, from 0.
    pub fn rank(&self) -> u64 {
        self.world.rank().unsigned_abs().into()
    }

    /// Whether this is rank 0, which prints, and writes checkpoints and logs.
    pub fn is_first(&self) -> bool {
        self.rank() == 0
    }

    /// The part of `count` things that belongs to this rank: the first one and their number. The parts differ by at most one.
    pub fn share(&self, count: i64) -> (i64, i64) {
        let (rank, ranks) = (i64::from(self.world.rank()), i64::from(self.world.size()));
        let (start, end) = (rank * count / ranks, (rank + 1) * count / ranks);
        (start, end - start)
    }

    /// The device of this rank: if `device` is a GPU, each rank on a machine has another one.
    pub fn device(&self, device: Device) -> Device {
        let local = self.machine.rank().unsigned_abs() as usize;
        let gpus = usize::try_from(Cuda::device_count()).unwrap_or_default();
        if device.is_cuda() { Device::Cuda(local % gpus.max(1)) } else { device }
    }

    /// The number of threads for each rank, so that the ranks on this machine use `cores` together.
    pub fn threads(&self, cores: usize) -> i32 {
        i32::try_from(cores).unwrap_or(i32::MAX).checked_div(self.machine.size()).unwrap_or_default().max(1)
    }

    /// Adds up the numbers of all ranks. Collective.
    ///
    /// Every rank gets the same bits: rank 0 adds, and sends the sums. MPI's all-reduce only recommends this.
    pub fn sum<const N: usize>(&self, own: [f64; N]) -> [f64; N] {
        let mut sum = [0.0; N];
        let first = self.world.process_at_rank(0);
        if self.is_first() {
            first.reduce_into_root(&own[..], &mut sum[..], SystemOperation::sum());
        } else {
            first.reduce_into(&own[..], SystemOperation::sum());
        }
        first.broadcast_into(&mut sum[..]);
        sum
    }

    /// The mean of the numbers of all ranks, such as a metric for a feedback rule. Collective. Every rank gets the same bits.
    pub fn mean<const N: usize>(&self, own: [f64; N]) -> [f64; N] {
        self.sum(own).map(|sum| sum / self.count() as f64)
    }

    /// Adds up the tensors of all ranks, element by element. Collective.
    pub fn sum_of(&self, own: &Tensor) -> Tensor {
        match own.kind() {
            Kind::Float => self.sum_as::<f32>(own),
            Kind::Double => self.sum_as::<f64>(own),
            kind => self.sum_as::<f64>(&own.to_kind(Kind::Double)).to_kind(kind),
        }
    }

    fn sum_as<T: Element + Equivalence + Copy + Default>(&self, own: &Tensor) -> Tensor {
        let mut numbers = vec![T::default(); own.numel()];
        own.copy_data(&mut numbers, own.numel());
        let mut sums = vec![T::default(); own.numel()];
        self.world.all_reduce_into(&numbers[..], &mut sums[..], SystemOperation::sum());
        Tensor::from_slice(&sums).view(&own.size()[..]).to_device(own.device())
    }

    /// The numbers of all ranks, in the order of the ranks. Collective.
    pub fn gather<const N: usize>(&self, own: [u64; N]) -> Vec<[u64; N]> {
        let mut all = vec![0; N * self.world.size().unsigned_abs() as usize];
        self.world.all_gather_into(&own[..], &mut all[..]);
        all.chunks_exact(N).map(|numbers| std::array::from_fn(|index| numbers[index])).collect()
    }

    /// The text of rank 0. Collective; the texts of the other ranks do not matter.
    pub fn text_of_first(&self, own: &str) -> String {
        let first = self.world.process_at_rank(0);
        let mut length = own.len() as u64;
        first.broadcast_into(&mut length);
        let mut bytes = own.as_bytes().to_vec();
        bytes.resize(length as usize, 0);
        first.broadcast_into(&mut bytes[..]);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Waits until all ranks have come here. Collective.
    pub fn wait_for_all(&self) {
        self.world.barrier();
    }

    pub(crate) fn abort(&self, status: i32) -> ! {
        self.world.abort(status)
    }
}
