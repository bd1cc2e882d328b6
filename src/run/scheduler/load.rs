use super::Scheduler;
use super::check_state::{check_counts, check_groups, check_state, check_times, read_rules};
use super::cooldown_start::plan_start;
use super::regroup::regroup_rules;
use super::resume_policy::ResumePolicy;
use super::same_count::{Counted, SameCount, seen_at};
use super::start::initial_rules;
use super::values::Values;
use crate::run::rate_adjustments::RateAdjustments;
use crate::schedule::Time;
use crate::{CooldownState, Difference, Error, Plan, PlannedRule, PlateauState, Result, State, Tunable};
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
    pub fn load(&mut self, state: State, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        self.load_with(state, ResumePolicy::Refuse, target)
    }

    /// Continues from a saved state as [`load`](Self::load) does, with a policy for a plan that has changed since the save.
    ///
    /// [`ResumePolicy`] describes how a cooldown and the state of the feedback rule continue.
    ///
    /// # Errors
    /// As [`load`](Self::load). [`Error::Data`] if the policy keeps the saved plan and that plan cannot be read back.
    /// [`Error::NoTotalSteps`] if the policy is `SameFraction` and a plan has no length. [`Error::NoCountPerStep`] if it is
    /// `SameSamples` or `SameTokens` and a plan does not know how many samples or tokens a step has. [`Error::Parameter`] if a schedule
    /// [without a closed form](crate::History::steps_to_walk) would have to compute more than 2<sup>28</sup> values. Nothing is
    /// changed in these cases either.
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
    pub fn load_with(&mut self, state: State, policy: ResumePolicy, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        let prepared = self.prepare_load(state, policy, target)?;
        self.commit(prepared, target)
    }

    /// Does everything that can fail before the optimizer is written to. Nothing is changed.
    pub(crate) fn prepare_load(
        &self,
        state: State,
        policy: ResumePolicy,
        target: &(impl Tunable + ?Sized),
    ) -> Result<PreparedLoad> {
        let differences = state.plan.differences(&self.state.plan);
        let is_same = differences.is_empty();
        let has_same_groups = state.lr.len() == self.state.lr.len();
        let prepared = match policy {
            _ if is_same && has_same_groups => self.prepare_same_plan(None, state),
            ResumePolicy::Refuse | ResumePolicy::KeepSaved(_) if is_same => self.prepare_same_plan(None, state),
            ResumePolicy::Refuse => Err(Error::PlanChanged { differences }),
            ResumePolicy::KeepSaved(functions) => self.prepare_same_plan(Some(state.plan.plan_with(&functions)?), state),
            ResumePolicy::SameFraction if !is_same => {
                let (saved, new) = self.run_lengths(&state)?;
                self.prepare_new_plan(|time| time.rescaled(saved, new), state, &differences)
            }
            ResumePolicy::SameSamples if !is_same => self.prepare_same_count(Counted::Samples, state, &differences),
            ResumePolicy::SameTokens if !is_same => self.prepare_same_count(Counted::Tokens, state, &differences),
            ResumePolicy::SameStep | ResumePolicy::SameFraction | ResumePolicy::SameSamples | ResumePolicy::SameTokens => {
                self.prepare_new_plan(|time| time, state, &differences)
            }
        }?;
        prepared.values.check_target(target)?;
        Ok(prepared)
    }

    /// Writes the values of a prepared load to the optimizer, and replaces the state of the scheduler.
    pub(crate) fn commit(&mut self, prepared: PreparedLoad, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
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
    fn prepare_same_plan(&self, saved: Option<Plan>, mut state: State) -> Result<PreparedLoad> {
        check_groups(self.state.lr.len(), &state)?;
        let plan = saved.as_ref().unwrap_or(&self.plan);
        read_rules(plan, &mut state)?;
        let values = values_of(plan, self.state.lr.len(), &state)?;
        values.compare(&state)?;
        Ok(PreparedLoad { plan: saved, values, state })
    }

    /// Prepares to continue with the scheduler's plan from a state of another plan or with another number of groups. `moved`
    /// returns the time in the scheduler's plan for a time in the saved one. The values in the state are replaced.
    fn prepare_new_plan(&self, moved: impl Fn(Time) -> Time, mut state: State, differences: &[Difference]) -> Result<PreparedLoad> {
        check_times(&state)?;
        check_counts(state.lr.len(), &state)?;
        let (old_time, groups) = (state.time(), self.state.lr.len());
        let time = moved(old_time);
        state.seen = seen_at(&state, &self.plan, time);
        (state.step, state.fraction) = (time.step, time.fraction);
        self.move_rules(&mut state);
        if let Some(mut cooldown) = state.cooldown.take() {
            self.move_cooldown(&mut cooldown, old_time, &moved, state.adjustments(), differences.is_empty())?;
            state.cooldown = Some(cooldown);
        }
        let values = values_of(&self.plan, groups, &state)?;
        values.fill(&mut state);
        state.plan = Arc::clone(&self.state.plan);
        Ok(PreparedLoad { plan: None, values, state })
    }

    /// Prepares to continue with the scheduler's plan after the same number of samples or tokens.
    fn prepare_same_count(&self, counted: Counted, state: State, differences: &[Difference]) -> Result<PreparedLoad> {
        let same = SameCount::new(counted, &state, &self.plan)?;
        self.prepare_new_plan(|time| same.moved(time), state, differences)
    }

    /// Replaces the states of the saved plan's feedback rules by those of the scheduler's rules. A rule keeps the state that was saved
    /// under its name, unless it is another type of rule or compares metrics in the other direction.
    fn move_rules(&self, state: &mut State) {
        let groups = self.state.lr.len();
        let (mut plateau, mut rules) = initial_rules(&self.plan, groups);
        let continues = |rule: &PlannedRule, what: &str| {
            state.plan.rule_field(&rule.name, what) == self.state.plan.rule_field(&rule.name, what)
        };
        for rule in self.plan.rules().iter().filter(|rule| continues(rule, "type")) {
            let is_same_mode = continues(rule, "mode");
            if rule.is_plateau() {
                plateau = match (state.plateau.take(), plateau) {
                    (Some(saved), _) if is_same_mode => Some(saved),
                    (Some(PlateauState { metrics, reductions, .. }), Some(initial)) => {
                        Some(PlateauState { metrics, reductions, ..initial })
                    }
                    (_, initial) => initial,
                };
                continue;
            }
            let saved = state.rules.iter().find(|saved| saved.name == rule.name).cloned();
            let place = rules.iter_mut().find(|state| state.name == rule.name);
            if let (Some(mut saved), Some(place), true) = (saved, place, is_same_mode)
                && let Ok(memory) = rule.rule.read(&saved.memory)
            {
                saved.memory = memory;
                *place = saved;
            }
        }
        regroup_rules(&self.plan, groups, &mut plateau, &mut rules);
        (state.plateau, state.rules) = (plateau, rules);
    }

    /// Adapts a cooldown to the scheduler's plan and groups. A cooldown that has started keeps the rates of its groups. A cooldown
    /// that lies ahead keeps them if `is_same_plan` is true.
    fn move_cooldown(
        &self,
        cooldown: &mut CooldownState,
        old_time: Time,
        moved: impl Fn(Time) -> Time,
        adjustments: RateAdjustments<'_>,
        is_same_plan: bool,
    ) -> Result<()> {
        let mut kept = cooldown.from.len();
        let (start, time) = (cooldown.start_time(), moved(old_time));
        match cooldown.has_started(old_time) {
            true if time != old_time => cooldown.shift(old_time, time),
            false if !is_same_plan => {
                kept = 0;
                // A start at a whole step is rounded down, which must not bring it before a time between two steps.
                let start = moved(start);
                cooldown.start_at(if start < time { time } else { start });
            }
            _ => (),
        }
        plan_start(cooldown, kept, &self.plan, &mut Values::new(&self.plan, self.state.lr.len())?, adjustments)
    }

    /// The lengths of the saved run and of the new one. Both are at least 1.
    fn run_lengths(&self, state: &State) -> Result<(u64, u64)> {
        let length = |length: Option<u64>, which| length.filter(|length| *length > 0).ok_or(Error::NoTotalSteps { which });
        Ok((length(state.plan.run_length()?, "saved")?, length(self.plan.run_length(), "new")?))
    }
}

/// The values of a plan at the time of a state.
fn values_of(plan: &Plan, groups: usize, state: &State) -> Result<Values> {
    check_state(plan, groups, state)?;
    let mut values = Values::new(plan, groups)?;
    values.check_distance(plan, state.time(), state.adjustments())?;
    values.compute(plan, state.time(), state.adjustments())?;
    Ok(values)
}
