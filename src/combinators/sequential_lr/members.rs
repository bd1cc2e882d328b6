//! The members of a sequence, and the values with which one continues from another.

use super::SequentialLr;
use crate::schedule::lookup::{steps_to_walk, value_after};

impl SequentialLr {
    /// The index of the member that determines the value at `time`.
    pub(super) fn index(&self, time: f64) -> usize {
        self.milestones.partition_point(|&milestone| milestone as f64 <= time)
    }

    /// The time at which a member starts.
    pub(super) fn start(&self, index: usize) -> f64 {
        if index == 0 { 0.0 } else { self.milestones[index - 1] as f64 }
    }

    /// The index of the last member that runs before the member `index`. It skips members without steps.
    fn before(&self, index: usize) -> usize {
        let start = self.start(index);
        self.milestones.partition_point(|&milestone| (milestone as f64) < start)
    }

    /// The last time at which a member is evaluated before the next one starts, in steps since its own start.
    pub(super) fn last_time(&self, index: usize) -> f64 {
        self.start(index + 1) - 1.0 - self.start(index)
    }

    /// Whether the member `index` starts from the last value of the member before it.
    pub(super) fn continues(&self, index: usize) -> bool {
        self.start(index) > 0.0 && self.continues[index]
    }

    /// The entry of the member `index` in `origins`, from the entries of the members before it.
    pub(super) fn next_origin(&self, index: usize) -> (usize, f64) {
        if !self.continues(index) {
            return (index, 0.0);
        }
        let before = self.before(index);
        let (origin, steps) = self.origins[before];
        (origin, steps + steps_to_walk(&self.schedules[before], self.last_time(before)))
    }

    /// The value of the member `last` at `time`. The sequence starts from the value `before`, or from its base if that is `None`.
    ///
    /// Members that start from the value before them are computed in a loop. A recursion over a long list would overflow the stack.
    pub(super) fn follow(&self, base: f64, before: Option<f64>, last: usize, time: f64) -> f64 {
        let own_time = time - self.start(last);
        let before = match (self.continues(last), before.filter(|_| self.origins[last].0 == 0)) {
            (false, None) => return self.schedules[last].value(base, own_time),
            (false, Some(before)) => before,
            (true, before) => {
                let first = || before.unwrap_or(base);
                let next = |value, member: u64| self.last_value(base, (value, before), member as usize - 1, last);
                // The usual sequence has one member before, whose value needs no cache.
                match self.origins[last].0 {
                    origin if last - origin == 1 => next(first(), last as u64),
                    _ => self.before.at_after(base, before, last as u64, first, next),
                }
            }
        };
        value_after(&self.schedules[last], base, before, own_time)
    }

    /// The value of a member before the next one starts, if `value` is the value before the member, and `before` the value from which
    /// the sequence starts. A member on which the member `last` does not depend is not computed.
    fn last_value(&self, base: f64, (value, before): (f64, Option<f64>), member: usize, last: usize) -> f64 {
        let time = self.last_time(member);
        match self.continues(member) || (member == 0 && before.is_some()) {
            _ if member < self.origins[last].0 || !self.has_steps(member) => value,
            true => value_after(&self.schedules[member], base, value, time),
            false => self.schedules[member].value(base, time),
        }
    }

    /// Whether a member runs at all. It does not if the next one starts at the same step.
    pub(super) fn has_steps(&self, index: usize) -> bool {
        self.milestones.get(index).is_none_or(|&milestone| milestone as f64 > self.start(index))
    }
}

impl SequentialLr {
    /// The momentum of a member, `time` steps after its start.
    pub(super) fn momentum_of(&self, index: usize, time: f64) -> Option<f64> {
        self.schedules[index].momentum()?.momentum_at(time)
    }

    /// For each member, the last one before it from which a momentum continues. A member without steps never runs, so no momentum
    /// continues from it.
    pub(super) fn momenta(&self) -> Vec<Option<usize>> {
        let mut last = None;
        let before = |index| {
            let before = last;
            if self.has_steps(index) && index + 1 < self.schedules.len() && self.momentum_of(index, self.last_time(index)).is_some()
            {
                last = Some(index);
            }
            before
        };
        (0..self.schedules.len()).map(before).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Constant, Function, MultiplicativeLr, Result, Schedule, SequentialLr, StepLr, SwaLr};

    fn sequence() -> Result<SequentialLr> {
        let falling = || Function::constant(0.9).map(|factor| MultiplicativeLr::of(factor).boxed());
        let averaged = || SwaLr::new(0.01).map(Schedule::boxed);
        let first = [falling()?, averaged()?, falling()?, Constant.boxed(), falling()?];
        let inner = SequentialLr::new([falling()?, averaged()?, falling()?], [4, 9])?;
        let all = first.into_iter().chain([averaged()?, StepLr::new(2, 0.5)?.boxed(), inner.boxed(), falling()?]);
        SequentialLr::new(all, [5, 5, 8, 20, 20, 31, 40, 60])
    }

    #[test]
    fn the_order_of_the_steps_never_changes_a_value() -> Result<()> {
        let jumping = sequence()?;
        for step in (0..200u64).map(|index| index * 37 % 101) {
            for base in [0.1, 0.5] {
                assert_eq!(jumping.at(base, step).to_bits(), sequence()?.at(base, step).to_bits(), "base {base}, step {step}");
            }
        }
        Ok(())
    }
}
