mod curve;
mod options;

use super::anneal::AnnealStrategy;
use crate::Result;
use crate::data::Count;
use crate::error::check;
use crate::schedule::type_entry::type_entry;

const NAME: &str = "OneCycleLr";

/// The 1cycle policy: a schedule that rises from a low rate to `max_lr`, and then falls to a rate that is close to zero.
///
/// ```text
/// two phases      initial -> max_lr    over pct_start * total_steps - 1 steps
///                 max_lr -> min        until step total_steps - 1
/// three phases    initial -> max_lr    over pct_start * total_steps - 1 steps
///                 max_lr -> initial    over pct_start * total_steps - 1 steps
///                 initial -> min       until step total_steps - 1
/// initial = max_lr / div_factor        min = initial / final_div_factor
/// ```
///
#[doc = include_str!("../../docs/pictures/one_cycle_lr.svg")]
///
/// `max_lr` is a learning rate, not a factor: the base is not used. After the last step, `total_steps - 1`, the rate stays at its
/// last value.
///
/// The schedule also cycles the momentum (SGD, RMSprop) or beta1 (Adam, AdamW), in the opposite direction: the momentum is lowest
/// when the rate is highest. A [`Plan`](crate::Plan) with this schedule sets it, unless the plan has another schedule for the
/// momentum or [`cycle_momentum(false)`](Self::cycle_momentum) is called. As in torch, an SGD or RMSprop that was built with
/// momentum 0 then gets a momentum. The `warnings` of a `ScheduledOptimizer` contain
/// [`WarningKind::AddsMomentum`](crate::WarningKind::AddsMomentum) in this case.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{OneCycleLr, Schedule};
///
/// let schedule = OneCycleLr::new(0.1, 101)?.div_factor(10.0)?.pct_start(0.5)?;
/// assert!((schedule.at(0.0, 0) - 0.01).abs() < 1e-12);
/// assert!((schedule.value(0.0, 49.5) - 0.1).abs() < 1e-12);
/// assert!((schedule.at(0.0, 100) - 1e-6).abs() < 1e-12);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,
/// anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=1e4,
/// three_phase=False)`. The values equal torch's bit for bit. For lists, one entry for each group, create one schedule for each
/// group: see [`Plan::lr_groups`](crate::Plan::lr_groups). After the last step torch returns one more rate, which rises
/// (pytorch#91765), and then raises an error (pytorch#38170); here the rate stays. If `pct_start * total_steps` is 1, torch divides
/// by zero; here the constructor returns an error.
///
/// # In other libraries
///
/// - fastai: `Learner.fit_one_cycle(n_epoch, lr_max, div=25.0, div_final=1e5, pct_start=0.25)`. Its last rate is
///   `lr_max / div_final`, so `final_div_factor` is `div_final / div`.
/// - optax: `cosine_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, div_factor=25.0, final_div_factor=1e4)`, and
///   `linear_onecycle_schedule` with three phases, whose second phase ends at `pct_final=0.85`. They schedule no momentum, and
///   reach the peak and the end one step later.
///
/// # Source
///
/// Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", arXiv 1708.07120 (three
/// phases). The default of two phases is fastai's.
#[doc(alias("OneCycle", "OneCycleScheduler", "OneCycleParamScheduler", "one_cycle_lr"))]
#[doc(alias("OneCycleLR", "1cycle", "fit_one_cycle", "cosine_onecycle_schedule", "linear_onecycle_schedule"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct OneCycleLr {
    max_lr: f64,
    total_steps: u64,
    pct_start: f64,
    anneal_strategy: AnnealStrategy,
    cycle_momentum: bool,
    base_momentum: f64,
    max_momentum: f64,
    div_factor: f64,
    final_div_factor: f64,
    three_phase: bool,
}

