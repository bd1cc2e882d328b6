mod hyperparameter_values;
mod load;
mod same_bits;
mod scalars;
mod values;

#[cfg(feature = "tch")]
pub(crate) use load::PreparedLoad;
pub use load::ResumePolicy;

use super::influence::Influence;
use crate::error::check;
use crate::schedule::Time;
use crate::{Cooldown, CooldownState, Error, Plan, PlateauState, Reduction, Result, State, Tunable};
use std::io::{self, Write};
use std::mem;
use values::Values;

/// A plan that runs: it counts the steps and writes what changes to the optimizer it is handed.
///
/// This is level 1, for code that must keep its own optimizer: the verb is torch's, `scheduler.step(&mut optimizer)`. Hand it
/// the same optimizer every time; `ScheduledOptimizer` is the wrapper that cannot be crossed.
///
/// With tch, `Plan::start` makes one:
///
#[cfg_attr(feature = "tch", doc = "```")]
#[cfg_attr(not(feature = "tch"), doc = "```ignore")]
/// use tch::{Device, nn, nn::OptimizerConfig};
/// use tch_lr_scheduler::{Plan, StepLr};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let net = nn::linear(vs.root(), 4, 2, Default::default());
/// let mut optimizer = nn::Sgd::default().build(&vs, 0.1)?;
///
/// let mut scheduler = Plan::lr(0.1, StepLr::new(30, 0.1)?).start(&vs, &mut optimizer)?;
/// for epoch in 0..90 {
///     // ... optimizer.backward_step(&loss) for each batch ...
///     scheduler.step(&mut optimizer)?;
/// }
/// assert_eq!(scheduler.state().step, 90);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Scheduler {
    plan: Plan,
    values: Values,
    state: State,
}

