use super::Scheduler;
use super::values::Values;
use crate::{Error, Functions, Plan, PlateauState, Result, State, Tunable};
use std::sync::Arc;

/// What becomes of a run whose plan has changed since its state was saved.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, DryRun, Plan, ResumePolicy, Scheduler};
///
/// let saved = Plan::lr(0.1, CosineAnnealingLr::new(100)?).total_steps(100).preview(1, 50)?;
/// let longer = Plan::lr(0.1, CosineAnnealingLr::new(200)?).total_steps(200);
/// let resumed = |change| -> tch_lr_scheduler::Result<u64> {
///     let mut scheduler = Scheduler::start(&longer, 1, &mut DryRun)?;
///     Ok(scheduler.load_with(saved.clone(), change, &mut DryRun)?.step)
/// };
/// assert_eq!(
///     resumed(ResumePolicy::Refuse).unwrap_err().to_string(),
///     "state: the plan has changed since: total_steps was 100, is 200; lr.schedule.T_max was 100, is 200"
/// );
/// assert_eq!(resumed(ResumePolicy::SameStep)?, 50);
/// assert_eq!(resumed(ResumePolicy::SameFraction)?, 100);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum ResumePolicy {
    /// It is an error that names the differences field by field.
    #[default]
    Refuse,
    /// The saved plan goes on, and the new one is dropped. Functions that the saved plan names are looked up here.
    KeepSaved(Functions),
    /// The new plan goes on at the step that was saved.
    SameStep,
    /// The new plan goes on at the same fraction of the run; both say by [`Plan::total_steps`] how long it is.
    SameFraction,
}

/// A state that was found to fit, with what the plan makes of it.
#[derive(Debug)]
pub(crate) struct PreparedLoad {
    /// The plan to go on by, where it is not the scheduler's own.
    plan: Option<Plan>,
    values: Values,
    state: State,
}

impl Scheduler {
    /// Continues from a state that was taken earlier, of this plan or an equal one, and writes every value to the optimizer
    /// again. What follows is what would have followed without the interruption, to the bit.
    ///
    /// # Errors
    /// [`Error::PlanChanged`] where the state is that of another plan, naming what differs, [`Error::ForeignState`] where it
    /// does not fit this one, naming the field. Then nothing has changed.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let saved = Plan::lr(0.1, ExponentialLr::new(0.5)?).preview(1, 7)?;
    ///
    /// let mut same = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// assert_eq!(same.load(saved.clone(), &mut DryRun)?.step, 7);
    ///
    /// let mut changed = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.9)?), 1, &mut DryRun)?;
    /// let error = changed.load(saved, &mut DryRun).unwrap_err();
    /// assert_eq!(error.to_string(), "state: the plan has changed since: lr.schedule.gamma was 0.5, is 0.9");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load(&mut self, state: State, target: &mut impl Tunable) -> Result<&State> {
        self.load_with(state, ResumePolicy::Refuse, target)
    }

    /// As [`load`](Self::load), where the plan may have changed since the state was saved.
    ///
    /// A cooldown that was asked for is part of the state and goes on, whatever the plan. With
    /// [`SameStep`](ResumePolicy::SameStep) and [`SameFraction`](ResumePolicy::SameFraction) what a feedback rule remembers goes on
    /// too, where both plans have one.
    ///
    /// # Errors
    /// As [`load`](Self::load); [`Error::Data`] where the saved plan is to be kept and cannot be read back;
    /// [`Error::NoTotalSteps`]. Then nothing has changed.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Functions, Plan, ResumePolicy, Scheduler};
    ///
    /// let saved = Plan::lr(0.1, ExponentialLr::new(0.5)?).preview(1, 1)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.9)?), 1, &mut DryRun)?;
    /// let keep = ResumePolicy::KeepSaved(Functions::new());
    /// assert_eq!(scheduler.load_with(saved, keep, &mut DryRun)?.lr, [0.05]);
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.025]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_with(&mut self, state: State, change: ResumePolicy, target: &mut impl Tunable) -> Result<&State> {
        let prepare_load = self.prepare_load(state, change, target)?;
        self.commit(prepare_load, target)
    }

    /// All of loading that can fail: nothing is changed yet.
    pub(crate) fn prepare_load(&self, state: State, change: ResumePolicy, target: &impl Tunable) -> Result<PreparedLoad> {
        let differences = state.plan.differences(&self.state.plan);
        let prepare_load = match change {
            _ if differences.is_empty() => self.going_on(None, state),
            ResumePolicy::Refuse => Err(Error::PlanChanged { differences }),
            ResumePolicy::KeepSaved(functions) => self.going_on(Some(state.plan.plan_with(&functions)?), state),
            ResumePolicy::SameStep => self.taking_over(state.step, state),
            ResumePolicy::SameFraction => self.taking_over(self.same_fraction(&state)?, state),
        }?;
        prepare_load.values.check_target(target)?;
        Ok(prepare_load)
    }

    pub(crate) fn commit(&mut self, prepare_load: PreparedLoad, target: &mut impl Tunable) -> Result<&State> {
        let PreparedLoad { plan, mut values, state } = prepare_load;
        self.values.invalidate();
        values.write_all(&mut self.state, target)?;
        (self.values, self.state) = (values, state);
        if let Some(plan) = plan {
            self.plan = plan;
        }
        Ok(&self.state)
    }

    /// Goes on by this plan, or by the one that was saved.
    fn going_on(&self, saved: Option<Plan>, state: State) -> Result<PreparedLoad> {
        let values = values_of(saved.as_ref().unwrap_or(&self.plan), self.state.lr.len(), &state)?;
        values.compare(&state)?;
        Ok(PreparedLoad { plan: saved, values, state })
    }

    /// Goes on by this plan where another has led to the state.
    fn taking_over(&self, step: u64, mut state: State) -> Result<PreparedLoad> {
        let groups = self.state.lr.len();
        if let Some(cooldown) = &mut state.cooldown {
            cooldown.step = step.saturating_sub(state.step.saturating_sub(cooldown.step));
        }
        state.step = step;
        let initial = self.plan.plateau().map(|rule| rule.initial_state(groups));
        state.plateau = initial.map(|initial| state.plateau.take().unwrap_or(initial));
        if let Some(plateau) = &mut state.plateau {
            plateau.regroup(groups);
        }
        let values = values_of(&self.plan, groups, &state)?;
        values.fill(&mut state);
        state.plan = Arc::clone(&self.state.plan);
        Ok(PreparedLoad { plan: None, values, state })
    }

    fn same_fraction(&self, state: &State) -> Result<u64> {
        let saved = state.plan.run_length()?.ok_or(Error::NoTotalSteps { which: "saved" })?;
        let new = self.plan.run_length().ok_or(Error::NoTotalSteps { which: "new" })?;
        let step = u128::from(state.step) * u128::from(new) / u128::from(saved.max(1));
        Ok(u64::try_from(step).unwrap_or(u64::MAX))
    }
}

