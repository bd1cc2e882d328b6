use crate::plan::assignments::{Assignments, Source};
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::{Error, Hyperparameter, Plan, Result, Setting, Tunable};

/// One hyperparameter of a running optimizer: works out the next values, and writes them. Its buffers are what keeps a step
/// free of allocation.
#[derive(Debug)]
pub(crate) struct HyperparameterValues {
    hyperparameter: Hyperparameter,
    scheduled: Vec<ScheduledValue>,
    sources: Vec<Source<usize>>,
    /// One scheduled for every group.
    is_shared: bool,
    unmapped_values: Vec<f64>,
    next: Vec<f64>,
    is_uniform: bool,
}

impl HyperparameterValues {
    pub(crate) fn new(plan: &Plan, assignments: &Assignments, groups: usize) -> Result<Self> {
        let (scheduled, sources) = plan.resolve(assignments, groups)?;
        let is_shared = scheduled.len() == 1 && sources.iter().all(|source| matches!(source, Source::Scheduled(_)));
        Ok(Self {
            is_shared,
            hyperparameter: assignments.hyperparameter(),
            unmapped_values: vec![0.0; scheduled.len()],
            next: vec![0.0; groups],
            is_uniform: true,
            scheduled,
            sources,
        })
    }

    pub(crate) fn scheduled(&self) -> &[ScheduledValue] {
        &self.scheduled
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// The values of the groups at `time`: where they follow a scheduled, after `adjust` has seen group and scheduled value; where
    /// they follow the rate, from `rates`.
    pub(crate) fn compute(
        &mut self,
        time: Time,
        rates: &[f64],
        mut adjust: Option<&mut dyn FnMut(usize, f64) -> f64>,
    ) -> Result<()> {
        if let (None, true, [scheduled]) = (&adjust, self.is_shared, self.scheduled.as_slice()) {
            let of_all = scheduled.at(time);
            self.next.fill(of_all);
            self.is_uniform = true;
            return if of_all.is_finite() { Ok(()) } else { Err(self.not_finite(0, time)) };
        }
        self.compute_scheduled(time);
        for (group, (next, source)) in self.next.iter_mut().zip(&self.sources).enumerate() {
            *next = match source {
                Source::Coupled(coupling) => coupling.at(rates[group]),
                Source::Scheduled(scheduled) => match &mut adjust {
                    Some(adjust) => adjust(group, self.unmapped_values[*scheduled]),
                    None => self.unmapped_values[*scheduled],
                },
            };
        }
        self.is_uniform = self.next.iter().all(|next| next.to_bits() == self.next[0].to_bits());
        match self.next.iter().position(|next| !next.is_finite()) {
            Some(group) => Err(self.not_finite(group, time)),
            None => Ok(()),
        }
    }

    /// Groups that have a factor each on one schedule are worked out once.
    fn compute_scheduled(&mut self, time: Time) {
        let mut before: Option<(&ScheduledValue, f64)> = None;
        for (value, scheduled) in self.unmapped_values.iter_mut().zip(&self.scheduled) {
            let unscaled = match before {
                Some((before, unscaled)) if scheduled.differs_by_a_factor(before) => unscaled,
                _ => scheduled.unscaled_at(time),
            };
            before = Some((scheduled, unscaled));
            *value = scheduled.scaled(unscaled);
        }
    }

    #[cold]
    fn not_finite(&self, group: usize, time: Time) -> Error {
        Error::not_finite(Setting::of_group(self.hyperparameter, group), time.step, self.next[group])
    }

    pub(crate) fn walk(&self, time: Time) -> f64 {
        self.scheduled.iter().map(|scheduled| scheduled.walk(time)).sum()
    }

    pub(crate) fn next(&self) -> &[f64] {
        &self.next
    }

    /// Writes what differs from `current`, with one call where one value serves all groups.
    pub(crate) fn write_changes(&self, current: &mut [f64], target: &mut impl Tunable) -> Result<()> {
        if same(current, &self.next) {
            return Ok(());
        }
        if self.is_uniform {
            let value = self.next[0];
            target.set(self.hyperparameter, value)?;
            current.fill(value);
            return Ok(());
        }
        self.write_groups(current, target)
    }

    /// That the optimizer can take the next values, so that nothing is written where it cannot.
    pub(crate) fn check_target(&self, target: &impl Tunable) -> Result<()> {
        if self.is_uniform || target.sets_groups(self.hyperparameter) {
            return Ok(());
        }
        let differs = |value: &f64| value.to_bits() != self.next[0].to_bits();
        let group = self.next.iter().position(differs).unwrap_or(0);
        Err(Error::Unsupported { setting: Setting::of_group(self.hyperparameter, group) })
    }

    /// Writes every group, whatever the optimizer has.
    pub(crate) fn write_all(&self, current: &mut Vec<f64>, target: &mut impl Tunable) -> Result<()> {
        let first = self.next[0];
        target.set(self.hyperparameter, first)?;
        current.clear();
        current.resize(self.next.len(), first);
        self.write_groups(current, target)
    }

    fn write_groups(&self, current: &mut [f64], target: &mut impl Tunable) -> Result<()> {
        for (group, (current, next)) in current.iter_mut().zip(&self.next).enumerate() {
            if current.to_bits() != next.to_bits() {
                target.set_group(self.hyperparameter, group, *next)?;
                *current = *next;
            }
        }
        Ok(())
    }
}

#[inline]
fn same(left: &[f64], right: &[f64]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.to_bits() == right.to_bits())
}
