//! Summaries of schedules that contain other schedules.

use super::summary::Summary;
use crate::Schedule;

impl Summary {
    /// Appends the summary of a member that runs from step `from` to step `until` of the containing schedule. `until` is `None`
    /// if the member runs as long as the containing schedule. A member that starts at the end or later has no phases.
    pub(crate) fn member(&mut self, from: u64, until: Option<u64>, schedule: &dyn Schedule) {
        let (start, end) = (self.start, self.end);
        let until = until.map(|until| self.absolute(until));
        self.end = end.into_iter().chain(until).min();
        self.start = self.absolute(from);
        if self.end.is_none_or(|end| self.start < end) {
            self.add(schedule);
        }
        (self.start, self.end) = (start, end);
    }

    /// Appends a member as [`member`](Self::member) does, for a member that continues from the value `before`, or from its base if
    /// `before` is `None`.
    pub(crate) fn member_after(&mut self, before: Option<f64>, from: u64, until: Option<u64>, schedule: &dyn Schedule) {
        let outer = std::mem::replace(&mut self.before, before);
        self.member(from, until, schedule);
        self.before = outer;
    }

    /// Appends the summary of a schedule with another base, until step `period`.
    pub(crate) fn cycle_with_base(&mut self, base: f64, period: u64, schedule: &dyn Schedule) {
        let (base, before) = (std::mem::replace(&mut self.base, base), self.before.take());
        self.member(0, Some(period), schedule);
        (self.base, self.before) = (base, before);
    }

    /// Appends the summary of a schedule each of whose steps takes `steps` steps of the containing schedule. Its time is fractional
    /// between them.
    pub(crate) fn stretched(&mut self, steps: u64, schedule: &dyn Schedule) {
        let pace = self.pace.saturating_mul(steps);
        let outer = std::mem::replace(&mut self.pace, pace);
        self.add(schedule);
        self.pace = outer;
    }

    /// Appends a schedule as [`stretched`](Self::stretched) does, but the value stays until the next step of the schedule.
    pub(crate) fn at_pace(&mut self, steps: u64, schedule: &dyn Schedule) {
        let grid = self.pace.saturating_mul(steps);
        let outer = std::mem::replace(&mut self.grid, grid);
        self.stretched(steps, schedule);
        self.grid = outer;
    }
}
