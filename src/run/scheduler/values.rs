use super::hyperparameter_values::HyperparameterValues;
use super::same_bits::same_bits;
use super::scalars::Scalars;
use crate::error::check;
use crate::plan::scheduled_value::ScheduledValue;
use crate::run::influence::Influence;
use crate::schedule::Time;
use crate::schedule::recursion::FARTHEST_WALK;
use crate::{CooldownState, Error, Hyperparameter, Plan, Result, Setting, State, Tunable};
use std::iter;
use std::ops::Range;

/// What a plan gives at a time, for every group of one optimizer: worked out, compared, written.
#[derive(Debug)]
pub(crate) struct Values {
    rates: HyperparameterValues,
    /// Worked out after the rates, which they may follow.
    others: Vec<HyperparameterValues>,
    scalars: Scalars,
    /// The steps at which what was worked out last holds, and what was written last: there is nothing to do at those.
    computed: Range<u64>,
    in_force: Range<u64>,
}

/// More groups than any optimizer has; a larger count is a mistake, and would exhaust the memory.
const MOST_GROUPS: usize = 1 << 20;

impl Values {
    pub(crate) fn new(plan: &Plan, groups: usize) -> Result<Self> {
        let holds = (1..=MOST_GROUPS).contains(&groups);
        check::ensure(holds, "Scheduler", "groups", format!("from 1 to {MOST_GROUPS}"), groups)?;
        if let Some(rule) = plan.plateau() {
            rule.check_groups(groups.max(plan.expected_groups()))?;
        }
        let companion = plan.companion_momentum();
        let values = |assignments| HyperparameterValues::new(plan, assignments, groups);
        let rates = values(plan.rates())?;
        let others = plan.others().iter().chain(&companion).map(values).collect::<Result<_>>()?;
        Ok(Self { rates, others, scalars: Scalars::new(plan.scalars())?, computed: 0..0, in_force: 0..0 })
    }

    /// That a time which does not follow the one before is within reach: some schedules have no closed form, and walk.
    pub(crate) fn check_reach(&self, plan: &Plan, time: Time, reductions: &[u64]) -> Result<()> {
        let walk = self.hyperparameters().map(|values| values.walk(time)).sum::<f64>() + self.scalars.walk(time);
        // The bound is put into words only where it is passed: a jump allocates nothing.
        if walk > FARTHEST_WALK {
            let bound = format!("no farther than {FARTHEST_WALK} steps, for a schedule without a closed form walks there");
            check::ensure(false, "Scheduler", "step", bound, time.step)?;
        }
        let reduced = plan.plateau().map_or(0.0, |rule| rule.walk(reductions));
        if reduced <= FARTHEST_WALK {
            return Ok(());
        }
        let most = reductions.iter().max().copied().unwrap_or(0);
        Err(Error::foreign_state("plateau.reductions", format_args!("fewer than {FARTHEST_WALK} in all"), most))
    }

    /// Works out the values of `time`, and stops at the first that is not finite: nothing is written yet.
    pub(crate) fn compute(&mut self, plan: &Plan, time: Time, influence: Influence<'_>) -> Result<()> {
        self.invalidate();
        if !self.scalars.is_empty() {
            self.scalars.compute(time)?;
        }
        match (plan.plateau(), influence.cooldown) {
            (None, None) => self.rates.compute(time, &[], None)?,
            (rule, cooldown) => {
                // The last scheduled rate that was reduced, how often, and the result: neighbouring groups mostly have the same.
                let mut last = (f64::NAN.to_bits(), 0, f64::NAN);
                let mut in_force = |group: usize, scheduled: f64| {
                    if let Some(cooled) = cooldown.and_then(|cooldown| cooldown.lr(group, time)) {
                        return cooled;
                    }
                    let (Some(rule), Some(&reductions)) = (rule, influence.reductions.get(group)) else {
                        return scheduled;
                    };
                    let is_same = last.0 == scheduled.to_bits() && last.1 == reductions && rule.treats_groups_alike();
                    if !is_same {
                        last = (scheduled.to_bits(), reductions, rule.reduce(group, scheduled, reductions));
                    }
                    last.2
                };
                self.rates.compute(time, &[], Some(&mut in_force))?;
            }
        }
        for values in &mut self.others {
            values.compute(time, self.rates.next(), None)?;
        }
        self.computed = self.same_as(time, influence.cooldown);
        Ok(())
    }

