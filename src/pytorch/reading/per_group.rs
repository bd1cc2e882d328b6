use crate::{Result, Schedule};
use std::sync::Arc;

/// The schedules of all groups: one for all of them, or one for each.
pub(super) enum PerGroup {
    Shared(Arc<dyn Schedule>),
    Each(Vec<Arc<dyn Schedule>>),
}

impl PerGroup {
    pub(super) fn shared(schedule: impl Schedule + 'static) -> Self {
        Self::Shared(Arc::new(schedule))
    }

    pub(super) fn each(groups: usize, of_group: impl Fn(usize) -> Result<Box<dyn Schedule>>) -> Result<Self> {
        (0..groups).map(|group| Ok(Arc::from(of_group(group)?))).collect::<Result<_>>().map(Self::Each)
    }

    pub(super) fn is_shared(&self) -> bool {
        matches!(self, Self::Shared(_))
    }

    pub(super) fn of_group(&self, group: usize) -> Arc<dyn Schedule> {
        match self {
            Self::Shared(schedule) => Arc::clone(schedule),
            Self::Each(schedules) => Arc::clone(&schedules[group]),
        }
    }
}
