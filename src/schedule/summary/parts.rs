//! Summaries of schedules that contain other schedules.

use super::summary::Summary;
use crate::Schedule;
use crate::schedule::arithmetic::product;

impl Summary {
    /// Appends the summary of a member that runs from step `from` to step `until` of the containing schedule. `until` is `None`
    /// if the member runs as long as the containing schedule.
    pub(crate) fn member(&mut self, from: u64, until: Option<u64>, schedule: &dyn Schedule) {
        let (start, end) = (self.start, self.end);
        let until = until.map(|until| self.absolute(until));
        self.end = end.into_iter().chain(until).min();
        self.start = self.absolute(from);
        self.is_new_part = from > 0 && self.arrived.is_none();
        self.add(schedule);
        (self.start, self.end) = (start, end);
    }

    /// Appends the summary of the last member, which starts at step `from`. If the containing schedule ends before `from`, warns instead. `what` names the start of
    /// the member in the warning.
    pub(crate) fn final_member(&mut self, from: u64, what: &str, schedule: &dyn Schedule) {
        self.phase_start(from, what);
        if self.reaches(from) != Some(false) {
            self.member(from, None, schedule);
        }
    }

    /// Appends the summary of a schedule whose values are multiplied by `factor`.
    pub(crate) fn scaled(&mut self, factor: f64, schedule: &dyn Schedule) {
        let scale = product(self.scale, factor);
        let outer = std::mem::replace(&mut self.scale, scale);
        self.add(schedule);
        self.scale = outer;
    }

    /// Appends the summary of a schedule each of whose steps takes `steps` steps of the containing schedule.
    pub(crate) fn at_pace(&mut self, steps: u64, schedule: &dyn Schedule) {
        let pace = self.pace.saturating_mul(steps);
        let outer = std::mem::replace(&mut self.pace, pace);
        self.add(schedule);
        self.pace = outer;
    }

    /// Returns the sentence of `schedule` without appending it, for a caller that puts it into its own sentence. The phase boundaries and the warnings of the
    /// schedule are added to this summary.
    pub(crate) fn sentence_of(&mut self, schedule: &dyn Schedule) -> String {
        let (sentence, arrived) = (std::mem::take(&mut self.sentence), self.arrived.take());
        let is_new_part = std::mem::take(&mut self.is_new_part);
        self.add(schedule);
        (self.arrived, self.is_new_part) = (arrived, is_new_part);
        std::mem::replace(&mut self.sentence, sentence)
    }

    /// As [`sentence_of`](Self::sentence_of), for a schedule that is used as a factor: its base is 1.
    pub(crate) fn factor_sentence_of(&mut self, schedule: &dyn Schedule) -> String {
        let outer = (self.base, self.scale);
        (self.base, self.scale) = (1.0, 1.0);
        let sentence = self.sentence_of(schedule);
        (self.base, self.scale) = outer;
        sentence
    }
}
