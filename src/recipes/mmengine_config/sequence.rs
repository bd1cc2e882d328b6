use super::member::Member;
use crate::data::Node;
use crate::{Constant, Result, Schedule};

/// The schedule of several schedulers of mmengine, each of which acts on the value that the others have left.
#[derive(Default)]
pub(super) struct Sequence {
    schedule: Option<Box<dyn Schedule>>,
    /// The last step of all windows so far, and of those of schedulers with an end value of their own.
    end: u64,
    end_of_absolute: u64,
}

impl Sequence {
    /// The fraction of the base that a scheduler finds that begins at `step`.
    pub(super) fn entry(&self, base: f64, step: u64) -> f64 {
        match (&self.schedule, step.checked_sub(1)) {
            (Some(schedule), Some(before)) if base != 0.0 => schedule.at(base, before) / base,
            _ => 1.0,
        }
    }

    /// Adds a scheduler that begins no earlier than those before. It is an error at `node` if it has an end value of its own and acts
    /// at the same time as another.
    pub(super) fn add(&mut self, node: &Node<'_>, member: Member, base: f64) -> Result<()> {
        let (begin, end) = (member.window.first_step(), member.window.end_step());
        let overlaps = if member.is_proportional { self.end_of_absolute } else { self.end };
        if self.schedule.is_some() && begin < overlaps {
            let expected =
                format!("a begin at step {overlaps} or later: of two schedulers at the same time, one has an end value of its own");
            return Err(node.problem(expected, format!("a begin at step {begin}")));
        }
        let entry = self.entry(base, begin);
        self.schedule = Some(match self.schedule.take() {
            None if begin == 0 => member.schedule,
            None => Constant.then(begin, member.schedule).boxed(),
            // A scheduler that finds the base needs no product.
            Some(before) if !member.is_proportional || begin >= self.end && entry == 1.0 => {
                before.then(begin, member.schedule).boxed()
            }
            Some(before) if begin == 0 => before.times(member.schedule).boxed(),
            Some(before) => before.times(Constant.then(begin, member.schedule)).boxed(),
        });
        self.end = self.end.max(end);
        if !member.is_proportional {
            self.end_of_absolute = end;
        }
        Ok(())
    }

    /// Whether the value changes at `step` or later.
    pub(super) fn moves_from(&self, step: u64) -> bool {
        self.schedule.as_ref().is_some_and(|schedule| schedule.constant_from().is_none_or(|from| from > step))
    }

    /// Whether a scheduler with an end value of its own acts at `step` or later.
    pub(super) fn is_absolute_from(&self, step: u64) -> bool {
        self.end_of_absolute > step
    }

    pub(super) fn into_schedule(self) -> Box<dyn Schedule> {
        self.schedule.unwrap_or_else(|| Constant.boxed())
    }
}
