use super::check_state::state_field;
use super::hyperparameter_values::HyperparameterValues;
use super::same_bits::same_bits;
use super::scalars::Scalars;
use crate::data::wording::count;
use crate::error::check;
use crate::plan::MOST_GROUPS;
use crate::plan::scheduled_value::ScheduledValue;
use crate::run::rate_adjustments::RateAdjustments;
use crate::schedule::Time;
use crate::schedule::recursion::MOST_WORK;
use crate::{CooldownState, Error, Hyperparameter, Plan, PlannedRule, ReduceLrOnPlateau, Result, Setting, State, Tunable};
use std::iter;
use std::ops::Range;

/// Larger steps are not exact as the `f64` that a schedule gets.
const LAST: u64 = 1 << 53;

/// The values of a plan for every group of one optimizer: computes them at a time, compares them with a state, and writes them.
#[derive(Debug)]
pub(crate) struct Values {
    rates: HyperparameterValues,
    /// The other hyperparameters. They are computed after the rates, because they may be coupled to them.
    others: Vec<HyperparameterValues>,
    scalars: Scalars,
    /// Whether the plan has nothing but one rate for all groups, without feedback rules and without an end.
    is_only_rate: bool,
    /// Whether a schedule has an end after which a step is an error.
    has_end: bool,
    /// The steps with the values that were computed last.
    computed: Range<u64>,
    /// The steps with the values that were written last. At these steps there is nothing to compute or to write.
    written: Range<u64>,
}

impl Values {
    pub(crate) fn new(plan: &Plan, groups: usize) -> Result<Self> {
        let is_in_range = (1..=MOST_GROUPS).contains(&groups);
        check::ensure(is_in_range, "Scheduler", "groups", format!("from 1 to {MOST_GROUPS}"), groups)?;
        plan.check_rules(groups)?;
        let companion = plan.companion_momentum();
        let values = |assignments| HyperparameterValues::new(plan, assignments, groups);
        let rates = values(plan.lr_assignments())?;
        let others: Vec<_> = plan.other_assignments().iter().chain(&companion).map(values).collect::<Result<_>>()?;
        let scalars = Scalars::new(plan, groups)?;
        let of_hyperparameters = iter::once(&rates).chain(&others).flat_map(HyperparameterValues::scheduled);
        let has_end = of_hyperparameters.chain(scalars.scheduled()).any(|scheduled| scheduled.nesting().has_end);
        let is_only_rate = rates.is_shared() && others.is_empty() && scalars.is_empty() && !has_end && plan.rules().is_empty();
        Ok(Self { rates, others, scalars, is_only_rate, has_end, computed: 0..0, written: 0..0 })
    }

    /// Checks that the values at `time` can be computed in reasonable time after a jump. Schedules without a closed form compute
    /// each step on the way, and a rate is reduced one reduction after the other.
    pub(crate) fn check_distance(&self, plan: &Plan, time: Time, adjustments: RateAdjustments<'_>) -> Result<()> {
        let work = self.hyperparameters().map(|values| values.steps_to_walk(time)).sum::<f64>() + self.scalars.steps_to_walk(time);
        // The text is created only for an error, so that a jump allocates no memory.
        if work > MOST_WORK {
            let most = count((time.step as f64 * (MOST_WORK / work)) as u64);
            let bound =
                format!("no farther than about {most} steps away, because a schedule without a closed form computes each step");
            check::ensure(false, "Scheduler", "step", bound, time.step)?;
        }
        for (rule, found) in plan.rules().iter().filter_map(|rule| adjustments.reductions(rule).map(|found| (rule, found))) {
            let needed = rule.get::<ReduceLrOnPlateau>().map_or(0.0, |rule| rule.reductions_to_compute(found));
            if needed > MOST_WORK {
                let most = found.iter().max().copied().unwrap_or(0);
                let field = format!("{}.reductions", state_field(rule));
                return Err(Error::foreign_state(field, format_args!("at most {MOST_WORK} of all groups together"), most));
            }
        }
        Ok(())
    }

