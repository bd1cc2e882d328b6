/// The momentum that a schedule of rates cycles along with them.
///
/// [`OneCycleLr`](crate::OneCycleLr) and [`CyclicLr`](crate::CyclicLr) have one. A [`Plan`](crate::Plan) drives it as the optimizer's
/// momentum (SGD, RMSprop) or beta1 (Adam, AdamW), unless the plan has a schedule of its own for the momentum.
///
/// ```
/// use tch_lr_scheduler::{LinearLr, OneCycleLr, Schedule};
///
/// let schedule = LinearLr::new(0.1, 1.0, 5)?.then(5, OneCycleLr::new(0.1, 100)?);
/// let momentum = schedule.momentum().unwrap();
/// assert_eq!((momentum.initial_momentum(), momentum.momentum_at(3.0)), (Some(0.95), None));
/// assert_eq!(momentum.momentum_at(104.0), Some(0.95));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait CompanionMomentum {
    /// The momentum at `time`, in steps; `None` before the member of a sequence that cycles it has started.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// assert_eq!(OneCycleLr::new(0.1, 100)?.momentum().and_then(|momentum| momentum.momentum_at(99.0)), Some(0.95));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn momentum_at(&self, time: f64) -> Option<f64>;

    /// The momentum while [`momentum_at`](Self::momentum_at) is `None`. Default: the momentum of time 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// assert_eq!(CyclicLr::new(0.01, 0.1)?.momentum().and_then(|momentum| momentum.initial_momentum()), Some(0.9));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn initial_momentum(&self) -> Option<f64> {
        self.momentum_at(0.0)
    }
}
