use super::decimal::{self, Rounded};
use super::span::{Amount, Span};
use super::step_unit::StepUnit;
use super::unit::Unit;
use crate::error::check;
use crate::{Error, Result};

/// What is known of a run: its length in any unit, and how many steps an epoch has, how many samples and tokens a step. It turns a
/// [`Span`] into steps.
///
/// Schedules count steps. A plan with a `RunLength` ([`Plan::run`](crate::Plan::run)) is described and plotted in epochs or tokens,
/// and can [resume](crate::ResumePolicy::SameSamples) after the same number of samples. In a plan file it is the table `[run]`.
///
/// # Examples
///
/// A cosine with a warm-up of 3 % over 90 epochs:
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, RunLength, Span};
///
/// let run = RunLength::new(Span::epochs(90.0))?.steps_per_epoch(1251)?;
/// let plan = Plan::lr(0.1, run.warmup(Span::percent(3.0), CosineAnnealingLr::new)?).run(run)?;
///
/// assert_eq!(
///     plan.describe(1, None)?[0].sentence,
///     "linear warm-up from 2.96033e-5 to 0.1 at epoch 2.69944, cosine to 0 at epoch 90"
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Rounding
///
/// A length is rounded once, to the nearest whole step, and half a step is rounded up. A length above 0 is at least 1 step. The
/// digits are taken as they are written: 0.29 of 50 steps is exactly 14.5. [`PlanSpec::check`](crate::PlanSpec::check) warns if
/// rounding moves a boundary by more than half a step, which it does if a length below half a step becomes 1, and if a rounded
/// length is repeated.
///
/// A share of the run (`3%`, `0.03dur`) is one of the whole run in steps, also inside a schedule that starts later.
///
/// # In other libraries
///
/// Composer: `max_duration` and `Time`. transformers: `num_training_steps` and `warmup_ratio`. timm: `updates_per_epoch`.
#[doc(alias("max_duration", "num_training_steps", "updates_per_epoch"))]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[must_use = "a run's length does nothing until it turns a span into steps or becomes part of a plan"]
pub struct RunLength {
    pub(super) total: Option<Span>,
    pub(super) steps_per_epoch: Option<u64>,
    pub(super) samples_per_step: Option<u64>,
    pub(super) tokens_per_step: Option<u64>,
}

