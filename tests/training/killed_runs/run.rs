//! A run with everything that a checkpoint must restore: dropout, random batches, batch statistics, two groups, a schedule of rate,
//! momentum and weight decay, gradient accumulation, clipping, and averaged weights.

use crate::common::device::device;
use std::path::Path;
use tch::nn::{self, BatchNorm, Linear, Module, ModuleT, OptimizerConfig, VarStore};
use tch::{Kind, Tensor};
use tch_lr_scheduler::{
    AveragedModel, Checkpoints, CosineAnnealingLr, OneCycleLr, Part, PartMut, Plan, Restored, Result, Schedule, ScheduledOptimizer,
};

/// Updates between two saves.
const UPDATES: u64 = 2;
/// Batches whose gradients are added for one update.
const ACCUMULATED: u64 = 2;

struct Layers {
    body: Linear,
    norm: BatchNorm,
    head: Linear,
}

impl Layers {
    fn new(vs: &VarStore) -> Self {
        let (body, head) = (vs.root() / "body", (vs.root() / "head").set_group(1));
        Self {
            body: nn::linear(&body / "linear", 6, 24, Default::default()),
            norm: nn::batch_norm1d(&body / "norm", 24, Default::default()),
            head: nn::linear(head, 24, 3, Default::default()),
        }
    }

    fn forward(&self, x: &Tensor) -> Tensor {
        self.head.forward(&self.norm.forward_t(&self.body.forward(x), true).relu().dropout(0.3, true))
    }
}

pub struct Run {
    vs: VarStore,
    layers: Layers,
    opt: ScheduledOptimizer,
    averaged: AveragedModel,
    data: Tensor,
    /// The number of batches that were read.
    position: u64,
}

impl Run {
    /// The run at its start. Seeds the random generator of the process.
    pub fn new(config: impl OptimizerConfig + 'static) -> Result<Self> {
        tch::set_num_threads(1);
        tch::manual_seed(7);
        let (vs, mut copy) = (VarStore::new(device()), VarStore::new(device()));
        let (layers, _) = (Layers::new(&vs), Layers::new(&copy));
        copy.copy(&vs).expect("the stores have the same variables");
        let plan = Plan::lr(0.01, OneCycleLr::new(0.01, 200)?.hold(200))
            .lr_group(1, 0.02, CosineAnnealingLr::new(50)?)
            .weight_decay(1e-3, CosineAnnealingLr::new(30)?);
        let opt = plan.build(&vs, config)?;
        let averaged = AveragedModel::ema(copy, 0.9)?.use_buffers(true);
        let data = Tensor::randn([120, 6], (Kind::Float, device()));
        Ok(Self { vs, layers, opt, averaged, data, position: 0 })
    }

    /// The number of saves that belong to the current step.
    pub fn saves(&self) -> u64 {
        self.opt.state().step / UPDATES
    }

    /// Trains until the next save is due.
    pub fn train(&mut self) -> Result<()> {
        for _ in 0..UPDATES {
            self.opt.zero_grad();
            for _ in 0..ACCUMULATED {
                let rows = Tensor::randint(120, [16], (Kind::Int64, device()));
                let x = self.data.index_select(0, &rows);
                let y = (&x.sum_dim_intlist(1, false, Kind::Float) + self.position as f64 % 2.0).gt(0.0).to_kind(Kind::Int64);
                (self.layers.forward(&x).cross_entropy_for_logits(&y) / ACCUMULATED as f64).backward();
                self.position += 1;
            }
            let _ = self.opt.clip_grad_norm(0.5)?;
            self.opt.step();
            self.averaged.update_parameters(&self.vs)?;
            self.opt.advance()?;
        }
        Ok(())
    }

    pub fn save(&self, folder: &Path) -> Result<()> {
        let position = Part::json("position", &self.position)?;
        let parts = [Part::new("model", &self.vs, &self.opt), Part::average("average", &self.averaged), position];
        Checkpoints::new(folder).keep_last(2)?.save_parts(&parts).map(drop)
    }

    pub fn load_latest(&mut self, folder: &Path) -> Result<Option<Restored>> {
        let Some(latest) = Checkpoints::new(folder).latest()? else { return Ok(None) };
        let restored = latest.load_parts([
            PartMut::new("model", &mut self.vs, &mut self.opt),
            PartMut::average("average", &mut self.averaged),
            PartMut::json("position", &mut self.position),
        ])?;
        Ok(Some(restored))
    }
}
