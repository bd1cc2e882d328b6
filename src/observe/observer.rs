use crate::{Result, State};

/// A receiver of the states of a run, such as a log.
///
/// A pair, a triple, an array or a `Vec` of observers is an observer too, in any nesting. It passes the state to its observers in
/// order and stops at the first error. An `Option` of an observer is an observer too: `None` ignores the state.
///
/// To write your own observer, implement the one method. [`Error::Observer`](crate::Error::Observer) is for errors of your own:
///
/// ```
/// use tch_lr_scheduler::observe::{History, Observer};
/// use tch_lr_scheduler::{Constant, Error, Plan, Result, State};
///
/// #[derive(Default)]
/// struct HighestLr(f64);
///
/// impl Observer for HighestLr {
///     fn observe(&mut self, state: &State) -> Result<()> {
///         self.0 = state.lr.iter().copied().fold(self.0, f64::max);
///         if self.0 > 1.0 { Err(Error::Observer("a learning rate above 1".into())) } else { Ok(()) }
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
    /// Records one state.
    ///
    /// # Errors
    /// If the state cannot be recorded. Each observer documents its errors, and what it has already written when an error
    /// occurs.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let mut history = History::new();
    /// let mut observers: Vec<Box<dyn Observer + '_>> = vec![Box::new(&mut history)];
    /// observers.observe(&Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// drop(observers);
    /// assert_eq!(history.points("lr[0]"), [(0.0, 0.1)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn observe(&mut self, state: &State) -> Result<()>;
}

impl<O: Observer + ?Sized> Observer for &mut O {
    fn observe(&mut self, state: &State) -> Result<()> {
        (**self).observe(state)
    }
}

impl<O: Observer + ?Sized> Observer for Box<O> {
    fn observe(&mut self, state: &State) -> Result<()> {
        (**self).observe(state)
    }
}

impl<O: Observer> Observer for Option<O> {
    fn observe(&mut self, state: &State) -> Result<()> {
        self.iter_mut().try_for_each(|observer| observer.observe(state))
    }
}

impl<O: Observer> Observer for Vec<O> {
    fn observe(&mut self, state: &State) -> Result<()> {
        self.iter_mut().try_for_each(|observer| observer.observe(state))
    }
}

impl<O: Observer, const N: usize> Observer for [O; N] {
    fn observe(&mut self, state: &State) -> Result<()> {
        self.iter_mut().try_for_each(|observer| observer.observe(state))
    }
}

impl<A: Observer, B: Observer> Observer for (A, B) {
    fn observe(&mut self, state: &State) -> Result<()> {
        self.0.observe(state)?;
        self.1.observe(state)
    }
}

impl<A: Observer, B: Observer, C: Observer> Observer for (A, B, C) {
    fn observe(&mut self, state: &State) -> Result<()> {
        self.0.observe(state)?;
        self.1.observe(state)?;
        self.2.observe(state)
    }
}
