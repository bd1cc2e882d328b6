use crate::{Result, State};

/// Something that is told the state of a run.
///
/// Several observers are one: a pair, an array, a `Vec`, in any nesting; `None` is one that ignores what it is told. They are
/// told in order, and the first error ends it.
///
/// Your own has one method. What goes wrong in it is an [`Error::Observer`](crate::Error::Observer):
///
/// ```
/// use tch_lr_scheduler::observe::{History, Observer};
/// use tch_lr_scheduler::{Constant, Plan, Result, State};
///
/// #[derive(Default)]
/// struct Largest(f64);
///
/// impl Observer for Largest {
///     fn observe(&mut self, state: &State) -> Result<()> {
///         self.0 = state.lr.iter().copied().fold(self.0, f64::max);
///         Ok(())
///     }
/// }
///
/// let mut observers = (Largest::default(), History::new());
/// observers.observe(&Plan::lr(0.1, Constant).preview(2, 0)?)?;
/// assert_eq!(observers.0.0, 0.1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait Observer {
    /// Takes note of the state.
    ///
    /// # Errors
    /// Where it could not; what an observer that fails has kept is its own affair, and said there.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let mut some: Vec<Box<dyn Observer>> = vec![Box::new(History::new())];
    /// some.observe(&Plan::lr(0.1, Constant).preview(1, 0)?)?;
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
