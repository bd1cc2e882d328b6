use crate::hyperparameter::ValueRange;
use crate::plan::assignments::{Assignments, Source};
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::{Error, Hyperparameter, Plan, Result, Setting, Tunable};
use std::fmt::Display;

/// Computes the next values of one hyperparameter for all groups, and writes them to the optimizer. The buffers are allocated once,
/// so that a step allocates no memory.
#[derive(Debug)]
pub(crate) struct HyperparameterValues {
    hyperparameter: Hyperparameter,
    /// The values that the optimizer accepts.
    range: ValueRange,
    /// The different scheduled values.
    scheduled: Vec<ScheduledValue>,
    /// The source of each group: an index in `scheduled`, or a coupling to the rate.
    sources: Vec<Source<usize>>,
    /// Whether every group has the same scheduled value.
    is_shared: bool,
    /// The value of each entry of `scheduled` at the time computed last. Not updated if all groups share one value and no rate is
    /// adjusted.
    computed: Vec<f64>,
    /// The scheduled value of each group, which feedback rules get.
    scheduled_of_groups: Vec<f64>,
    /// The value of each group at the time computed last. It is written next.
    next: Vec<f64>,
    /// Whether every group has the same value in `next`.
    is_uniform: bool,
}

impl HyperparameterValues {
    pub(crate) fn new(plan: &Plan, assignments: &Assignments, groups: usize) -> Result<Self> {
        let (scheduled, sources) = plan.resolve(assignments, groups)?;
        let is_shared = scheduled.len() == 1 && sources.iter().all(|source| matches!(source, Source::Scheduled(_)));
        Ok(Self {
            is_shared,
            hyperparameter: assignments.hyperparameter(),
            range: assignments.hyperparameter().range(),
            computed: vec![0.0; scheduled.len()],
            scheduled_of_groups: Vec::with_capacity(groups),
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

    #[inline]
    pub(crate) fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// Computes the rate that all groups share at `step`, writes it to `current` and to the optimizer if it has changed, and returns
    /// the first later step at which it may change. These are the values of the rate.
    #[inline]
    pub(crate) fn write_shared_rate(
        &mut self,
        step: u64,
        current: &mut [f64],
        target: &mut (impl Tunable + ?Sized),
    ) -> Result<u64> {
        let [scheduled] = self.scheduled.as_slice() else {
            return Ok(step);
        };
        let value = scheduled.at_step(step);
        set_all(&mut self.next, value);
        self.is_uniform = true;
        if !self.range.contains(value) {
            return Err(self.bad_value(Time::at_step(step)));
        }
        let next_change = scheduled.next_change(step);
        if current.iter().any(|current| current.to_bits() != value.to_bits()) {
            target.set(Hyperparameter::Lr, value)?;
            set_all(current, value);
        }
        Ok(next_change)
    }

    /// Computes the value of each group at `time`. `adjust` returns the adjusted value of a group (after reductions and a cooldown)
    /// from its index and its scheduled value; it is not called for coupled values. `rates` contains the current rates, for values
    /// that are coupled to them.
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
            return if self.range.contains(of_all) { Ok(()) } else { Err(self.bad_value(time)) };
        }
        self.compute_scheduled(time);
        for (group, (next, source)) in self.next.iter_mut().zip(&self.sources).enumerate() {
            *next = match source {
                Source::Coupled(coupling) => coupling.at(rates[group]),
                Source::Scheduled(scheduled) => match &mut adjust {
                    Some(adjust) => adjust(group, self.computed[*scheduled]),
                    None => self.computed[*scheduled],
                },
            };
        }
        self.is_uniform = self.next.iter().all(|next| next.to_bits() == self.next[0].to_bits());
        if self.next.iter().all(|next| self.range.contains(*next)) { Ok(()) } else { Err(self.bad_value(time)) }
    }

    /// Checks that no schedule has ended before `time`, if a step after the end is an error.
    pub(crate) fn check_end(&self, time: Time) -> Result<()> {
        for (index, scheduled) in self.scheduled.iter().enumerate() {
            let group = self.sources.iter().position(|source| matches!(source, Source::Scheduled(own) if *own == index));
            let setting = Setting { hyperparameter: self.hyperparameter, group: group.filter(|_| !self.is_shared) };
            check_end(setting, scheduled, time)?;
        }
        Ok(())
    }

    /// The scheduled value of each group at `time`, before it is adjusted. `is_computed` says that the values of `time` were computed
    /// last, and adjusted.
    pub(crate) fn scheduled_at(&mut self, time: Time, is_computed: bool) -> &[f64] {
        if !is_computed {
            self.compute_scheduled(time);
        }
        let of_group = |source: &Source<usize>| match source {
            Source::Scheduled(scheduled) => self.computed[*scheduled],
            Source::Coupled(_) => 0.0,
        };
        self.scheduled_of_groups.clear();
        self.scheduled_of_groups.extend(self.sources.iter().map(of_group));
        &self.scheduled_of_groups
    }

    /// Computes the value of each entry of `scheduled`. Neighbours with the same schedule and base and different factors share one
    /// computation.
    fn compute_scheduled(&mut self, time: Time) {
        let mut before: Option<(&ScheduledValue, f64)> = None;
        for (value, scheduled) in self.computed.iter_mut().zip(&self.scheduled) {
            let unscaled = match before {
                Some((before, unscaled)) if scheduled.differs_by_a_factor(before) => unscaled,
                _ => scheduled.unscaled_at(time),
            };
            before = Some((scheduled, unscaled));
            *value = scheduled.scaled(unscaled);
        }
    }

    #[cold]
    fn bad_value(&self, time: Time) -> Error {
        let group = self.next.iter().position(|next| !self.range.contains(*next)).unwrap_or(0);
        // As in a description, what all groups share has no group in its name.
        let group_in_name = self.next.iter().any(|next| self.range.contains(*next)).then_some(group);
        let setting = Setting { hyperparameter: self.hyperparameter, group: group_in_name };
        Error::bad_value(setting, self.range, time.step, self.next[group])
    }

    /// The number of steps that must be computed one after another to reach `time`.
    pub(crate) fn steps_to_walk(&self, time: Time) -> f64 {
        self.scheduled.iter().map(|scheduled| scheduled.steps_to_walk(time)).sum()
    }

    /// The value of each group at the time computed last.
    pub(crate) fn next(&self) -> &[f64] {
        &self.next
    }

    /// Writes the values that differ from `current`, in one call if all groups have the same value.
    pub(crate) fn write_changes(&self, current: &mut [f64], target: &mut (impl Tunable + ?Sized)) -> Result<()> {
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

    /// Checks that the optimizer can set the next values. It is called before anything is written.
    pub(crate) fn check_target(&self, target: &(impl Tunable + ?Sized)) -> Result<()> {
        if !target.has(self.hyperparameter) {
            return Err(self.absent());
        }
        if self.is_uniform || target.sets_groups(self.hyperparameter) {
            return Ok(());
        }
        let differs = |value: &f64| value.to_bits() != self.next[0].to_bits();
        let group = self.next.iter().position(differs).unwrap_or(0);
        Err(Error::Unsupported {
            setting: Setting::of_group(self.hyperparameter, group),
            problem: "of this optimizer cannot be set alone",
            expected: "the same value for all groups",
        })
    }

    #[cold]
    fn absent(&self) -> Error {
        Error::Unsupported {
            setting: Setting::of_all(self.hyperparameter),
            problem: "is not a hyperparameter of this optimizer",
            expected: self.hyperparameter.classes(),
        }
    }

    /// Writes the value of every group, also if it has not changed.
    pub(crate) fn write_all(&self, current: &mut Vec<f64>, target: &mut (impl Tunable + ?Sized)) -> Result<()> {
        let first = self.next[0];
        target.set(self.hyperparameter, first)?;
        current.clear();
        current.resize(self.next.len(), first);
        self.write_groups(current, target)
    }

    fn write_groups(&self, current: &mut [f64], target: &mut (impl Tunable + ?Sized)) -> Result<()> {
        for (group, (current, next)) in current.iter_mut().zip(&self.next).enumerate() {
            if current.to_bits() != next.to_bits() {
                target.set_group(self.hyperparameter, group, *next)?;
                *current = *next;
            }
        }
        Ok(())
    }
}

/// Sets each value. Most optimizers have one group, for which `fill` takes more instructions.
#[inline]
fn set_all(values: &mut [f64], value: f64) {
    match values {
        [only] => *only = value,
        _ => values.fill(value),
    }
}

#[inline]
fn same(left: &[f64], right: &[f64]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.to_bits() == right.to_bits())
}

/// Checks that the schedule of a setting has not ended before `time`, if a step after its end is an error.
pub(super) fn check_end(setting: impl Display, scheduled: &ScheduledValue, time: Time) -> Result<()> {
    match scheduled.end_before(time) {
        Some(end) => Err(Error::PastEnd { setting: setting.to_string(), step: time.step, end }),
        None => Ok(()),
    }
}