impl Scheduler {
    /// Checks the plan against an optimizer with so many groups (at least 1), and writes the values of step 0 to it.
    ///
    /// # Errors
    /// Where the plan contradicts itself, does not fit the number of groups, or gives a value that is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 2, &mut DryRun)?;
    /// assert_eq!(scheduler.lrs(), [0.1, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn start(plan: &Plan, groups: usize, target: &mut impl Tunable) -> Result<Self> {
        let values = Values::new(plan, groups)?;
        let state = State::new(plan.spec(), plan.plateau().map(|rule| rule.initial_state(groups)));
        let mut scheduler = Self { plan: plan.clone(), values, state };
        scheduler.values.compute(plan, Time::at_step(0), scheduler.state.influence())?;
        scheduler.values.write_all(&mut scheduler.state, target)?;
        Ok(scheduler)
    }

    /// Tells the scheduler that the optimizer now has so many groups, and writes every value: groups that were born since follow
    /// the plan from their first step on. `ScheduledOptimizer` does this by itself.
    ///
    /// # Errors
    /// As [`start`](Self::start); then nothing has changed.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// scheduler.step(&mut DryRun)?;
    /// assert_eq!(scheduler.regroup(2, &mut DryRun)?.lr, [0.05, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn regroup(&mut self, groups: usize, target: &mut impl Tunable) -> Result<&State> {
        let mut values = Values::new(&self.plan, groups)?;
        let (mut plateau, mut cooldown) = (self.state.plateau.clone(), self.state.cooldown.clone());
        if let Some(plateau) = &mut plateau {
            plateau.regroup(groups);
        }
        let reductions = plateau.as_ref().map_or(&[][..], |plateau| &plateau.reductions);
        if let Some(cooldown) = &mut cooldown {
            // A group cools down as if it had been there when the cooldown began.
            values.compute(&self.plan, cooldown.time(), Influence { reductions, cooldown: None })?;
            cooldown.from.extend_from_slice(values.rates().get(cooldown.from.len()..).unwrap_or(&[]));
        }
        values.compute(&self.plan, self.state.time(), Influence { reductions, cooldown: cooldown.as_ref() })?;
        self.values.invalidate();
        values.write_all(&mut self.state, target)?;
        (self.state.plateau, self.state.cooldown, self.values) = (plateau, cooldown, values);
        Ok(&self.state)
    }

    /// Moves on by one step and writes what changed. Once an epoch or once a batch: the schedule's time is whatever this
    /// counts.
    ///
    /// # Errors
    /// [`Error::NotFinite`] where a schedule gives no usable number; then nothing has moved and nothing was written.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step(&mut self, target: &mut impl Tunable) -> Result<&State> {
        self.go_to(self.state.next_time(), target)
    }

    /// Jumps to a step, to and fro, and writes what changed: torch's `step(epoch)`. What the feedback rule remembers stays.
    ///
    /// # Errors
    /// As [`step`](Self::step), and [`Error::Parameter`] where a schedule [without a closed form](crate::Schedule::walk) would
    /// have to walk too far.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// assert_eq!(scheduler.seek(2, &mut DryRun)?.lr, [0.025]);
    /// assert_eq!(scheduler.seek(0, &mut DryRun)?.lr, [0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn seek(&mut self, step: u64, target: &mut impl Tunable) -> Result<&State> {
        self.jump_to(Time::at_step(step), target)
    }

    /// Jumps to a time that may be between two steps: torch's `step(epoch + i / iters)`. [`step`](Self::step) goes on from there
    /// by whole steps, as torch's does.
    ///
    /// # Errors
    /// [`Error::Parameter`] where `time` is negative or not finite, and as [`seek`](Self::seek).
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, CosineAnnealingWarmRestarts::new(3)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// scheduler.seek_time(1.5, &mut DryRun)?;
    /// assert!((scheduler.lr() - 0.05).abs() < 1e-12);
    /// assert_eq!(scheduler.step(&mut DryRun)?.step, 2);
    /// assert_eq!(scheduler.state().fraction, 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn seek_time(&mut self, time: f64, target: &mut impl Tunable) -> Result<&State> {
        check::finite_not_negative("Scheduler", "time", time)?;
        self.jump_to(Time::from(time), target)
    }

    fn jump_to(&mut self, time: Time, target: &mut impl Tunable) -> Result<&State> {
        if time != self.state.next_time() {
            self.values.check_reach(&self.plan, time, self.state.reductions())?;
        }
        self.go_to(time, target)
    }

    fn go_to(&mut self, time: Time, target: &mut impl Tunable) -> Result<&State> {
        if !self.values.are_in_force_at(time) {
            self.values.compute(&self.plan, time, self.state.influence())?;
            self.values.write_changes(&mut self.state, target)?;
        }
        self.state.step = time.step;
        self.state.fraction = time.fraction;
        Ok(&self.state)
    }

    /// Begins a cooldown at this step, from the rates in force; a second one replaces the first. The state records it.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// scheduler.cool_down(Cooldown::to(0.0, 2)?, &mut DryRun)?;
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.05]);
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cool_down(&mut self, cooldown: Cooldown, target: &mut impl Tunable) -> Result<&State> {
        let begun = CooldownState::begun(cooldown, self.state.time(), &self.state.lr);
        let influence = Influence { reductions: self.state.reductions(), cooldown: Some(&begun) };
        self.values.compute(&self.plan, self.state.time(), influence)?;
        self.values.write_changes(&mut self.state, target)?;
        self.state.cooldown = Some(begun);
        Ok(&self.state)
    }

    /// Tells the feedback rule a metric, usually the validation loss, once an epoch. It returns the reduction where there was
    /// one, and has written it. Give it before [`step`](Self::step) moves on to the next epoch.
    ///
    /// # Errors
    /// [`Error::NoFeedback`] where the plan has no rule to answer it. Any metric is legal; one that is not a number is never
    /// better than another.
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
    pub fn metric(&mut self, metric: impl Into<f64>, target: &mut impl Tunable) -> Result<Option<Reduction>> {
        let metric = metric.into();
        let is_cooling_down = self.state.is_cooling_down();
        let (Some(rule), Some(before)) = (self.plan.plateau(), &mut self.state.plateau) else {
            return Err(Error::NoFeedback { metric });
        };
        if !rule.listens_at(self.state.step) || is_cooling_down {
            return Ok(None);
        }
        let (epoch, mut after) = (before.metrics, PlateauState { reductions: vec![], ..*before });
        if !rule.observe(metric, &mut after) {
            after.reductions = mem::take(&mut before.reductions);
            *before = after;
            return Ok(None);
        }
        after.reductions.clone_from(&before.reductions);
        rule.count_reductions(&self.state.lr, &mut after.reductions);
        self.values.compute(&self.plan, self.state.time(), Influence { reductions: &after.reductions, cooldown: None })?;
        let reduced = self.values.changed_lrs(&self.state);
        self.values.write_changes(&mut self.state, target)?;
        self.state.plateau = Some(after);
        if reduced.is_empty() {
            return Ok(None);
        }
        let reduction = Reduction { epoch, lr: reduced };
        if rule.is_verbose() {
            // Not by println, which panics where nobody reads any more.
            let _ = writeln!(io::stdout(), "{reduction}");
        }
        Ok(Some(reduction))
    }

    /// Everything that changes, as it is now.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// assert_eq!(scheduler.state().step, 0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The learning rate in force, of group 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// assert_eq!(scheduler.lr(), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr(&self) -> f64 {
        self.state.lr[0]
    }

    /// The learning rates in force, one a group: torch's `get_last_lr()`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.2, Constant);
    /// let scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    /// assert_eq!(scheduler.lrs(), [0.1, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "get_last_lr")]
    pub fn lrs(&self) -> &[f64] {
        &self.state.lr
    }

    pub(crate) fn into_state(self) -> State {
        self.state
    }
}
