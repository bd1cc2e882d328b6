use tch_lr_scheduler::{Schedule, ScheduleSpec};

/// What the accessors of a schedule answer, in one call each.
pub trait Asked {
    fn companion(&self, time: f64) -> Option<f64>;
    fn initial_companion(&self) -> Option<f64>;
    fn steps_to_walk(&self, time: f64) -> f64;
    fn chained(&self, current: f64, base: f64, step: u64) -> f64;
    fn continued(&self, base: f64, before: f64, time: f64) -> f64;
    fn continues(&self) -> bool;
    fn is_proportional(&self) -> bool;
    fn spec(&self) -> ScheduleSpec;
}

impl<S: Schedule> Asked for S {
    fn companion(&self, time: f64) -> Option<f64> {
        self.momentum()?.momentum_at(time)
    }

    fn initial_companion(&self) -> Option<f64> {
        self.momentum()?.initial_momentum()
    }

    fn steps_to_walk(&self, time: f64) -> f64 {
        self.history().map_or(0.0, |history| history.steps_to_walk(time))
    }

    /// As a chain asks a member.
    fn chained(&self, current: f64, base: f64, step: u64) -> f64 {
        let member = self.history().and_then(|history| history.in_chain());
        member.unwrap_or_else(|| panic!("{self:?} does not act in a chain")).chain(current, base, step)
    }

    /// As a sequence asks the schedule behind a milestone.
    fn continued(&self, base: f64, before: f64, time: f64) -> f64 {
        match self.history().and_then(|history| history.continuation()) {
            Some(continuation) => continuation.value_after(base, before, time),
            None => self.value(base, time),
        }
    }

    fn continues(&self) -> bool {
        self.history().is_some_and(|history| history.continuation().is_some())
    }

    fn is_proportional(&self) -> bool {
        self.history().and_then(|history| history.in_chain()).is_some_and(|member| member.is_proportional())
    }

    fn spec(&self) -> ScheduleSpec {
        ScheduleSpec::of(self)
    }
}
