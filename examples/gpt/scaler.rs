use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};
use tch::{Tensor, no_grad};

/// The scale at the start, and the numbers of steps and the factors at which it changes, as in `torch.amp.GradScaler`.
const START: f64 = 65_536.0;
const GROWTH: f64 = 2.0;
const BACKOFF: f64 = 0.5;
const GROWTH_INTERVAL: u64 = 2_000;

/// Scales the loss for mixed precision, so that small gradients do not become 0 in 16-bit floats.
///
/// If a gradient overflows, the step is skipped and the scale is halved. After many steps without an overflow it is doubled.
#[derive(Clone, Serialize, Deserialize)]
pub struct LossScaler {
    scale: f64,
    /// The number of steps since the scale changed.
    steps: u64,
}

impl LossScaler {
    pub fn new() -> Self {
        Self { scale: START, steps: 0 }
    }

    pub fn scale(&self, loss: &Tensor) -> Tensor {
        loss * self.scale
    }

    /// Divides the gradients by the scale.
    pub fn unscale(&self, variables: &[Tensor]) {
        no_grad(|| {
            for mut gradient in variables.iter().map(Tensor::grad).filter(Tensor::defined) {
                gradient *= 1.0 / self.scale;
            }
        });
    }

    /// Changes the scale after a step whose gradients were finite or not.
    pub fn update(&mut self, finite: bool) -> Result<()> {
        self.steps = if finite { self.steps + 1 } else { 0 };
        if !finite {
            self.scale *= BACKOFF;
        } else if self.steps == GROWTH_INTERVAL {
            (self.scale, self.steps) = (GROWTH * self.scale, 0);
        }
        ensure!(self.scale >= 1.0, "the gradients are not finite, even without a scaled loss; use a lower --lr");
        Ok(())
    }
}
