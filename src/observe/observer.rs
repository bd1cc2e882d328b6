use super::Observation;
use crate::Result;

/// A receiver of the states of a run and of the program's metrics, such as a log.
///
/// A pair, a triple, an array or a `Vec` of observers is an observer too, in any nesting. It passes the observation to its
/// observers in order and stops at the first error. An `Option` of an observer is an observer too: `None` ignores the observation.
/// [`from_fn`](super::from_fn) creates an observer from a closure.
///
/// To write your own observer, implement [`record`](Self::record), and call [`observe`](Self::observe) in the training loop.
/// [`Error::observer`](crate::Error::observer) is for errors of your own:
///
/// ```
/// use tch_lr_scheduler::observe::{History, Observation, Observer};
/// use tch_lr_scheduler::{Constant, Error, Plan, Result};
///
/// #[derive(Default)]
/// struct HighestLr(f64);
///
/// impl Observer for HighestLr {
///     fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
///         self.0 = observation.state().lr.iter().copied().fold(self.0, f64::max);
///         if self.0 > 1.0 { Err(Error::observer("a learning rate above 1")) } else { Ok(()) }
///     }
/// }
///
/// let mut observers = (HighestLr::default(), History::new());
/// observers.observe(&Plan::lr(0.1, Constant).preview(2, 0)?)?;
/// assert_eq!(observers.0.0, 0.1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "callback")]
#[doc(alias = "LearningRateMonitor")]
pub trait Observer {
    /// Records an observation. [`observe`](Self::observe) calls this method after it has checked the names of the metrics.
    ///
    /// # Errors
    /// If the observation cannot be recorded. Each observer documents its errors, and what it has already written when an error
    /// occurs.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{Observation, Observer};
    /// use tch_lr_scheduler::{Constant, Plan, Result};
    ///
    /// struct Losses(Vec<f64>);
    ///
    /// impl Observer for Losses {
    ///     fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
    ///         self.0.extend(observation.metric("loss"));
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let mut losses = Losses(vec![]);
    /// losses.observe(Plan::lr(0.1, Constant).preview(1, 0)?.with("loss", 0.5))?;
    /// assert_eq!(losses.0, [0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn record(&mut self, observation: &Observation<'_>) -> Result<()>;

    /// Records a state, with metrics if [`State::with`](crate::State::with) has added any.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if a metric has a name that is not allowed (see [`Observation::with`]), or is
    /// a tensor that does not have exactly one element. Nothing is recorded in that case. Also the errors of
    /// [`record`](Self::record).
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let mut history = History::new();
    /// let mut observers: Vec<Box<dyn Observer + '_>> = vec![Box::new(&mut history)];
    /// observers.observe(&Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// observers.observe(Plan::lr(0.1, Constant).preview(1, 1)?.with("loss", 0.5))?;
    /// drop(observers);
    /// assert_eq!(history.points("lr[0]"), [(0.0, 0.1), (1.0, 0.1)]);
    /// assert_eq!(history.points("loss"), [(1.0, 0.5)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// A function that takes a `&mut dyn Observer` calls the method of the reference, which is an observer too:
    ///
    /// ```
    /// # use tch_lr_scheduler::observe::{History, Observer};
    /// # use tch_lr_scheduler::{Constant, Plan, Result, State};
    /// fn report(mut log: &mut dyn Observer, state: &State) -> Result<()> {
    ///     Observer::observe(&mut log, state.with("loss", 0.5))
    /// }
    ///
    /// let mut history = History::new();
    /// report(&mut history, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// assert_eq!(history.points("loss"), [(0.0, 0.5)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn observe<'a>(&mut self, observation: impl Into<Observation<'a>>) -> Result<()>
    where
        Self: Sized,
    {
        let observation = observation.into();
        observation.check()?;
        self.record(&observation)
    }
}

impl<O: Observer + ?Sized> Observer for &mut O {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        (**self).record(observation)
    }
}

impl<O: Observer + ?Sized> Observer for Box<O> {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        (**self).record(observation)
    }
}

impl<O: Observer> Observer for Option<O> {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.iter_mut().try_for_each(|observer| observer.record(observation))
    }
}

impl<O: Observer> Observer for Vec<O> {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.iter_mut().try_for_each(|observer| observer.record(observation))
    }
}

impl<O: Observer, const N: usize> Observer for [O; N] {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.iter_mut().try_for_each(|observer| observer.record(observation))
    }
}

impl<A: Observer, B: Observer> Observer for (A, B) {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.0.record(observation)?;
        self.1.record(observation)
    }
}

impl<A: Observer, B: Observer, C: Observer> Observer for (A, B, C) {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.0.record(observation)?;
        self.1.record(observation)?;
        self.2.record(observation)
    }
}