    /// Computes the values at `time`. A value that is not finite is an error. Nothing is written.
    pub(crate) fn compute(&mut self, plan: &Plan, time: Time, adjustments: RateAdjustments<'_>) -> Result<()> {
        self.invalidate();
        self.computed = 0..0;
        if self.has_end {
            self.check_end(time, adjustments.cooldown)?;
        }
        match (plan.rules(), adjustments.cooldown) {
            ([], None) => self.rates.compute(time, &[], None)?,
            (rules, cooldown) => {
                let mut adjusted = adjusted_rate(rules, adjustments);
                let mut current_rate = |group: usize, scheduled: f64| match cooldown.and_then(|cooldown| cooldown.lr(group, time)) {
                    Some(cooled) => cooled,
                    None => adjusted(group, scheduled),
                };
                self.rates.compute(time, &[], Some(&mut current_rate))?;
            }
        }
        for values in &mut self.others {
            values.compute(time, self.rates.next(), None)?;
        }
        if let (false, Some(rate)) = (self.scalars.is_empty(), self.rates.next().first()) {
            self.scalars.compute(time, *rate)?;
        }
        self.computed = self.steps_with_same_values(time, adjustments.cooldown);
        Ok(())
    }

    /// Checks that no schedule has ended before `time`, if a step after its end is an error. The schedule of the rates no longer
    /// counts if a cooldown determines them.
    fn check_end(&self, time: Time, cooldown: Option<&CooldownState>) -> Result<()> {
        if cooldown.is_none_or(|cooldown| cooldown.lr(0, time).is_none()) {
            self.rates.check_end(time)?;
        }
        self.others.iter().try_for_each(|values| values.check_end(time))?;
        self.scalars.check_end(time)
    }

