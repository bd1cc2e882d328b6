/// The momentum that a schedule cycles together with the learning rate.
///
/// [`OneCycleLr`](crate::OneCycleLr) and [`CyclicLr`](crate::CyclicLr) have one, and
/// [`Schedule::momentum`](crate::Schedule::momentum) returns it. A [`Plan`](crate::Plan) writes it to the optimizer as the momentum
/// (SGD, RMSprop) or as beta1 (Adam, AdamW), unless the plan has a separate schedule for the momentum.
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
    /// The momentum at `time`, in steps. `None` in a sequence before the member that cycles the momentum has started.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(0.1, 11)?.pct_start(0.5)?;
    /// let momentum = schedule.momentum().unwrap();
    /// assert_eq!([0.0, 4.5, 10.0].map(|time| momentum.momentum_at(time)), [Some(0.95), Some(0.85), Some(0.95)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn momentum_at(&self, time: f64) -> Option<f64>;

    /// The momentum for the times at which [`momentum_at`](Self::momentum_at) is `None`. Default: the momentum at time 0.
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
