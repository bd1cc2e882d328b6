use super::{NAME, OneCycleLr};
use crate::error::check;
use crate::{AnnealStrategy, Result};

impl OneCycleLr {
    /// Sets the fraction of the cycle in which the rate rises: from 0 to 1, at most 0.5 with [three phases](Self::three_phase), 0.3
    /// by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `pct_start` is outside its range, or if `pct_start * total_steps` is 1: the
    /// rise lasts `pct_start * total_steps - 1` steps, so it would have no steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(0.1, 110)?.pct_start(0.5)?; // rises for 0.5 * 110 - 1 = 54 steps
    /// assert_eq!(schedule.at(0.0, 54), 0.1);
    /// let error = OneCycleLr::new(0.1, 10)?.pct_start(0.1).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "OneCycleLr: pct_start must be such that pct_start * total_steps is not 1 (the rise would have 0 steps), found 0.1"
    /// );
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn pct_start(mut self, pct_start: f64) -> Result<Self> {
        self.pct_start = pct_start;
        self.checked()
    }

    /// Sets the shape of every phase, [`AnnealStrategy::Cos`] by default.
    ///
    /// ```
    /// use tch_lr_scheduler::{AnnealStrategy, OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(1.0, 102)?.pct_start(0.5)?.div_factor(2.0)?.anneal_strategy(AnnealStrategy::Linear);
    /// assert_eq!([0, 25, 50].map(|step| schedule.at(0.0, step)), [0.5, 0.75, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn anneal_strategy(mut self, anneal_strategy: AnnealStrategy) -> Self {
        self.anneal_strategy = anneal_strategy;
        self
    }

    /// Sets whether the schedule cycles the momentum too, in the opposite direction: yes by default.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// assert!(OneCycleLr::new(0.1, 100)?.momentum().is_some());
    /// assert!(OneCycleLr::new(0.1, 100)?.cycle_momentum(false).momentum().is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cycle_momentum(mut self, cycle_momentum: bool) -> Self {
        self.cycle_momentum = cycle_momentum;
        self
    }

    /// Sets the lowest momentum, which is used at the highest rate: finite and not negative, 0.85 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `base_momentum` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(0.1, 110)?.base_momentum(0.8)?; // the peak is at step 32
    /// assert_eq!(schedule.momentum().unwrap().momentum_at(32.0), Some(0.8));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn base_momentum(mut self, base_momentum: f64) -> Result<Self> {
        self.base_momentum = check::finite_not_negative(NAME, "base_momentum", base_momentum)?;
        Ok(self)
    }

    /// Sets the highest momentum, which is used at the lowest rate: finite and not negative, 0.95 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `max_momentum` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(0.1, 110)?.max_momentum(0.99)?;
    /// assert_eq!(schedule.momentum().unwrap().momentum_at(109.0), Some(0.99));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn max_momentum(mut self, max_momentum: f64) -> Result<Self> {
        self.max_momentum = check::finite_not_negative(NAME, "max_momentum", max_momentum)?;
        Ok(self)
    }

    /// Sets the first rate to `max_lr / div_factor`. `div_factor` is finite and above 0, 25 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `div_factor` is not finite or not above 0, or a rate overflows `f64`.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(0.1, 110)?.div_factor(10.0)?;
    /// assert!((schedule.at(0.0, 0) - 0.01).abs() < 1e-15);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn div_factor(mut self, div_factor: f64) -> Result<Self> {
        self.div_factor = check::finite_above_zero(NAME, "div_factor", div_factor)?;
        self.checked()
    }

    /// Sets the last rate to `max_lr / div_factor / final_div_factor`. `final_div_factor` is finite and above 0, 10,000 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `final_div_factor` is not finite or not above 0, or the last rate overflows
    /// `f64`.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(1.0, 110)?.div_factor(10.0)?.final_div_factor(100.0)?;
    /// assert_eq!(schedule.at(0.0, 109), 0.001);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn final_div_factor(mut self, final_div_factor: f64) -> Result<Self> {
        self.final_div_factor = check::finite_above_zero(NAME, "final_div_factor", final_div_factor)?;
        self.checked()
    }

    /// Sets whether the cycle has three phases, no by default: a rise to `max_lr`, a fall to the first rate over the same number of
    /// steps, and a fall to the last rate.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `pct_start` is above 0.5, because the rise and the fall would not fit into
    /// the cycle.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(1.0, 100)?.pct_start(0.25)?.three_phase(true)?.div_factor(10.0)?; // the fall ends at step 48
    /// assert_eq!([24, 48, 99].map(|step| schedule.at(0.0, step)), [1.0, 0.1, 1e-5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn three_phase(mut self, three_phase: bool) -> Result<Self> {
        self.three_phase = three_phase;
        self.checked()
    }

    /// Checks the options that depend on each other.
    fn checked(self) -> Result<Self> {
        if self.three_phase {
            check::ensure(
                (0.0..=0.5).contains(&self.pct_start),
                NAME,
                "pct_start",
                "from 0 to 0.5 if three_phase is true",
                self.pct_start,
            )?;
        } else {
            check::fraction(NAME, "pct_start", self.pct_start)?;
        }
        let bound = "such that pct_start * total_steps is not 1 (the rise would have 0 steps)";
        check::ensure(self.pct_start * self.total_steps as f64 != 1.0, NAME, "pct_start", bound, self.pct_start)?;
        let (initial, min) = self.initial_and_min_lr();
        check::ensure(initial.is_finite(), NAME, "div_factor", "large enough that max_lr / div_factor is finite", self.div_factor)?;
        let bound = "large enough that max_lr / div_factor / final_div_factor is finite";
        check::ensure(min.is_finite(), NAME, "final_div_factor", bound, self.final_div_factor)?;
        Ok(self)
    }
}
