use super::proposal::{Cycles, MOST_CYCLES, Part};
use super::summary::Summary;

impl Summary {
    /// Appends cycles of `period` steps. `each` appends one of them; it gets the number and the length of the cycle.
    pub(crate) fn repeated(&mut self, period: u64, each: impl FnMut(&mut Self, u64, u64)) {
        self.repeated_longer(period, 1, each);
    }

    /// Appends cycles as [`repeated`](Self::repeated) does, but each cycle is `growth` times as long as the one before.
    pub(crate) fn repeated_longer(&mut self, period: u64, growth: u64, mut each: impl FnMut(&mut Self, u64, u64)) {
        let (start, end) = (self.start, self.end);
        let next = |&(first, length): &(u64, u64)| Some((first.saturating_add(length), length.saturating_mul(growth)));
        let is_within = |&(first, _): &(u64, u64)| end.is_none_or(|end| self.absolute(first) < end);
        let all = std::iter::successors(Some((0, period)), next).take_while(is_within);
        let mut listed: Vec<_> = all.take(MOST_CYCLES + 1).map(|(first, length)| (self.absolute(first), length)).collect();
        let is_complete = listed.len() <= MOST_CYCLES.min(self.cycles_left) && end.is_some();
        if listed.is_empty() {
            return;
        }
        if !is_complete {
            listed.truncate(1);
        }
        self.cycles_left = self.cycles_left.saturating_sub(listed.len());
        let outer = std::mem::take(&mut self.parts);
        let mut cycles = vec![];
        for (number, (first, length)) in (0..).zip(listed) {
            self.start = first;
            let until = self.absolute(length);
            self.end = Some(end.map_or(until, |end| end.min(until)));
            each(self, number, length);
            cycles.push(std::mem::take(&mut self.parts));
        }
        self.parts = outer;
        (self.start, self.end) = (start, end);
        if let (true, [only]) = (is_complete, &mut cycles[..]) {
            return self.parts.append(only);
        }
        let period = period.saturating_mul(self.pace);
        self.parts.push(Part::Cycles(Cycles { start, end, period, growth, cycles, is_complete }));
    }
}
