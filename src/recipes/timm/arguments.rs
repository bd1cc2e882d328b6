use crate::error::check::{self, ensure};
use crate::feedback::Mode;
use crate::{Error, Result};

/// The arguments of timm's `create_scheduler_v2`, with its names and defaults, for [`timm`](super::timm()).
///
/// ```
/// use tch_lr_scheduler::recipes::{TimmArguments, timm};
///
/// let arguments = TimmArguments { num_epochs: 100, warmup_epochs: 5, min_lr: 1e-6, ..Default::default() };
/// let plan = timm("cosine", 0.005, &arguments)?;
/// assert_eq!([0, 100].map(|epoch| plan.preview(1, epoch).unwrap().lr[0]), [1e-5, 1e-6]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TimmArguments {
    /// The length of the schedule in epochs, without the cooldown. With `warmup_prefix`, the warm-up is not part of it. Default:
    /// 300.
    pub num_epochs: u64,
    /// `step`: the epochs between two decays (default 90). `wsd` and `rsqrt`: the epochs of the decay, or a fraction of the schedule
    /// if below 1 (default 0.2).
    pub decay_epochs: Option<f64>,
    /// `multistep`: the epochs of the decays. A milestone acts one epoch early, as in timm. Default: 90, 180, 270.
    pub decay_milestones: Vec<u64>,
    /// Epochs at the lowest rate, behind the schedule. Default: 0.
    pub cooldown_epochs: u64,
    /// `plateau`: the patience. Default: 10.
    pub patience_epochs: u64,
    /// `step`, `multistep` and `plateau`: the factor of a decay. `poly`: the exponent. Default: 0.1.
    pub decay_rate: f64,
    /// The lowest rate. Default: 0.
    pub min_lr: f64,
    /// The first rate of the warm-up. Default: 1e-5.
    pub warmup_lr: f64,
    /// The epochs of the warm-up. Default: 0.
    pub warmup_epochs: u64,
    /// Whether the schedule starts after the warm-up. If not, the warm-up replaces the first epochs of the schedule. Default:
    /// false.
    pub warmup_prefix: bool,
    /// `cosine`, `tanh` and `poly`: the factor between the lengths of two cycles. Default: 1.
    pub cycle_mul: f64,
    /// `cosine`, `tanh` and `poly`: the factor between the peaks of two cycles. Default: 0.1.
    pub cycle_decay: f64,
    /// `cosine`, `tanh` and `poly`: the number of cycles. Default: 1.
    pub cycle_limit: u64,
    /// `cosine` and `poly`: the exponent of k-decay. Default: 1.
    pub k_decay: f64,
    /// `wsd` and `rsqrt`: `1-sqrt` (the default of `wsd`), `linear` (the default of `rsqrt`), `cosine`, `power` or `exp`.
    pub decay_fn: Option<String>,
    /// `rsqrt`: the time scale in epochs. Default: `warmup_epochs`.
    pub stable_timescale: Option<f64>,
    /// The first step of the noise as a fraction of the schedule, and the step behind the last one if it ends. Empty, the default,
    /// is no noise. A rate with noise is a rate times a random number near 1: see [`Schedule::noise`](crate::Schedule::noise).
    pub noise: Vec<f64>,
    /// The limit of the noise as a fraction of the rate, above 0 and at most 1. Default: 0.67.
    pub noise_pct: f64,
    /// The standard deviation of the noise as a fraction of the rate, before numbers beyond the limit are drawn again. Default: 1.
    pub noise_std: f64,
    /// The seed of the noise. Default: 42.
    pub noise_seed: u64,
    /// `plateau`: whether a smaller or a larger metric is better. Default: [`Mode::Max`].
    pub plateau_mode: Mode,
    /// The number of steps of an epoch, if the rate changes at every step: timm's `step_on_epochs=False` and `updates_per_epoch`.
    /// `None`, the default, is a schedule whose steps are epochs.
    pub updates_per_epoch: Option<u64>,
}

impl Default for TimmArguments {
    fn default() -> Self {
        Self {
            num_epochs: 300,
            decay_epochs: None,
            decay_milestones: vec![90, 180, 270],
            cooldown_epochs: 0,
            patience_epochs: 10,
            decay_rate: 0.1,
            min_lr: 0.0,
            warmup_lr: 1e-5,
            warmup_epochs: 0,
            warmup_prefix: false,
            cycle_mul: 1.0,
            cycle_decay: 0.1,
            cycle_limit: 1,
            k_decay: 1.0,
            decay_fn: None,
            stable_timescale: None,
            noise: vec![],
            noise_pct: 0.67,
            noise_std: 1.0,
            noise_seed: 42,
            plateau_mode: Mode::Max,
            updates_per_epoch: None,
        }
    }
}

const OWNER: &str = "timm";
/// The most milestones of a `step` whose decays are not at whole steps.
pub(super) const MOST_DECAYS: f64 = 1e5;

impl TimmArguments {
    pub(super) fn check(&self) -> Result<()> {
        check::at_least_one(OWNER, "num_epochs", self.num_epochs)?;
        check::finite_not_negative(OWNER, "min_lr", self.min_lr)?;
        check::finite_not_negative(OWNER, "warmup_lr", self.warmup_lr)?;
        check::finite_above_zero(OWNER, "cycle_decay", self.cycle_decay)?;
        check::at_least_one(OWNER, "cycle_limit", self.cycle_limit)?;
        ensure(
            self.cycle_mul >= 1.0 && self.cycle_mul.fract() == 0.0,
            OWNER,
            "cycle_mul",
            "a whole number of at least 1",
            self.cycle_mul,
        )?;
        ensure(self.updates_per_epoch != Some(0), OWNER, "updates_per_epoch", "at least 1", 0)
    }

    /// A number of epochs in steps.
    pub(super) fn steps(&self, epochs: u64) -> Result<u64> {
        let too_many = || Error::parameter(OWNER, "num_epochs", "fewer steps than 2^64", format!("{epochs} epochs"));
        epochs.checked_mul(self.updates_per_epoch.unwrap_or(1)).ok_or_else(too_many)
    }

    /// The fractional steps of a number of epochs.
    pub(super) fn time(&self, epochs: f64) -> f64 {
        epochs * self.updates_per_epoch.unwrap_or(1) as f64
    }
}
