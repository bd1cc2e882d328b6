use crate::data::FunctionKind;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::recursion::Recursion;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Continuation, Function, History, Schedule, Summary};

/// A schedule that multiplies the value at every step by a factor, which a function computes from the step.
///
/// ```text
/// value(t) = base * lr_lambda(1) * lr_lambda(2) * ... * lr_lambda(floor(t))
/// ```
///
#[doc = include_str!("../docs/pictures/multiplicative_lr.svg")]
///
/// The value has no closed form: all factors up to a step must be multiplied. The schedule caches the last steps that it computed,
/// so a loop over the steps in order costs one multiplication per step. A step before all cached ones is computed from step 0. If
/// more than 2<sup>28</sup> multiplications would be needed, the value is NaN.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{MultiplicativeLr, Schedule};
///
/// let schedule = MultiplicativeLr::new(|_step| 0.5);
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 2), 0.025);
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.MultiplicativeLR(optimizer, lr_lambda)`. The values equal torch's bit for bit if the function returns
/// the same factors. As a later member of a [`SequentialLr`](crate::SequentialLr) it starts from the last value of the member
/// before it, times `lr_lambda(0)`, as in torch.
///
/// # Source
///
/// No paper: torch's class `MultiplicativeLR`.
#[doc(alias = "MultiplicativeLR")]
#[derive(Debug)]
pub struct MultiplicativeLr {
    lr_lambda: Function,
    recursion: Recursion,
}

impl MultiplicativeLr {
    /// Creates the schedule from a closure. `lr_lambda` receives the step, 1 for the first multiplication, and returns the factor
    /// of that step. It must be pure: it must return the same factor for the same step at every call.
    ///
    /// A plan file cannot contain this closure. For a schedule in a plan file, use [`named`](Self::named) or [`of`](Self::of).
    ///
    /// ```
    /// use tch_lr_scheduler::{MultiplicativeLr, Schedule};
    ///
    /// let schedule = MultiplicativeLr::new(|step| if step == 10 { 0.5 } else { 1.0 });
    /// assert_eq!(schedule.at(0.1, 9), 0.1);
    /// assert_eq!(schedule.at(0.1, 10), 0.05);
    /// ```
    pub fn new(lr_lambda: impl Fn(u64) -> f64 + Send + Sync + 'static) -> Self {
        Self::of(Function::new(move |time| lr_lambda(time as u64)))
    }

    /// Creates the schedule from a closure with a name. Plan files contain the name instead of the closure. A program that reads
    /// such a file registers the closure under this name: see [`Functions`](crate::Functions).
    ///
    /// ```
    /// use tch_lr_scheduler::{MultiplicativeLr, Schedule, ScheduleSpec};
    ///
    /// let schedule = MultiplicativeLr::named("slower", |_| 0.95);
    /// assert_eq!(ScheduleSpec::of(&schedule).to_string(), r#"{"type": "MultiplicativeLR", "lr_lambda": "slower"}"#);
    /// ```
    pub fn named(name: impl Into<String>, lr_lambda: impl Fn(u64) -> f64 + Send + Sync + 'static) -> Self {
        Self::of(Function::named(name, move |time| lr_lambda(time as u64)))
    }

    /// Creates the schedule from a [`Function`], such as a table or a constant. The function is called with whole steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{Function, MultiplicativeLr, Schedule};
    ///
    /// let schedule = MultiplicativeLr::of(Function::constant(0.5)?);
    /// assert_eq!(schedule.at(0.1, 2), 0.025);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn of(lr_lambda: Function) -> Self {
        Self { lr_lambda, recursion: Recursion::default() }
    }

    fn factor(&self, step: u64) -> f64 {
        self.lr_lambda.at(step as f64)
    }
}

impl Schedule for MultiplicativeLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.recursion.at(base, time as u64, || base, |value, step| product(value, self.factor(step)))
    }

    registered!();
}

impl History for MultiplicativeLr {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }

    fn continuation(&self) -> Option<&dyn Continuation> {
        Some(self)
    }

    fn steps_to_walk(&self, time: f64) -> f64 {
        time
    }
}

impl ChainMember for MultiplicativeLr {
    fn chain(&self, current: f64, _base: f64, step: u64) -> f64 {
        if step == 0 { current } else { product(current, self.factor(step)) }
    }

    fn is_proportional(&self) -> bool {
        true
    }
}

impl Continuation for MultiplicativeLr {
    fn value_after(&self, _base: f64, before: f64, time: f64) -> f64 {
        self.value(product(before, self.factor(0)), time)
    }
}

impl MultiplicativeLr {
    fn summarize(&self, summary: &mut Summary) {
        match self.lr_lambda.kind() {
            FunctionKind::Constant(1.0) => summary.phase(0, None, Shape::Constant),
            FunctionKind::Constant(factor) => summary.stairs(0, None, 1, Shape::decay(*factor)),
            FunctionKind::Table(points) => {
                // The factor of a step leads from the value of the step before to the value of the step.
                summary.phases_from(points.iter().map(|(step, factor)| (step.saturating_sub(1), Shape::decay(*factor))));
            }
            _ => summary.stairs(0, None, 1, Shape::Function(format!("running product of {}", self.lr_lambda.words()))),
        }
    }
}

type_entry!(MultiplicativeLr "MultiplicativeLR" { lr_lambda: Function } => Ok(MultiplicativeLr::of(lr_lambda)));

impl Clone for MultiplicativeLr {
    fn clone(&self) -> Self {
        Self::of(self.lr_lambda.clone())
    }
}
