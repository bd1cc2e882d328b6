use super::Scheduler;
use super::check_state::check_state;
use super::resume_policy::ResumePolicy;
use super::values::Values;
use crate::{Error, Plan, Result, State, Tunable};
use std::sync::Arc;

/// A state that was checked and fits, with the values computed from it. Nothing is changed until it is committed.
#[derive(Debug)]
pub(crate) struct PreparedLoad {
    /// The plan that replaces the scheduler's plan, if it is another one.
    plan: Option<Plan>,
    values: Values,
    state: State,
}

impl PreparedLoad {
    /// The state after the load.
    #[cfg(feature = "tch")]
    pub(crate) fn state(&self) -> &State {
        &self.state
    }
}

impl Scheduler {
    /// Continues from a state of this plan or of an equal one, and writes every value to the optimizer.
    ///
    /// All values that follow equal those of an uninterrupted run bit for bit.
    ///
    /// # Errors
    /// [`Error::PlanChanged`] if the state belongs to another plan; the error lists the differences. [`Error::ForeignState`] if a
    /// field of the state does not fit the plan; the error names the field. Nothing is changed in both cases. An error of the
    /// optimizer if it cannot set a value; it has then already set the values before this one.
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
    #[doc(alias("load_state_dict", "resume"))]
    pub fn load(&mut self, state: State, target: &mut impl Tunable) -> Result<&State> {
        self.load_with(state, ResumePolicy::Refuse, target)
    }

    /// As [`load`](Self::load), with a policy for a plan that has changed since the state was saved.
    ///
    /// A cooldown is part of the state and continues with every policy. With [`SameStep`](ResumePolicy::SameStep) and
    /// [`SameFraction`](ResumePolicy::SameFraction), the state of the feedback rule is kept if both plans have a rule.
    ///
    /// # Errors
    /// As [`load`](Self::load). [`Error::Data`] if the policy keeps the saved plan and that plan cannot be read back.
    /// [`Error::NoTotalSteps`] if the policy is `SameFraction` and a plan has no length. Nothing is changed in these cases either.
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
    pub fn load_with(&mut self, state: State, policy: ResumePolicy, target: &mut impl Tunable) -> Result<&State> {
        let prepared = self.prepare_load(state, policy, target)?;
        self.commit(prepared, target)
    }

    /// Does everything that can fail before the optimizer is written to. Nothing is changed.
    pub(crate) fn prepare_load(&self, state: State, policy: ResumePolicy, target: &impl Tunable) -> Result<PreparedLoad> {
        let differences = state.plan.differences(&self.state.plan);
        let prepared = match policy {
            _ if differences.is_empty() => self.prepare_same_plan(None, state),
            ResumePolicy::Refuse => Err(Error::PlanChanged { differences }),
            ResumePolicy::KeepSaved(functions) => self.prepare_same_plan(Some(state.plan.plan_with(&functions)?), state),
            ResumePolicy::SameStep => self.prepare_new_plan(state.step, state),
            ResumePolicy::SameFraction => self.prepare_new_plan(self.step_at_same_fraction(&state)?, state),
        }?;
        prepared.values.check_target(target)?;
        Ok(prepared)
    }

    /// Writes the values of a prepared load to the optimizer, and replaces the state of the scheduler.
    pub(crate) fn commit(&mut self, prepared: PreparedLoad, target: &mut impl Tunable) -> Result<&State> {
        let PreparedLoad { plan, mut values, state } = prepared;
        self.values.invalidate();
        values.write_all(&mut self.state, target)?;
        (self.values, self.state) = (values, state);
        if let Some(plan) = plan {
            self.plan = plan;
        }
        Ok(&self.state)
    }

    /// Prepares to continue with the plan of the state: `saved` if it is given, otherwise the scheduler's plan, which is equal. The
    /// values in the state must be those of the plan.
    fn prepare_same_plan(&self, saved: Option<Plan>, state: State) -> Result<PreparedLoad> {
        let values = values_of(saved.as_ref().unwrap_or(&self.plan), self.state.lr.len(), &state)?;
        values.compare(&state)?;
        Ok(PreparedLoad { plan: saved, values, state })
    }

    /// Prepares to continue at `step` with the scheduler's plan from a state of another plan. The values in the state are replaced.
    fn prepare_new_plan(&self, step: u64, mut state: State) -> Result<PreparedLoad> {
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

    /// The step of the scheduler's plan at the same fraction of the run as the state.
    fn step_at_same_fraction(&self, state: &State) -> Result<u64> {
        let saved = state.plan.run_length()?.ok_or(Error::NoTotalSteps { which: "saved" })?;
        let new = self.plan.run_length().ok_or(Error::NoTotalSteps { which: "new" })?;
        let step = u128::from(state.step) * u128::from(new) / u128::from(saved.max(1));
        Ok(u64::try_from(step).unwrap_or(u64::MAX))
    }
}

/// The values of a plan at the time of a state.
fn values_of(plan: &Plan, groups: usize, state: &State) -> Result<Values> {
    check_state(plan, groups, state)?;
    let mut values = Values::new(plan, groups)?;
    values.check_distance(plan, state.time(), state.reductions())?;
    values.compute(plan, state.time(), state.adjustments())?;
    Ok(values)
}