    /// The steps that have the same values as `time`, from there on, as far as the schedules can tell.
    fn same_as(&self, time: Time, cooldown: Option<&CooldownState>) -> Range<u64> {
        // Beyond, a step is no longer exact in the schedules' own time.
        const LAST: u64 = 1 << 53;
        if time.fraction != 0.0 || time.step >= LAST {
            return 0..0;
        }
        let mut next = cooldown.map_or(LAST, |cooldown| cooldown.next_change(time.step)).min(LAST);
        next = earliest(self.rates.scheduled(), time.step, next);
        for values in &self.others {
            next = earliest(values.scheduled(), time.step, next);
        }
        time.step..earliest(self.scalars.scheduled(), time.step, next)
    }

    /// Has the next step work everything out, for the optimizer may have been written to by halves.
    pub(crate) fn invalidate(&mut self) {
        self.in_force = 0..0;
    }

    /// Whether the values of `time` are known to be those that were written last.
    #[inline]
    pub(crate) fn are_in_force_at(&self, time: Time) -> bool {
        time.fraction == 0.0 && self.in_force.contains(&time.step)
    }

    pub(crate) fn write_changes(&mut self, state: &mut State, target: &mut impl Tunable) -> Result<()> {
        self.check_target(target)?;
        self.rates.write_changes(&mut state.lr, target)?;
        for values in &self.others {
            values.write_changes(state.values_mut(values.hyperparameter()), target)?;
        }
        self.written(state);
        Ok(())
    }

    pub(crate) fn write_all(&mut self, state: &mut State, target: &mut impl Tunable) -> Result<()> {
        self.check_target(target)?;
        for values in self.hyperparameters() {
            values.write_all(state.values_mut(values.hyperparameter()), target)?;
        }
        self.written(state);
        Ok(())
    }

    /// Gives a state the values that were worked out last.
    pub(crate) fn fill(&self, state: &mut State) {
        for &hyperparameter in Hyperparameter::ALL {
            *state.values_mut(hyperparameter) = self.planned(hyperparameter).to_vec();
        }
        state.scalars.clear();
        self.scalars.write(&mut state.scalars);
    }

    #[inline]
    fn written(&mut self, state: &mut State) {
        if !self.scalars.is_empty() {
            self.scalars.write(&mut state.scalars);
        }
        self.in_force = self.computed.clone();
    }

    /// What was worked out last for one hyperparameter; empty where the plan does not values it.
    fn planned(&self, hyperparameter: Hyperparameter) -> &[f64] {
        self.hyperparameters().find(|values| values.hyperparameter() == hyperparameter).map_or(&[], HyperparameterValues::next)
    }

    fn hyperparameters(&self) -> impl Iterator<Item = &HyperparameterValues> {
        iter::once(&self.rates).chain(&self.others)
    }

    pub(crate) fn check_target(&self, target: &impl Tunable) -> Result<()> {
        self.rates.check_target(target)?;
        self.others.iter().try_for_each(|values| values.check_target(target))
    }

    /// The rates that were worked out last.
    pub(crate) fn rates(&self) -> &[f64] {
        self.rates.next()
    }

    pub(crate) fn changed_lrs(&self, state: &State) -> Vec<(usize, f64)> {
        let next = self.rates.next().iter().copied().enumerate();
        next.zip(&state.lr).filter(|((_, next), lr)| next.to_bits() != lr.to_bits()).map(|(changed, _)| changed).collect()
    }

    /// That a loaded state has the values which the plan gives at its step.
    pub(crate) fn compare(&self, state: &State) -> Result<()> {
        self.scalars.compare(&state.scalars)?;
        for &hyperparameter in Hyperparameter::ALL {
            compare(hyperparameter, self.planned(hyperparameter), state.values(hyperparameter))?;
        }
        Ok(())
    }
}

/// The first step after `step`, before `limit`, at which one of the scheduled may change.
fn earliest<'a>(scheduled: impl IntoIterator<Item = &'a ScheduledValue>, step: u64, limit: u64) -> u64 {
    let mut earliest = limit;
    for scheduled in scheduled {
        if earliest <= step + 1 {
            break;
        }
        earliest = earliest.min(scheduled.next_change(step));
    }
    earliest
}

fn compare(hyperparameter: Hyperparameter, planned: &[f64], found: &[f64]) -> Result<()> {
    if planned.len() != found.len() {
        let (expected, found) = (format!("{} values", planned.len()), format!("{} values", found.len()));
        return Err(Error::foreign_state(hyperparameter, expected, found));
    }
    let mut pairs = planned.iter().zip(found).enumerate();
    pairs.try_for_each(|(group, (planned, found))| same_bits(Setting::of_group(hyperparameter, group), *planned, *found))
}
