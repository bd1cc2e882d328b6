use super::block::Size;
use super::model::Gpt;
use super::precision::Precision;
use super::scaler::LossScaler;
use super::schedule::{Planned, planned};
use super::settings::Settings;
use super::text::{Batch, Text};
use anyhow::{Result, ensure};
use tch::nn::{self, VarStore};
use tch::{Device, Kind, Tensor, no_grad};
use tch_lr_scheduler::{ScheduledOptimizer, autocast};

/// The number of batches of a validation.
pub const VALIDATION_BATCHES: i64 = 4;

/// The network, its optimizer with the schedules, and the scale of the loss.
pub struct Trainer {
    pub settings: Settings,
    pub steps: u64,
    pub vs: VarStore,
    pub gpt: Gpt,
    pub opt: ScheduledOptimizer,
    /// The 16-bit floats of mixed precision.
    mixed: Option<Kind>,
    pub scaler: Option<LossScaler>,
}

/// What an optimizer step was made with. Both tensors are on the device, and a GPU has to finish its work before they can be read.
pub struct Update {
    /// The mean loss of all micro-batches.
    pub loss: Tensor,
    /// The norm of the gradients before they were clipped.
    pub grad_norm: Tensor,
}

impl Update {
    /// The loss of the step as a number, if it is finite. A GPU has to finish its work first.
    pub fn finite_loss(&self, step: u64) -> Result<f64> {
        let loss = self.loss.double_value(&[]);
        ensure!(loss.is_finite(), "the loss of step {step} is {loss}; use a lower --lr, or a longer --warmup");
        Ok(loss)
    }
}

impl Trainer {
    /// A new network with random weights. Seeds the random generator, which then draws the batches of the run.
    pub fn new(settings: &Settings, device: Device, precision: Precision) -> Result<Self> {
        Self::with_plan(settings, planned(settings)?, device, precision)
    }

    /// A new network as `new` creates it, with a plan that the settings do not describe.
    pub fn with_plan(settings: &Settings, planned: Planned, device: Device, precision: Precision) -> Result<Self> {
        let Settings { layers, heads, width, context, dropout, weight_decay, seed, .. } = *settings;
        ensure!(width % heads == 0, "--width is {width}, expected a multiple of --heads, which is {heads}");
        tch::manual_seed(seed);
        let mut vs = VarStore::new(device);
        let gpt = Gpt::new(&vs, Size { layers, heads, width, context, dropout })?;
        if precision == Precision::Double {
            vs.double();
        }
        let opt = planned.plan.build(&vs, nn::AdamW { beta1: 0.9, beta2: 0.95, wd: weight_decay, ..Default::default() })?;
        // The batches do not depend on how many numbers the weights have used.
        tch::manual_seed(seed);
        let mixed = (precision == Precision::Mixed).then_some(if device.is_cuda() { Kind::Half } else { Kind::BFloat16 });
        let scaler = (mixed == Some(Kind::Half)).then(LossScaler::new);
        Ok(Self { settings: settings.clone(), steps: planned.steps, vs, gpt, opt, mixed, scaler })
    }

    /// Makes one optimizer step from the gradients of all micro-batches. The schedule does not move.
    ///
    /// Returns `None` if mixed precision has overflowed: no weight has changed then, and the schedule must not move.
    pub fn update(&mut self, text: &Text) -> Result<Option<Update>> {
        let Settings { batch, context, .. } = self.settings;
        let loss = self.gradients(|| text.batch(batch, context))?;
        self.apply(loss)
    }

    /// Computes the gradients of all micro-batches, and returns the mean loss.
    pub fn gradients(&mut self, mut micro_batch: impl FnMut() -> Batch) -> Result<Tensor> {
        let accumulate = self.settings.accumulate;
        self.opt.zero_grad();
        let mut losses = vec![];
        for _ in 0..accumulate {
            // Divided, so that the gradients add up to those of one large batch.
            let loss = self.loss(&micro_batch(), true)? / accumulate as f64;
            losses.push(loss.detach());
            match &self.scaler {
                Some(scaler) => scaler.scale(&loss).backward(),
                None => loss.backward(),
            }
        }
        Ok(Tensor::stack(&losses, 0).sum(losses[0].kind()))
    }

    /// The mean loss of the sequences, in the precision of the run.
    fn loss(&self, (tokens, next): &Batch, train: bool) -> Result<Tensor> {
        let loss = || self.gpt.loss(tokens, next, train);
        match self.mixed {
            Some(kind) => Ok(autocast(self.vs.device(), kind, loss)?),
            None => Ok(loss()),
        }
    }

    /// Clips the gradients, and makes the optimizer step. `loss` is the loss that they belong to.
    ///
    /// Returns `None` as [`update`](Self::update) does.
    pub fn apply(&mut self, loss: Tensor) -> Result<Option<Update>> {
        if let Some(scaler) = &self.scaler {
            scaler.unscale(&self.opt.trainable_variables());
        }
        let grad_norm = self.opt.clip_grad_norm(self.settings.clip)?;
        if let Some(scaler) = &mut self.scaler {
            let finite = grad_norm.double_value(&[]).is_finite();
            scaler.update(finite)?;
            if !finite {
                return Ok(None);
            }
        }
        self.opt.step();
        Ok(Some(Update { loss, grad_norm }))
    }

    /// The mean loss of the same validation sequences at every call, without dropout.
    pub fn validation_loss(&self, text: &Text) -> Result<f64> {
        let Settings { batch, context, .. } = self.settings;
        self.mean_loss(&text.validation(VALIDATION_BATCHES * batch, context), batch)
    }

    /// The mean loss of the sequences without dropout, computed from `batch` sequences at a time. `batch` divides their number.
    pub fn mean_loss(&self, (tokens, next): &Batch, batch: i64) -> Result<f64> {
        let batches = tokens.size()[0] / batch;
        let loss = |index: i64| {
            let of = |tensor: &Tensor| tensor.narrow(0, index * batch, batch);
            Ok(self.loss(&(of(tokens), of(next)), false)?.double_value(&[]))
        };
        Ok(no_grad(|| (0..batches).map(loss).sum::<Result<f64>>())? / batches as f64)
    }

    /// Whether the plan or a cooldown has ended.
    pub fn is_done(&self) -> bool {
        let state = self.opt.state();
        state.step >= self.steps || (state.cooldown.is_some() && self.opt.lr() == 0.0)
    }
}
