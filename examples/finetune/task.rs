use crate::network::{BODY, Network};
use crate::spirals::Spirals;
use anyhow::{Result, ensure};
use tch::{Device, nn};
use tch_lr_scheduler::{CosineAnnealingLr, Plan, ScheduledOptimizer};

const PRETRAINING_LR: f64 = 0.1;
const PRETRAINING_EPOCHS: u64 = 20;
const PRETRAINING_ARMS: i64 = 3;
const ARMS: i64 = 5;
const TURNED_BY: f64 = 0.1;

pub struct Pretrained {
    pub accuracy: f64,
    net: Network,
    device: Device,
}

impl Pretrained {
    pub fn train(device: Device) -> Result<Self> {
        tch::manual_seed(0);
        let training = Spirals::generate(PRETRAINING_ARMS, 0.0, 1_000, device);
        let held_out = Spirals::generate(PRETRAINING_ARMS, 0.0, 1_000, device);
        let vs = nn::VarStore::new(device);
        let net = Network::new(&vs.root(), PRETRAINING_ARMS);
        let mut opt = Plan::lr(PRETRAINING_LR, CosineAnnealingLr::new(PRETRAINING_EPOCHS)?).build(&vs, sgd())?;
        for _ in 0..PRETRAINING_EPOCHS {
            train_epoch(&net, &mut opt, &training);
            opt.advance()?;
        }
        Ok(Self { accuracy: net.accuracy(&held_out), net, device })
    }
}

/// What the runs of all plans share: the initial weights and the points.
pub struct Task<'a> {
    seed: i64,
    pretrained: &'a Pretrained,
    training: Spirals,
    held_out: Spirals,
}

/// The results of an epoch, before the schedule moves.
pub struct Epoch<'a> {
    pub number: u64,
    pub lrs: &'a [f64],
    /// The distance of each layer of the body from its initial weights.
    pub moved: [f64; BODY],
    pub accuracy: f64,
}

impl<'a> Task<'a> {
    pub fn new(seed: i64, pretrained: &'a Pretrained) -> Self {
        tch::manual_seed(seed);
        let training = Spirals::generate(ARMS, TURNED_BY, 20, pretrained.device);
        let held_out = Spirals::generate(ARMS, TURNED_BY, 1_000, pretrained.device);
        Self { seed, pretrained, training, held_out }
    }

    pub fn points(&self) -> usize {
        self.training.len()
    }

    /// Trains a new head and the pre-trained body at the rates of the plan, and returns the final accuracy.
    pub fn finetune(&self, plan: &Plan, epochs: u64, after_epoch: impl Fn(&Epoch)) -> Result<f64> {
        tch::manual_seed(self.seed);
        let vs = nn::VarStore::new(self.pretrained.device);
        let mut net = Network::new(&vs.root(), ARMS);
        net.copy_body(&self.pretrained.net);
        let mut opt = plan.build(&vs, sgd())?;

        let mut moved = [0.0; BODY];
        for number in 1..=epochs {
            train_epoch(&net, &mut opt, &self.training);
            let before = std::mem::replace(&mut moved, net.distances(&self.pretrained.net));
            for layer in 0..BODY {
                let frozen = opt.lrs()[layer] == 0.0;
                ensure!(!frozen || moved[layer] == before[layer], "layer {layer} is frozen but changed in epoch {number}");
            }
            after_epoch(&Epoch { number, lrs: opt.lrs(), moved, accuracy: net.accuracy(&self.held_out) });
            opt.advance()?;
        }
        Ok(net.accuracy(&self.held_out))
    }
}

fn train_epoch(net: &Network, opt: &mut ScheduledOptimizer, spirals: &Spirals) {
    for (points, arms) in spirals.batches() {
        opt.backward_step(&net.loss(&points, &arms));
    }
}

fn sgd() -> nn::Sgd {
    nn::Sgd { momentum: 0.9, ..Default::default() }
}
