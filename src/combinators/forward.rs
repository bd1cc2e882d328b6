//! What combinators have in common: most of them do one thing to the time or to the value of a schedule, and pass on the rest.

/// For one that changes the time, by its method `local`, and nothing else.
macro_rules! in_local_time {
    () => {
        fn value(&self, base: f64, time: f64) -> f64 {
            self.schedule.value(base, self.local(time))
        }

        fn is_proportional(&self) -> bool {
            self.schedule.is_proportional()
        }

        fn momentum(&self, time: f64) -> Option<f64> {
            self.schedule.momentum(self.local(time))
        }

        fn first_momentum(&self) -> Option<f64> {
            self.schedule.first_momentum()
        }

        fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
            self.schedule.take_over(base, before, self.local(time))
        }

        fn goes_on(&self) -> bool {
            self.schedule.goes_on()
        }

        fn walk(&self, time: f64) -> f64 {
            self.schedule.walk(self.local(time))
        }
    };
}

/// For one that changes the value, by its method `changed`, and leaves the momentum; the change may be made by another schedule.
macro_rules! in_value {
    ($($other:ident)?) => {
        fn value(&self, base: f64, time: f64) -> f64 {
            self.changed(self.schedule.value(base, time), time)
        }

        fn momentum(&self, time: f64) -> Option<f64> {
            self.schedule.momentum(time)
        }

        fn first_momentum(&self) -> Option<f64> {
            self.schedule.first_momentum()
        }

        fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
            self.changed(self.schedule.take_over(base, before, time), time)
        }

        fn goes_on(&self) -> bool {
            self.schedule.goes_on()
        }

        fn walk(&self, time: f64) -> f64 {
            self.schedule.walk(time) $(+ self.$other.walk(time))?
        }
    };
}

/// For one that makes a value of those of two schedules; the momentum is that of the first which has one.
macro_rules! of_both {
    ($combine:path) => {
        fn value(&self, base: f64, time: f64) -> f64 {
            $combine(self.schedule.value(base, time), self.other.value(base, time))
        }

        fn horizon(&self) -> Option<u64> {
            Some(self.schedule.horizon()?.max(self.other.horizon()?))
        }

        fn next_change(&self, step: u64) -> u64 {
            self.schedule.next_change(step).min(self.other.next_change(step))
        }

        fn momentum(&self, time: f64) -> Option<f64> {
            self.schedule.momentum(time).or_else(|| self.other.momentum(time))
        }

        fn first_momentum(&self) -> Option<f64> {
            self.schedule.first_momentum().or_else(|| self.other.first_momentum())
        }

        fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
            $combine(self.schedule.take_over(base, before, time), self.other.take_over(base, before, time))
        }

        fn goes_on(&self) -> bool {
            self.schedule.goes_on() || self.other.goes_on()
        }

        fn walk(&self, time: f64) -> f64 {
            self.schedule.walk(time) + self.other.walk(time)
        }
    };
}

pub(super) use {in_local_time, in_value, of_both};
