use super::observed_run::ObservedRun;
use crate::Result;
use crate::data::{Data, Node, Read, Write, record};
use crate::error::check;

/// What a law was fitted on. It limits what the law can predict.
///
/// ```no_run
/// use tch_lr_scheduler::predict::FittedLaw;
///
/// for run in FittedLaw::open("law.json")?.seen().runs() {
///     println!("{}: {} steps, error {:.2} %", run.name, run.steps, 100.0 * run.error);
/// }
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub(super) runs: Vec<SeenRun>,
    /// The typical mean error of a block of neighbouring losses, as a standard deviation of the logarithm of the loss.
    pub(super) misfit: f64,
}

/// A run that a law was fitted on.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SeenRun {
    /// The name of the run.
    pub name: String,
    /// The number of steps of the run.
    pub steps: u64,
    /// The number of steps of its warm-up.
    pub warmup: u64,
    /// Its highest rate.
    pub peak: f64,
    /// The number of losses after its warm-up.
    pub losses: u64,
    /// The mean relative error of the law on these losses, without its sign.
    pub error: f64,
}

impl Seen {
    /// The runs, in the order in which they were fitted.
    ///
    /// ```
    /// # use tch_lr_scheduler::predict::{LawKind, ObservedRun, RateCurve, fit};
    /// let run = |name: &str, rates: &[(u64, f64)]| {
    ///     let curve = RateCurve::held(rates.iter().copied(), 100)?;
    ///     ObservedRun::new(name, curve, (1..=10).map(|part| (10 * part, 2.0 + 1.0 / part as f64)))
    /// };
    /// let law = fit(&[run("step", &[(0, 0.1), (50, 0.01)])?, run("constant", &[(0, 0.1)])?], LawKind::Annealing)?;
    /// let names: Vec<_> = law.seen().runs().iter().map(|run| run.name.as_str()).collect();
    /// assert_eq!(names, ["constant", "step"]);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn runs(&self) -> &[SeenRun] {
        &self.runs
    }

    /// The length of the longest run in steps.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::FittedLaw;
    /// println!("seen: {} steps", FittedLaw::open("law.json")?.seen().steps());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn steps(&self) -> u64 {
        self.runs.iter().map(|run| run.steps).max().unwrap_or(0)
    }

    /// The highest rate of all runs.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::FittedLaw;
    /// println!("seen: rates up to {}", FittedLaw::open("law.json")?.seen().peak());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn peak(&self) -> f64 {
        self.runs.iter().map(|run| run.peak).fold(0.0, f64::max)
    }

    /// The lowest of the highest rates of the runs.
    pub(super) fn lowest_peak(&self) -> f64 {
        self.runs.iter().map(|run| run.peak).fold(f64::INFINITY, f64::min)
    }

    /// The mean relative error of the law on all losses that it was fitted on, without its sign.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::FittedLaw;
    /// println!("error: {:.2} %", 100.0 * FittedLaw::open("law.json")?.seen().error());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn error(&self) -> f64 {
        self.runs.iter().map(|run| run.error).sum::<f64>() / self.runs.len() as f64
    }
}

impl SeenRun {
    pub(super) fn of(run: &ObservedRun, error: f64) -> Self {
        let curve = run.curve();
        Self {
            name: run.name().into(),
            steps: curve.steps(),
            warmup: curve.warmup_steps(),
            peak: curve.peak(),
            losses: run.usable().count() as u64,
            error,
        }
    }

    fn checked(self) -> Result<Self> {
        check::at_least_one("SeenRun", "steps", self.steps)?;
        check::finite_above_zero("SeenRun", "peak", self.peak)?;
        check::finite_not_negative("SeenRun", "error", self.error)?;
        Ok(self)
    }
}

record!(SeenRun {
    name: String;
    steps: u64;
    warmup: u64;
    peak: f64;
    losses: u64;
    error: f64
} => |node| SeenRun { name, steps, warmup, peak, losses, error }.checked());

impl Read for Seen {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&[RUNS, MISFIT])?;
        let runs: Vec<SeenRun> = node.required(RUNS)?;
        let misfit: f64 = node.required(MISFIT)?;
        check::ensure(runs.len() >= 2, "Seen", "runs", "at least two", runs.len()).map_err(|error| node.locate(error, &[RUNS]))?;
        check::finite_not_negative("Seen", "misfit", misfit).map_err(|error| node.locate(error, &[MISFIT]))?;
        Ok(Self { runs, misfit })
    }
}

const RUNS: crate::data::FieldName = crate::data::FieldName::plain("runs");
const MISFIT: crate::data::FieldName = crate::data::FieldName::plain("misfit");

impl Write for Seen {
    fn write(&self) -> Data {
        Data::object([(RUNS.torch, self.runs.write()), (MISFIT.torch, self.misfit.write())])
    }
}