    /// The steps from `time` on that have the same values, according to `next_change` of the schedules.
    fn steps_with_same_values(&self, time: Time, cooldown: Option<&CooldownState>) -> Range<u64> {
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

    /// Invalidates the cached values, because a failed write may have changed only some groups. The next step computes all values.
    pub(crate) fn invalidate(&mut self) {
        self.written = 0..0;
    }

    /// Whether the values at `time` are the values that were written last.
    #[inline]
    pub(crate) fn are_written_at(&self, time: Time) -> bool {
        time.fraction == 0.0 && self.written.contains(&time.step)
    }

    /// Writes the values that differ from those in `state` to the optimizer and to `state`.
    pub(crate) fn write_changes(&mut self, state: &mut State, target: &mut (impl Tunable + ?Sized)) -> Result<()> {
        self.check_target(target)?;
        self.rates.write_changes(&mut state.lr, target)?;
        for values in &self.others {
            values.write_changes(state.values_mut(values.hyperparameter()), target)?;
        }
        self.finish_write(state);
        Ok(())
    }

    #[inline]
    pub(crate) fn is_only_rate(&self) -> bool {
        self.is_only_rate
    }

    /// Computes the only rate at `step`, and writes it if it has changed: [`compute`](Self::compute) and
    /// [`write_changes`](Self::write_changes) in a third of their instructions, for the commonest plan. There is no cooldown.
    #[inline]
    pub(crate) fn write_only_rate(&mut self, step: u64, state: &mut State, target: &mut (impl Tunable + ?Sized)) -> Result<()> {
        self.invalidate();
        self.computed = 0..0;
        let next_change = self.rates.write_shared_rate(step, &mut state.lr, target)?;
        if step < LAST {
            self.computed = step..next_change.min(LAST);
            self.written = self.computed.clone();
        }
        Ok(())
    }

    /// Writes every value to the optimizer, also if it has not changed.
    pub(crate) fn write_all(&mut self, state: &mut State, target: &mut (impl Tunable + ?Sized)) -> Result<()> {
        self.check_target(target)?;
        for values in self.hyperparameters() {
            values.write_all(state.values_mut(values.hyperparameter()), target)?;
        }
        self.finish_write(state);
        Ok(())
    }

    /// Replaces the values in a state by the values computed last.
    pub(crate) fn fill(&self, state: &mut State) {
        for &hyperparameter in Hyperparameter::ALL {
            *state.values_mut(hyperparameter) = self.planned(hyperparameter).to_vec();
        }
        state.scalars.clear();
        self.scalars.write(&mut state.scalars);
    }

    #[inline]
    fn finish_write(&mut self, state: &mut State) {
        if !self.scalars.is_empty() {
            self.scalars.write(&mut state.scalars);
        }
        self.written = self.computed.clone();
    }

    /// The values of one hyperparameter computed last. Empty if the plan does not set it.
    fn planned(&self, hyperparameter: Hyperparameter) -> &[f64] {
        self.hyperparameters().find(|values| values.hyperparameter() == hyperparameter).map_or(&[], HyperparameterValues::next)
    }

    fn hyperparameters(&self) -> impl Iterator<Item = &HyperparameterValues> {
        iter::once(&self.rates).chain(&self.others)
    }

    /// Checks that the optimizer can set the values computed last. It is called before anything is written.
    pub(crate) fn check_target(&self, target: &(impl Tunable + ?Sized)) -> Result<()> {
        self.rates.check_target(target)?;
        self.others.iter().try_for_each(|values| values.check_target(target))
    }

    /// The scheduled rates at `time`, without rules and cooldowns.
    pub(crate) fn scheduled_rates(&mut self, time: Time) -> &[f64] {
        let is_computed = time.fraction == 0.0 && self.computed.contains(&time.step);
        if !is_computed {
            self.computed = 0..0;
        }
        self.rates.scheduled_at(time, is_computed)
    }

    /// The rates computed last.
    pub(crate) fn rates(&self) -> &[f64] {
        self.rates.next()
    }

    /// The groups whose rate differs from that in `state`: each with its new rate, and its rate in `state`.
    pub(crate) fn changed_lrs(&self, state: &State) -> impl Iterator<Item = ((usize, f64), f64)> {
        let next = self.rates.next().iter().copied().enumerate();
        next.zip(state.lr.iter().copied()).filter(|((_, next), lr)| next.to_bits() != lr.to_bits())
    }

    /// Checks that a loaded state has the values of the plan at its step.
    pub(crate) fn compare(&self, state: &State) -> Result<()> {
        self.scalars.compare(&state.scalars)?;
        for &hyperparameter in Hyperparameter::ALL {
            compare(hyperparameter, self.planned(hyperparameter), state.values(hyperparameter))?;
        }
        Ok(())
    }
}

/// The rate of a group under the feedback rules, from its scheduled rate.
fn adjusted_rate<'a>(rules: &'a [PlannedRule], adjustments: RateAdjustments<'a>) -> impl FnMut(usize, f64) -> f64 + 'a {
    let mut plateau = match rules {
        [rule] if rule.groups.is_none() && rule.is_plateau() => rule.get::<ReduceLrOnPlateau>().zip(adjustments.plateau),
        _ => None,
    }
    .map(|(rule, state)| reductions(rule, &state.reductions));
    move |group, scheduled| match &mut plateau {
        Some(reduced) => reduced(group, scheduled),
        None => adjustments.lr(rules, group, scheduled),
    }
}

/// The rate of a group after the reductions of the only rule, from its scheduled rate.
fn reductions<'a>(rule: &'a ReduceLrOnPlateau, reductions: &'a [u64]) -> impl FnMut(usize, f64) -> f64 + 'a {
    let has_same_min_lr = rule.has_same_min_lr();
    // The scheduled rate, the number of reductions and the result of the group before. Most groups have the same.
    let mut last = (f64::NAN.to_bits(), 0, f64::NAN);
    move |group, scheduled| {
        let Some(&count) = reductions.get(group) else {
            return scheduled;
        };
        let is_same = has_same_min_lr && last.0 == scheduled.to_bits() && last.1 == count;
        if !is_same {
            last = (scheduled.to_bits(), count, rule.reduced(group, scheduled, count));
        }
        last.2
    }
}

/// The first step after `step` at which one of the scheduled values may change, or `limit` if that is earlier.
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
