use tch::data::Iter2;
use tch::nn::{self, Module};
use tch::{Kind, Tensor, no_grad};
use tch_lr_scheduler::ScheduledOptimizer;

const POINTS: i64 = 1024;
const BATCH_SIZE: i64 = 32;

/// A small network that learns which points lie inside a ring.
pub struct Network {
    net: nn::Sequential,
    points: Tensor,
    inside: Tensor,
}

impl Network {
    pub fn new(vs: &nn::VarStore) -> Self {
        let hidden = nn::linear(vs.root() / "hidden", 2, 32, Default::default());
        let output = nn::linear(vs.root() / "output", 32, 2, Default::default());
        let points = Tensor::randn([POINTS, 2], (Kind::Float, vs.device()));
        let radius = points.square().sum_dim_intlist(1, false, None).sqrt();
        let inside = radius.gt(0.7).logical_and(&radius.lt(1.5)).to_kind(Kind::Int64);
        Self { net: nn::seq().add(hidden).add_fn(Tensor::relu).add(output), points, inside }
    }

    /// Trains one epoch, and returns the mean loss. Calls `midway` in the middle of the epoch.
    pub fn train_epoch(&self, opt: &mut ScheduledOptimizer, midway: impl Fn()) -> f64 {
        let batches: Vec<_> =
            Iter2::new(&self.points, &self.inside, BATCH_SIZE).to_device(self.points.device()).shuffle().collect();
        let mut sum = 0.0;
        for (index, (points, inside)) in batches.iter().enumerate() {
            let loss = self.net.forward(points).cross_entropy_for_logits(inside);
            opt.backward_step(&loss);
            sum += loss.double_value(&[]);
            if index == batches.len() / 2 {
                midway();
            }
        }
        sum / batches.len() as f64
    }

    pub fn sum_of_weights(&self, vs: &nn::VarStore) -> f64 {
        vs.trainable_variables().iter().map(|variable| variable.sum(Kind::Double).double_value(&[])).sum()
    }

    pub fn accuracy(&self) -> f64 {
        let guesses = no_grad(|| self.net.forward(&self.points)).argmax(1, false);
        guesses.eq_tensor(&self.inside).mean(Kind::Double).double_value(&[])
    }
}