/// What a plan gives where a state stands, which can be one of this plan.
fn values_of(plan: &Plan, groups: usize, state: &State) -> Result<Values> {
    check(plan, groups, state)?;
    let mut values = Values::new(plan, groups)?;
    values.check_reach(plan, state.time(), state.reductions())?;
    values.compute(plan, state.time(), state.influence())?;
    Ok(values)
}

/// That a state can be one of this plan, before anything is worked out from it.
fn check(plan: &Plan, groups: usize, state: &State) -> Result<()> {
    let presence = |present| if present { "present" } else { "absent" };
    let (expected, found) = (plan.plateau().is_some(), state.plateau.is_some());
    if expected != found {
        return Err(Error::foreign_state("plateau", presence(expected), presence(found)));
    }
    let fractions =
        [Some(("fraction", state.fraction)), state.cooldown.as_ref().map(|cooldown| ("cooldown.fraction", cooldown.fraction))];
    for (field, fraction) in fractions.into_iter().flatten() {
        if !(0.0..1.0).contains(&fraction) {
            return Err(Error::foreign_state(field, "at least 0 and below 1", format_args!("{fraction:?}")));
        }
    }
    let counts = |field: &str, counted: usize| {
        let (expected, found) = (format!("{groups} values"), format!("{counted} values"));
        if counted == groups { Ok(()) } else { Err(Error::foreign_state(field, expected, found)) }
    };
    if let Some(PlateauState { best, reductions, .. }) = &state.plateau {
        counts("plateau.reductions", reductions.len())?;
        if best.is_nan() {
            return Err(Error::foreign_state("plateau.best", "a number", "NaN"));
        }
    }
    if let Some(cooldown) = &state.cooldown {
        counts("cooldown.from", cooldown.from.len())?;
        // Below zero a schedule of the user's may have led.
        if let Some(from) = cooldown.from.iter().find(|from| !from.is_finite()) {
            return Err(Error::foreign_state("cooldown.from", "finite values", format_args!("{from:?}")));
        }
    }
    Ok(())
}
