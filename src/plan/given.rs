use super::scheduled_value::{Role, ScheduledValue};
use crate::error::check;
use crate::schedule::lookup;
use crate::{Constant, Result, Schedule, ScheduleSpec};
use std::fmt::Display;
use std::sync::Arc;

/// A base, a schedule, or both, for one group or for all groups. If the entry of a group lacks a part, the group takes this part
/// from the entry of all groups.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    base: Option<f64>,
    schedule: Option<Arc<dyn Schedule>>,
    role: Role,
}

impl Given {
    pub(crate) fn both(base: f64, schedule: impl Schedule + 'static) -> Self {
        Self::parts(Some(base), Some(Arc::new(schedule)))
    }

    pub(crate) fn base_only(base: f64) -> Self {
        Self::parts(Some(base), None)
    }

    pub(crate) fn parts(base: Option<f64>, schedule: Option<Arc<dyn Schedule>>) -> Self {
        Self { base, schedule, role: Role::Value }
    }

    pub(crate) fn base(&self) -> Option<f64> {
        self.base
    }

    pub(crate) fn spec(&self) -> Option<ScheduleSpec> {
        self.schedule.as_ref().map(|schedule| ScheduleSpec::of(&**schedule))
    }

    /// The companion momentum of the schedule, or `None` if there is no schedule or it has none. Its base is the momentum at
    /// step 0.
    pub(crate) fn companion_momentum(&self) -> Option<Self> {
        let momentum = self.schedule.as_ref()?.momentum()?.initial_momentum()?;
        Some(Self { base: Some(momentum), role: Role::CompanionMomentum, ..self.clone() })
    }

    /// The same, with a constant schedule if there is a base and no schedule.
    pub(crate) fn or_constant(&self) -> Self {
        let constant = || Arc::new(Constant) as Arc<dyn Schedule>;
        let schedule = self.schedule.clone().or_else(|| self.base.map(|_| constant()));
        Self { schedule, ..self.clone() }
    }

    pub(crate) fn has_schedule(&self) -> bool {
        self.schedule.is_some()
    }

    /// The scheduled value, with the absent parts from `common`. The value is constant if neither has a schedule. `None` if neither
    /// has a base.
    pub(crate) fn complete(&self, common: Option<&Self>) -> Option<ScheduledValue> {
        let base = self.base.or(common.and_then(|common| common.base))?;
        let (schedule, role) = match (&self.schedule, common) {
            (Some(schedule), _) => (Arc::clone(schedule), self.role),
            (None, Some(Self { schedule: Some(schedule), role, .. })) => (Arc::clone(schedule), *role),
            _ => (Arc::new(Constant) as Arc<dyn Schedule>, Role::Value),
        };
        Some(ScheduledValue::of(base, schedule, role))
    }

    pub(crate) fn check(&self, setting: impl Display) -> Result<()> {
        self.schedule.as_ref().map_or(Ok(()), |schedule| lookup::nesting(&**schedule).check("plan"))?;
        self.base.map_or(Ok(()), |base| check::of_setting(setting, "base", base))
    }
}
