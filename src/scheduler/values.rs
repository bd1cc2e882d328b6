use super::drive::Drive;
use super::numbers::Numbers;
use crate::time::Time;
use crate::{CooldownState, Error, Hyperparameter, Knob, Plan, Result, State, Tunable, check};
use std::fmt::Display;
use std::iter;

/// What a plan gives at a time, for every group of one optimizer: worked out, compared, written.
#[derive(Debug)]
pub(crate) struct Values {
    rates: Drive,
    /// Worked out after the rates, which they may follow.
    others: Vec<Drive>,
    numbers: Numbers,
}

/// What moves the rates beside their schedules: how often each was reduced, and a cooldown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Influence<'a> {
    pub(crate) reductions: &'a [u64],
    pub(crate) cooldown: Option<&'a CooldownState>,
}

/// More groups than any optimizer has; a larger count is a mistake, and would exhaust the memory.
const MOST_GROUPS: usize = 1 << 20;

impl Values {
    pub(crate) fn new(plan: &Plan, groups: usize) -> Result<Self> {
        let holds = (1..=MOST_GROUPS).contains(&groups);
        check::ensure(holds, "Scheduler", "groups", format!("from 1 to {MOST_GROUPS}"), groups)?;
        let announced = groups.max(plan.announced_groups());
        if let Some(rule) = plan.plateau() {
            rule.check_groups(announced)?;
        }
        let companion = plan.companion_momentum();
        let drive = |track| Drive::new(track, groups, announced);
        let rates = drive(plan.rates())?;
        let others = plan.others().iter().chain(&companion).map(drive).collect::<Result<_>>()?;
        Ok(Self { rates, others, numbers: Numbers::new(plan.numbers())? })
    }

    /// Works out the values of `time`, and stops at the first that is not finite: nothing is written yet.
    pub(crate) fn compute(&mut self, plan: &Plan, time: Time, influence: Influence<'_>) -> Result<()> {
        self.numbers.compute(time)?;
        let rule = plan.plateau();
        let in_force = |group: usize, scheduled| {
            let cooled = influence.cooldown.and_then(|cooldown| cooldown.lr(group, time));
            cooled.unwrap_or_else(|| match (rule, influence.reductions.get(group)) {
                (Some(rule), Some(&reductions)) => rule.reduce(group, scheduled, reductions),
                _ => scheduled,
            })
        };
        self.rates.compute(time, &[], in_force)?;
        let rates = self.rates.next();
        self.others.iter_mut().try_for_each(|drive| drive.compute(time, rates, |_, scheduled| scheduled))
    }

    pub(crate) fn write_changes(&self, state: &mut State, target: &mut impl Tunable) -> Result<()> {
        self.check_target(target)?;
        for drive in self.drives() {
            drive.write_changes(state.values_mut(drive.hyperparameter()), target)?;
        }
        self.numbers.write(&mut state.numbers);
        Ok(())
    }

    pub(crate) fn write_all(&self, state: &mut State, target: &mut impl Tunable) -> Result<()> {
        self.check_target(target)?;
        for drive in self.drives() {
            drive.write_all(state.values_mut(drive.hyperparameter()), target)?;
        }
        self.numbers.write(&mut state.numbers);
        Ok(())
    }

    fn drives(&self) -> impl Iterator<Item = &Drive> {
        iter::once(&self.rates).chain(&self.others)
    }

    pub(crate) fn check_target(&self, target: &impl Tunable) -> Result<()> {
        self.drives().try_for_each(|drive| drive.check_target(target))
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
        self.numbers.compare(&state.numbers)?;
        for hyperparameter in Hyperparameter::ALL {
            let planned = self.drives().find(|drive| drive.hyperparameter() == hyperparameter);
            compare(hyperparameter, planned.map_or(&[], Drive::next), state.values(hyperparameter))?;
        }
        Ok(())
    }
}

fn compare(hyperparameter: Hyperparameter, planned: &[f64], found: &[f64]) -> Result<()> {
    if planned.len() != found.len() {
        let (expected, found) = (format_args!("{} values", planned.len()), format_args!("{} values", found.len()));
        return Err(Error::foreign_state(hyperparameter, expected, found));
    }
    let mut pairs = planned.iter().zip(found).enumerate();
    pairs.try_for_each(|(group, (planned, found))| same_bits(Knob::of_group(hyperparameter, group), *planned, *found))
}

pub(super) fn same_bits(field: impl Display, planned: f64, found: f64) -> Result<()> {
    if planned.to_bits() == found.to_bits() {
        return Ok(());
    }
    Err(Error::foreign_state(field, format_args!("{planned:?}"), format_args!("{found:?}")))
}
