use super::drive::Drive;
use super::numbers::Numbers;
use crate::time::Time;
use crate::{Error, Hyperparameter, Plan, Result, State, Tunable, check};

/// What a plan gives at a time, for every group of one optimizer: worked out, compared, written.
#[derive(Debug)]
pub(crate) struct Values {
    /// That of the rates first, for others follow it.
    drives: Vec<Drive>,
    numbers: Numbers,
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
        let tracks = plan.tracks().iter().chain(&companion);
        let drives = tracks.map(|track| Drive::new(track, groups, announced)).collect::<Result<_>>()?;
        Ok(Self { drives, numbers: Numbers::new(plan.numbers())? })
    }

    /// Works out the values of `time`, and stops at the first that is not finite: nothing is written yet.
    pub(crate) fn compute(&mut self, plan: &Plan, time: Time, reductions: &[u64]) -> Result<()> {
        self.numbers.compute(time)?;
        let Some((rates, others)) = self.drives.split_first_mut() else {
            return Ok(());
        };
        let reduced = |group: usize, scheduled| match (plan.plateau(), reductions.get(group)) {
            (Some(rule), Some(&reductions)) => rule.reduce(group, scheduled, reductions),
            _ => scheduled,
        };
        rates.compute(time, &[], reduced)?;
        others.iter_mut().try_for_each(|drive| drive.compute(time, rates.next(), |_, scheduled| scheduled))
    }

    pub(crate) fn write_changes(&self, state: &mut State, target: &mut impl Tunable) -> Result<()> {
        self.check_target(target)?;
        for drive in &self.drives {
            drive.write_changes(state.values_mut(drive.hyperparameter()), target)?;
        }
        self.numbers.write(&mut state.numbers);
        Ok(())
    }

    pub(crate) fn write_all(&self, state: &mut State, target: &mut impl Tunable) -> Result<()> {
        self.check_target(target)?;
        for drive in &self.drives {
            drive.write_all(state.values_mut(drive.hyperparameter()), target)?;
        }
        self.numbers.write(&mut state.numbers);
        Ok(())
    }

    fn check_target(&self, target: &impl Tunable) -> Result<()> {
        self.drives.iter().try_for_each(|drive| drive.check_target(target))
    }

    pub(crate) fn changed_lrs(&self, state: &State) -> Vec<(usize, f64)> {
        let next = self.drives.first().map_or(&[][..], Drive::next).iter().copied().enumerate();
        next.zip(&state.lr).filter(|((_, next), lr)| next.to_bits() != lr.to_bits()).map(|(changed, _)| changed).collect()
    }

    /// That a loaded state has the values which the plan gives at its step.
    pub(crate) fn compare(&self, state: &State) -> Result<()> {
        self.numbers.compare(&state.numbers)?;
        for hyperparameter in Hyperparameter::ALL {
            let planned = self.drives.iter().find(|drive| drive.hyperparameter() == hyperparameter);
            compare(hyperparameter, planned.map_or(&[], Drive::next), state.values(hyperparameter))?;
        }
        Ok(())
    }
}

fn compare(hyperparameter: Hyperparameter, planned: &[f64], found: &[f64]) -> Result<()> {
    if planned.len() != found.len() {
        return Err(Error::ForeignState {
            field: hyperparameter.to_string(),
            expected: format!("{} values", planned.len()),
            found: format!("{} values", found.len()),
        });
    }
    let different = planned.iter().zip(found).position(|(planned, found)| planned.to_bits() != found.to_bits());
    different.map_or(Ok(()), |group| {
        Err(Error::ForeignState {
            field: format!("{hyperparameter}[{group}]"),
            expected: format!("{:?}", planned[group]),
            found: format!("{:?}", found[group]),
        })
    })
}
