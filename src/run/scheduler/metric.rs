use super::Scheduler;
use super::cooldown_start::reduce_start;
use crate::run::rate_adjustments::RateAdjustments;
use crate::{Error, PlateauState, Reduction, Result, Tunable};
use std::io::{self, Write};
use std::mem;

impl Scheduler {
    /// Gives a metric to the feedback rule, and writes the reduced rates to the optimizer if the metric leads to a reduction.
    ///
    /// Call it once per epoch, before [`step`](Self::step) advances to the next epoch. The metric is usually the validation loss.
    /// It may be any number; NaN is never an improvement. The rule ignores metrics at steps outside
    /// [`during`](crate::ReduceLrOnPlateau::during), and after the start of a [cooldown](Self::cool_down). If a cooldown lies ahead
    /// after a jump to an earlier step, a reduction also reduces the rates from which it will start. Returns the reduction, or
    /// `None` if no rate was reduced.
    ///
    /// # Errors
    /// [`Error::NoFeedback`] if the plan has no feedback rule, and as [`step`](Self::step).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let plan = Plan::lr(0.5, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// assert!(scheduler.metric(0.9, &mut DryRun)?.is_none());
    /// let reduction = scheduler.metric(0.9, &mut DryRun)?.unwrap();
    /// assert_eq!(reduction.lr, [(0, 0.05)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric(&mut self, metric: impl Into<f64>, target: &mut (impl Tunable + ?Sized)) -> Result<Option<Reduction>> {
        let metric = metric.into();
        let is_cooling_down = self.state.is_cooling_down();
        let (Some(rule), Some(before)) = (self.plan.plateau(), &mut self.state.plateau) else {
            return Err(Error::NoFeedback { metric });
        };
        if !rule.during.contains(self.state.step) || is_cooling_down {
            return Ok(None);
        }
        // Without a reduction, the list of reductions is moved and not copied, so that a metric allocates no memory.
        let (epoch, mut after) = (before.metrics, PlateauState { reductions: vec![], ..*before });
        if !rule.add_metric(metric, &mut after) {
            after.reductions = mem::take(&mut before.reductions);
            *before = after;
            return Ok(None);
        }
        after.reductions.clone_from(&before.reductions);
        rule.count_reductions(&self.state.lr, &mut after.reductions);
        // The cooldown has not started. After a jump to an earlier step, its start lies ahead.
        let mut cooldown = self.state.cooldown.clone();
        if let Some(cooldown) = &mut cooldown {
            reduce_start(cooldown, rule, &before.reductions, &after.reductions);
        }
        let adjustments = RateAdjustments { reductions: &after.reductions, cooldown: cooldown.as_ref() };
        self.values.compute(&self.plan, self.state.time(), adjustments)?;
        let reduced = self.values.changed_lrs(&self.state);
        self.values.write_changes(&mut self.state, target)?;
        (self.state.plateau, self.state.cooldown) = (Some(after), cooldown);
        if reduced.is_empty() {
            return Ok(None);
        }
        let reduction = Reduction { epoch, lr: reduced };
        if rule.verbose {
            // Not by println, which panics if standard output is closed.
            let _ = writeln!(io::stdout(), "{reduction}");
        }
        Ok(Some(reduction))
    }
}
