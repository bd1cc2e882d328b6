use std::f64::consts::TAU;
use tch::data::Iter2;
use tch::{Device, Kind, Tensor};

pub const ARMS: i64 = 3;

const TURNS: f64 = 1.0;
const NOISE: f64 = 0.06;
const BATCH_SIZE: i64 = 32;

/// Points on interleaved spiral arms in a plane, and the arm of each point.
pub struct Spirals {
    pub points: Tensor,
    pub arms: Tensor,
}

impl Spirals {
    pub fn generate(points_per_arm: i64, device: Device) -> Self {
        let count = ARMS * points_per_arm;
        // Drawn on the CPU, so that a seed gives the same points on every device.
        let float = (Kind::Float, Device::Cpu);
        let arms = Tensor::arange(count, (Kind::Int64, Device::Cpu)).remainder(ARMS);
        let radius = Tensor::rand([count], float).sqrt();
        let angle = (&radius * TURNS + &arms / ARMS as f64) * TAU;
        let on_arm = Tensor::stack(&[&radius * angle.cos(), &radius * angle.sin()], 1);
        let points = on_arm + NOISE * Tensor::randn([count, 2], float);
        Self { points: points.to_device(device), arms: arms.to_device(device) }
    }

    pub fn len(&self) -> usize {
        self.points.size()[0] as usize
    }

    /// The points in a new random order, in batches.
    pub fn batches(&self) -> Iter2 {
        let mut batches = Iter2::new(&self.points, &self.arms, BATCH_SIZE);
        batches.to_device(self.points.device()).shuffle();
        batches
    }
}
