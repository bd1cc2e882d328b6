use super::bases::is_proportional;
use crate::data::Data;
use crate::plan::scheduled_value::ScheduledValue;
use std::collections::HashMap;

/// The schedules of a plan as data, each once, although many groups may share one.
pub(super) struct Distinct {
    /// The data of each schedule, and whether it is the base times a factor in torch too.
    pub(super) specs: Vec<(Data, bool)>,
    /// The index of the schedule of each group.
    pub(super) of_group: Vec<usize>,
}

impl Distinct {
    pub(super) fn of(scheduled: &[ScheduledValue]) -> Self {
        let (mut specs, mut index_of) = (vec![], HashMap::new());
        let mut index = |scheduled: &ScheduledValue| {
            *index_of.entry(scheduled.schedule_id()).or_insert_with(|| {
                let spec = scheduled.spec().into_data();
                let is_proportional = is_proportional(&spec);
                specs.push((spec, is_proportional));
                specs.len() - 1
            })
        };
        let of_group = scheduled.iter().map(&mut index).collect();
        Self { specs, of_group }
    }
}
