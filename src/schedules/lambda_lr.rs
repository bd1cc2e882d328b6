use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::type_entry::type_entry;
use crate::{Function, Schedule, Summary};

/// The base times whatever a function of the step says.
///
/// ```text
/// value(t) = base * lr_lambda(floor(t))
/// ```
///
#[doc = include_str!("../docs/pictures/lambda_lr.svg")]
///
/// ```
/// use tch_lr_scheduler::{LambdaLr, Schedule};
///
/// let halved_every_20 = LambdaLr::new(|step| 0.5f64.powf((step / 20) as f64));
/// assert_eq!(halved_every_20.at(0.1, 19), 0.1);
/// assert_eq!(halved_every_20.at(0.1, 20), 0.05);
/// ```
///
/// One function for all groups is one schedule; one function a group is one schedule a group:
/// see [`Plan::lr_groups`](crate::Plan::lr_groups).
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda)`; equal to the bit where the function is. Write `powf`, not `powi`:
/// Python's `**` is the former, and they differ in the last bits.
///
/// A function that gives an infinity or not a number makes the step that asks for it an
/// [`Error::NotFinite`](crate::Error::NotFinite), before anything reaches the optimizer.
#[doc(alias = "LambdaLR")]
#[derive(Debug, Clone, PartialEq)]
pub struct LambdaLr {
    lr_lambda: Function,
}

impl LambdaLr {
    /// `lr_lambda`: from the step, 0 for the first, to the factor that the base is multiplied with. It must be pure: the same
    /// step gives the same factor, whenever and however often it is asked.
    ///
    /// ```
    /// use tch_lr_scheduler::{LambdaLr, Schedule};
    ///
    /// assert_eq!(LambdaLr::new(|epoch| 0.95f64.powf(epoch as f64)).at(1.0, 1), 0.95);
    /// ```
    pub fn new(lr_lambda: impl Fn(u64) -> f64 + Send + Sync + 'static) -> Self {
        Self::of(Function::new(move |time| lr_lambda(time as u64)))
    }

    /// The same with a name, by which plan files refer to it.
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

    /// A function that is built in; it is asked for whole steps.
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
            factor => base * factor,
        }
    }

    registered!();
}

replaces!(LambdaLr);

impl LambdaLr {
    fn summarize(&self, summary: &mut Summary) {
        summary.say(format!("{} times {}", summary.value(summary.base()), self.lr_lambda.words()));
    }
}

type_entry!(LambdaLr "LambdaLR" { lr_lambda: Function } => Ok(LambdaLr::of(lr_lambda)));
