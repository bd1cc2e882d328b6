use super::{CyclicLr, CyclicMode, NAME, ScaleMode};
use crate::error::check;
use crate::{Function, Result};

impl CyclicLr {
    /// Sets the number of steps from `base_lr` up to `max_lr`: at least 1, 2000 by default. The number of steps down is the same,
    /// unless [`step_size_down`](Self::step_size_down) sets it.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `step_size_up` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?;
    /// assert_eq!([0, 2, 4, 6, 8].map(|step| schedule.at(0.0, step)), [0.0, 0.05, 0.1, 0.05, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step_size_up(mut self, step_size_up: u64) -> Result<Self> {
        self.step_size_up = check::at_least_one(NAME, "step_size_up", step_size_up)?;
        Ok(self)
    }

    /// Sets the number of steps from `max_lr` down to `base_lr`, `step_size_up` by default. If it is 0, the rate jumps down.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// let sawtooth = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?.step_size_down(0);
    /// assert_eq!(sawtooth.at(0.0, 2), 0.05);
    /// assert_eq!(sawtooth.at(0.0, 4), 0.0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step_size_down(mut self, step_size_down: u64) -> Self {
        self.step_size_down = Some(step_size_down);
        self
    }

    /// Sets how the amplitude changes from cycle to cycle, [`CyclicMode::Triangular`] by default. A custom scale function that was
    /// set before is removed.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, CyclicMode, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.0, 0.1)?.step_size_up(1)?.mode(CyclicMode::Triangular2); // peaks at steps 1 and 3
    /// assert_eq!([1, 3].map(|step| schedule.at(0.0, step)), [0.1, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn mode(mut self, mode: CyclicMode) -> Self {
        self.mode = mode;
        self.scale_fn = None;
        self
    }

    /// Sets the factor of the amplitude at each step for [`CyclicMode::ExpRange`]: finite and not negative, 1 by default. The other
    /// modes do not use it.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `gamma` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, CyclicMode, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.0, 0.1)?.step_size_up(1)?.mode(CyclicMode::ExpRange).gamma(0.5)?;
    /// assert_eq!([1, 3].map(|step| schedule.at(0.0, step)), [0.05, 0.0125]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn gamma(mut self, gamma: f64) -> Result<Self> {
        self.gamma = check::finite_not_negative(NAME, "gamma", gamma)?;
        Ok(self)
    }

    /// Sets a custom scale function, which replaces the mode. `scale_fn` receives the number of the cycle (1 for the first) or the
    /// time, and returns the factor of the amplitude. It must be pure: it must return the same factor for the same argument at
    /// every call.
    ///
    /// A plan file cannot contain this closure. For a schedule in a plan file, use [`scale_function`](Self::scale_function).
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, ScaleMode, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?.scale_fn(ScaleMode::Cycle, |cycle| 1.0 / cycle);
    /// assert_eq!(schedule.at(0.0, 12), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scale_fn(self, scale_mode: ScaleMode, scale_fn: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        self.scale_function(scale_mode, Function::new(scale_fn))
    }

    /// Sets a custom scale function that a plan file can contain, because it has a name or is built in: see [`Function`].
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Function, ScaleMode, Schedule};
    ///
    /// let halved = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?.scale_function(ScaleMode::Cycle, Function::power(0.5)?);
    /// assert_eq!([4, 12].map(|step| halved.at(0.0, step)), [0.05, 0.025]); // 0.5^1 and 0.5^2
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scale_function(mut self, scale_mode: ScaleMode, scale_fn: Function) -> Self {
        self.scale_mode = scale_mode;
        self.scale_fn = Some(scale_fn);
        self
    }

    /// Sets whether the schedule cycles the momentum too, in the opposite direction: yes by default.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// assert!(CyclicLr::new(0.01, 0.1)?.momentum().is_some());
    /// assert!(CyclicLr::new(0.01, 0.1)?.cycle_momentum(false).momentum().is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cycle_momentum(mut self, cycle_momentum: bool) -> Self {
        self.cycle_momentum = cycle_momentum;
        self
    }

    /// Sets the lowest momentum, which is used at the highest rate: finite and not negative, 0.8 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `base_momentum` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.01, 0.1)?.step_size_up(4)?.base_momentum(0.5)?;
    /// let momentum = schedule.momentum().unwrap();
    /// assert_eq!([0.0, 4.0].map(|time| momentum.momentum_at(time)), [Some(0.9), Some(0.5)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn base_momentum(mut self, base_momentum: f64) -> Result<Self> {
        self.base_momentum = check::finite_not_negative(NAME, "base_momentum", base_momentum)?;
        Ok(self)
    }

    /// Sets the highest momentum, which is used at the lowest rate: finite and not negative, 0.9 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `max_momentum` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.01, 0.1)?.step_size_up(4)?.max_momentum(0.95)?;
    /// let momentum = schedule.momentum().unwrap();
    /// assert_eq!([0.0, 8.0].map(|time| momentum.momentum_at(time)), [Some(0.95), Some(0.95)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn max_momentum(mut self, max_momentum: f64) -> Result<Self> {
        self.max_momentum = check::finite_not_negative(NAME, "max_momentum", max_momentum)?;
        Ok(self)
    }
}
