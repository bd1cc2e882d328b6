use crate::data::FunctionKind;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Function, Schedule, Summary};

/// A schedule whose value is the base times a factor, which a function computes from the step.
///
/// ```text
/// value(t) = base * lr_lambda(floor(t))
/// ```
///
#[doc = include_str!("../docs/pictures/lambda_lr.svg")]
///
/// If the function returns an infinity or NaN, the [`Scheduler`](crate::Scheduler) returns
/// [`Error::NotFinite`](crate::Error::NotFinite) for that step and writes nothing to the optimizer.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{LambdaLr, Schedule};
///
/// let halved_every_20 = LambdaLr::new(|step| 0.5f64.powf((step / 20) as f64));
/// assert_eq!(halved_every_20.at(0.1, 19), 0.1);
/// assert_eq!(halved_every_20.at(0.1, 20), 0.05);
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda)`. The values equal torch's bit for bit if the function returns the same
/// factors. Write `powf`, not `powi`: Python's `**` equals `powf`, and `powi` differs in the last bits. For a list of functions,
/// one for each group, create one schedule for each group: see [`Plan::lr_groups`](crate::Plan::lr_groups).
///
/// # In other libraries
///
/// - Keras: the callback `LearningRateScheduler(schedule)`, whose function returns the rate itself. With a base of 1, the factor is
///   the rate.
/// - optax: any function of the step, which returns the rate itself too
///
/// # Source
///
/// No paper: torch's class `LambdaLR`.
#[doc(alias("lambda", "custom"))]
#[doc(alias("LambdaLR", "LearningRateScheduler"))]
#[derive(Debug, Clone, PartialEq)]
pub struct LambdaLr {
    lr_lambda: Function,
}

impl LambdaLr {
    /// Creates the schedule from a closure. `lr_lambda` receives the step, 0 for the first, and returns the factor of that step. It
    /// must be pure: it must return the same factor for the same step at every call.
    ///
    /// A plan file cannot contain this closure. For a schedule in a plan file, use [`named`](Self::named) or [`of`](Self::of).
    ///
    /// ```
    /// use tch_lr_scheduler::{LambdaLr, Schedule};
    ///
    /// let inverse_square_root = LambdaLr::new(|step| 1.0 / ((step + 1) as f64).sqrt());
    /// assert_eq!([0, 3].map(|step| inverse_square_root.at(0.1, step)), [0.1, 0.05]);
    /// ```
    pub fn new(lr_lambda: impl Fn(u64) -> f64 + Send + Sync + 'static) -> Self {
        Self::of(Function::new(move |time| lr_lambda(time as u64)))
    }

    /// Creates the schedule from a closure with a name. Plan files contain the name instead of the closure. A program that reads
    /// such a file registers the closure under this name: see [`Functions`](crate::Functions).
    ///
    /// ```
    /// use tch_lr_scheduler::{LambdaLr, Schedule, ScheduleSpec};
    ///
    /// let schedule = LambdaLr::named("halved", |epoch| 0.5f64.powf(epoch as f64));
    /// assert_eq!(ScheduleSpec::of(&schedule).to_string(), r#"{"type": "LambdaLR", "lr_lambda": "halved"}"#);
    /// ```
    pub fn named(name: impl Into<String>, lr_lambda: impl Fn(u64) -> f64 + Send + Sync + 'static) -> Self {
        Self::of(Function::named(name, move |time| lr_lambda(time as u64)))
    }

    /// Creates the schedule from a [`Function`], such as a table or a power. The function is called with whole steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{Function, LambdaLr, Schedule};
    ///
    /// let schedule = LambdaLr::of(Function::table([(0, 1.0), (30, 0.1)])?);
    /// assert_eq!(schedule.at(0.5, 30), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn of(lr_lambda: Function) -> Self {
        Self { lr_lambda }
    }
}

impl Schedule for LambdaLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        match self.lr_lambda.at(time.floor()) {
            factor if factor.is_finite() => product(base, factor),
            // Stays infinite or NaN, so that the scheduler can report it.
            factor => base * factor,
        }
    }

    fn peak(&self, base: f64) -> f64 {
        product(base, self.lr_lambda.peak())
    }

    registered!();
}

replaces!(LambdaLr);

impl LambdaLr {
    fn summarize(&self, summary: &mut Summary) {
        match self.lr_lambda.kind() {
            FunctionKind::Power(base) => summary.stairs(0, None, 1, Shape::decay(*base)),
            FunctionKind::Constant(_) => summary.phase(0, None, Shape::Constant),
            FunctionKind::Table(points) => summary.phases_from(points.iter().map(|(step, _)| (*step, Shape::Constant))),
            FunctionKind::Interpolate(points) => {
                let last = points.len() - 1;
                let from =
                    |(index, (step, _)): (usize, &(u64, f64))| (*step, if index < last { Shape::Linear } else { Shape::Constant });
                summary.phases_from([(0, Shape::Constant)].into_iter().chain(points.iter().enumerate().map(from)));
            }
            FunctionKind::Unnamed | FunctionKind::Named(_) => {
                summary.stairs(0, None, 1, Shape::Function(self.lr_lambda.words()));
            }
        }
    }
}

type_entry!(LambdaLr "LambdaLR" { lr_lambda: Function } => Ok(LambdaLr::of(lr_lambda)));