impl RunLength {
    /// A run of the length `total`, in steps, epochs, samples or tokens. [`RunLength::default`] is a run of an unknown length.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `total` is a share of the run.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// assert_eq!(RunLength::new(Span::steps(500))?.total_steps()?, Some(500));
    /// assert_eq!(RunLength::default().total_steps()?, None);
    /// assert!(RunLength::new(Span::percent(100.0)).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(total: Span) -> Result<Self> {
        check::ensure(!total.is_share(), "RunLength", "total", "in steps, epochs, samples or tokens", format_args!("{total}"))?;
        Ok(Self { total: Some(total), ..Self::default() })
    }

    /// Sets the number of steps in an epoch, at least 1: the batches of the training data, divided by the number of batches of
    /// which gradients are accumulated.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::new(Span::epochs(90.0))?.steps_per_epoch(1251)?;
    /// assert_eq!(run.total_steps()?, Some(112_590));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "updates_per_epoch")]
    pub fn steps_per_epoch(self, steps: u64) -> Result<Self> {
        Ok(Self { steps_per_epoch: Some(check::at_least_one("RunLength", "steps_per_epoch", steps)?), ..self })
    }

    /// Sets the number of samples in a step, at least 1: the batch size, times the number of workers, times the number of batches
    /// of which gradients are accumulated.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `samples` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::new(Span::samples(1e6))?.samples_per_step(1_000)?;
    /// assert_eq!(run.total_steps()?, Some(1_000));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "batch_size")]
    pub fn samples_per_step(self, samples: u64) -> Result<Self> {
        Ok(Self { samples_per_step: Some(check::at_least_one("RunLength", "samples_per_step", samples)?), ..self })
    }

    /// Sets the number of tokens in a step, at least 1, in all workers together.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `tokens` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::new(Span::tokens(300e9))?.tokens_per_step(3_200_000)?;
    /// assert_eq!(run.total_steps()?, Some(93_750));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn tokens_per_step(self, tokens: u64) -> Result<Self> {
        Ok(Self { tokens_per_step: Some(check::at_least_one("RunLength", "tokens_per_step", tokens)?), ..self })
    }

    /// The length of the run in steps, or `None` if it is unknown.
    ///
    /// # Errors
    /// [`Error::RunUnknown`](crate::Error::RunUnknown) if the run has no number of steps for the unit of the length.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::new(Span::epochs(2.5))?;
    /// assert!(run.total_steps().is_err());
    /// assert_eq!(run.steps_per_epoch(10)?.total_steps()?, Some(25));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn total_steps(&self) -> Result<Option<u64>> {
        self.total.map(|total| self.steps(total)).transpose()
    }

    /// The number of steps in a length. The section [Rounding](Self#rounding) has the rule.
    ///
    /// # Errors
    /// [`Error::RunUnknown`](crate::Error::RunUnknown) if the run does not know what the unit needs: `steps_per_epoch`,
    /// `samples_per_step`, `tokens_per_step` or `total`. [`Error::Parameter`](crate::Error::Parameter) if the length is negative,
    /// not finite, or not below 2<sup>64</sup> steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::new(Span::steps(1_000))?;
    /// assert_eq!(run.steps(Span::percent(2.25))?, 23);
    /// let error = run.steps(Span::epochs(5.0)).unwrap_err();
    /// assert_eq!(error.to_string(), "run: set steps_per_epoch, because 5ep is in epochs");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn steps(&self, span: Span) -> Result<u64> {
        self.rounded(span).map(|rounded| rounded.steps)
    }

    /// The number of steps that are left of the run after a length. 0 if the length is longer than the run.
    ///
    /// # Errors
    /// As [`steps`](Self::steps), and [`Error::RunUnknown`](crate::Error::RunUnknown) if the length of the run is unknown.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, RunLength, Schedule, Span, Warmup};
    ///
    /// let run = RunLength::new(Span::epochs(10.0))?.steps_per_epoch(100)?;
    /// let cosine = CosineAnnealingLr::new(run.steps_after(Span::epochs(1.0))?)?;
    /// let schedule = cosine.warmup_with(Warmup::from_zero(run.steps(Span::epochs(1.0))?)?);
    /// assert_eq!([100, 1_000].map(|step| schedule.at(0.1, step)), [0.1, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn steps_after(&self, span: Span) -> Result<u64> {
        let missing = || Error::RunUnknown { span: "rest".into(), meaning: "what is left of the run", needs: "total" };
        Ok(self.total_steps()?.ok_or_else(missing)?.saturating_sub(self.steps(span)?))
    }

    /// The length that was given for the run, or `None`.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// assert_eq!(RunLength::new(Span::epochs(90.0))?.total(), Some(Span::epochs(90.0)));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn total(&self) -> Option<Span> {
        self.total
    }

    /// The unit in which the run is described and plotted: the name of an axis, and the length of one unit in steps. It is the unit
    /// of the length of the run, otherwise epochs, otherwise tokens, otherwise steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::new(Span::steps(500))?;
    /// assert_eq!(run.axis(), ("step", 1.0));
    /// assert_eq!(run.steps_per_epoch(100)?.axis(), ("epoch", 100.0));
    /// assert_eq!(RunLength::new(Span::tokens(1e9))?.tokens_per_step(4_096)?.axis(), ("tokens", 1.0 / 4_096.0));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn axis(&self) -> (&'static str, f64) {
        self.step_unit().axis()
    }

    /// The number of samples in a step, or `None`.
    pub(crate) fn samples(&self) -> Option<u64> {
        self.samples_per_step
    }

    /// The number of tokens in a step, or `None`.
    pub(crate) fn tokens(&self) -> Option<u64> {
        self.tokens_per_step
    }

    /// The same run with another length.
    pub(crate) fn with_total(self, total: Option<Span>) -> Self {
        Self { total, ..self }
    }

    /// The unit in which people think of the run: that of its length, else epochs, else tokens, else steps.
    pub(crate) fn step_unit(&self) -> StepUnit {
        let epochs = || self.steps_per_epoch.map(StepUnit::epochs);
        let tokens = || self.tokens_per_step.map(StepUnit::tokens);
        let of_total = match self.total.map(|total| total.0) {
            Some(Amount::Of(_, Unit::Tokens)) => tokens(),
            Some(Amount::Of(_, Unit::Samples)) => self.samples_per_step.map(StepUnit::samples),
            _ => None,
        };
        of_total.or_else(epochs).or_else(tokens).unwrap_or_default()
    }

    /// The number of steps in a length, and the number before it was rounded.
    pub(super) fn rounded(&self, span: Span) -> Result<Rounded> {
        let needs = |known: Option<u64>, needs| {
            known.ok_or_else(|| Error::RunUnknown { span: span.to_string(), meaning: span.meaning(), needs })
        };
        let (amount, unit) = match span.0 {
            Amount::Steps(steps) => return Ok(Rounded { steps, exact: steps as f64 }),
            Amount::Of(amount, unit) => (amount, unit),
        };
        let bound = "finite, not negative, and below 2^64 steps";
        check::ensure(amount.is_finite() && amount >= 0.0, "RunLength", "span", bound, format_args!("{span}"))?;
        let total = || needs(self.total.filter(|total| !total.is_share()).map(|total| self.steps(total)).transpose()?, "total");
        let steps = match unit {
            Unit::Epochs => decimal::steps(amount, needs(self.steps_per_epoch, "steps_per_epoch")?, 1),
            Unit::Samples => decimal::steps(amount, 1, needs(self.samples_per_step, "samples_per_step")?),
            Unit::Tokens => decimal::steps(amount, 1, needs(self.tokens_per_step, "tokens_per_step")?),
            Unit::Percent => decimal::steps(amount, total()?, 100),
            Unit::Runs => decimal::steps(amount, total()?, 1),
        };
        steps.ok_or_else(|| Error::parameter("RunLength", "span", bound, span.to_string()))
    }
}

/// A number of steps is a run of this length, of which nothing else is known.
///
/// ```
/// use tch_lr_scheduler::{RunLength, recipes};
///
/// assert_eq!(RunLength::from(500).total_steps()?, Some(500));
/// assert_eq!(recipes::rl(3e-4, 500)?.run_length(), Some(500));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
impl From<u64> for RunLength {
    fn from(steps: u64) -> Self {
        Self { total: Some(Span::steps(steps)), ..Self::default() }
    }
}