impl OneCycleLr {
    /// Creates the schedule. `max_lr` is the highest rate, finite and not negative. `total_steps` is the number of steps of the
    /// cycle, at least 1. The other options have torch's defaults.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `max_lr` is negative or not finite, or `total_steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(0.1, 110)?; // rises for 0.3 * 110 - 1 = 32 steps
    /// assert_eq!([32, 109, 1_000].map(|step| schedule.at(0.0, step)), [0.1, 4e-7, 4e-7]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(max_lr: f64, total_steps: u64) -> Result<Self> {
        Ok(Self {
            max_lr: check::finite_not_negative(NAME, "max_lr", max_lr)?,
            total_steps: check::at_least_one(NAME, "total_steps", total_steps)?,
            pct_start: 0.3,
            anneal_strategy: AnnealStrategy::Cos,
            cycle_momentum: true,
            base_momentum: 0.85,
            max_momentum: 0.95,
            div_factor: 25.0,
            final_div_factor: 1e4,
            three_phase: false,
        })
    }

    /// Creates the schedule with `epochs * steps_per_epoch` steps, both at least 1, as torch's arguments of the same names.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `max_lr` is negative or not finite, or one of the numbers is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// assert_eq!(OneCycleLr::epochs(0.1, 10, 500)?, OneCycleLr::new(0.1, 5_000)?);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn epochs(max_lr: f64, epochs: u64, steps_per_epoch: u64) -> Result<Self> {
        check::at_least_one(NAME, "epochs", epochs)?;
        check::at_least_one(NAME, "steps_per_epoch", steps_per_epoch)?;
        Self::new(max_lr, epochs.saturating_mul(steps_per_epoch))
    }

    /// A one-cycle schedule whose length is given as in a file: by `total_steps`, or by `epochs` and `steps_per_epoch`.
    fn of_length(max_lr: f64, total_steps: Option<u64>, epochs: Option<u64>, steps_per_epoch: Option<u64>) -> Result<Self> {
        match (total_steps, epochs, steps_per_epoch) {
            (Some(total_steps), None, None) => Self::new(max_lr, total_steps),
            (None, Some(epochs), Some(steps_per_epoch)) => Self::epochs(max_lr, epochs, steps_per_epoch),
            (total_steps, epochs, steps_per_epoch) => {
                let given = [("total_steps", total_steps), ("epochs", epochs), ("steps_per_epoch", steps_per_epoch)];
                let given: Vec<_> = given.iter().filter(|(_, value)| value.is_some()).map(|(name, _)| *name).collect();
                let found = if given.is_empty() { "none of them".into() } else { given.join(" and ") };
                check::ensure(
                    false,
                    NAME,
                    "total_steps",
                    "given alone, or epochs and steps_per_epoch instead of it",
                    format_args!("{found}"),
                )?;
                Self::new(max_lr, 1)
            }
        }
    }
}

type_entry!(OneCycleLr "OneCycleLR" {
    max_lr: f64;
    total_steps: Option<u64> = None, [it -> Some(it.total_steps)];
    epochs: Option<Count> = None, [_it -> None::<Count>], omitted;
    steps_per_epoch: Option<Count> = None, [_it -> None::<Count>], omitted;
    pct_start: f64 = 0.3;
    anneal_strategy: AnnealStrategy = AnnealStrategy::Cos;
    cycle_momentum: bool = true;
    base_momentum: f64 = 0.85;
    max_momentum: f64 = 0.95;
    div_factor: f64 = 25.0;
    final_div_factor: f64 = 1e4;
    three_phase: bool = false
} => OneCycleLr {
    anneal_strategy,
    cycle_momentum,
    pct_start,
    three_phase,
    ..OneCycleLr::of_length(max_lr, total_steps, epochs.map(|epochs| epochs.0), steps_per_epoch.map(|steps| steps.0))?.base_momentum(base_momentum)?.max_momentum(max_momentum)?
}
.div_factor(div_factor)?
.final_div_factor(final_div_factor));
