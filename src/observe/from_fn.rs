use super::{Observation, Observer};
use crate::Result;
use std::fmt;

/// An observer that calls a closure with each observation.
///
/// ```
/// use tch_lr_scheduler::observe::{Observer, from_fn};
/// use tch_lr_scheduler::{Constant, Error, Plan};
///
/// let plan = Plan::lr(0.1, Constant);
/// let mut worst = f64::NEG_INFINITY;
/// let mut observers = from_fn(|observation| match observation.metric("loss") {
///     Some(loss) if loss.is_nan() => Err(Error::observer(format!("the loss of step {} is NaN", observation.state().step))),
///     loss => Ok(worst = worst.max(loss.unwrap_or(worst))),
/// });
/// observers.observe(plan.preview(1, 0)?.with("loss", 2.5))?;
/// observers.observe(&plan.preview(1, 1)?)?;
/// let error = observers.observe(plan.preview(1, 2)?.with("loss", f64::NAN)).unwrap_err();
/// assert_eq!(error.to_string(), "observer: the loss of step 2 is NaN");
/// drop(observers);
/// assert_eq!(worst, 2.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn from_fn<F: FnMut(&Observation<'_>) -> Result<()>>(record: F) -> FromFn<F> {
    FromFn { record }
}

/// The observer that [`from_fn`] creates from a closure.
///
/// ```
/// use tch_lr_scheduler::observe::{FromFn, Observation, Observer, from_fn};
/// use tch_lr_scheduler::{Constant, Plan, Result};
///
/// fn print(observation: &Observation<'_>) -> Result<()> {
///     println!("step {}: lr {:?}", observation.state().step, observation.state().lr);
///     Ok(())
/// }
/// let mut printer: FromFn<fn(&Observation<'_>) -> Result<()>> = from_fn(print);
/// printer.observe(&Plan::lr(0.1, Constant).preview(1, 0)?)?; // step 0: lr [0.1]
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub struct FromFn<F> {
    record: F,
}

impl<F: FnMut(&Observation<'_>) -> Result<()>> Observer for FromFn<F> {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        (self.record)(observation)
    }
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FromFn").finish_non_exhaustive()
    }
}
