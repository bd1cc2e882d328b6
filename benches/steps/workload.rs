//! The steps and the parameter groups that each schedule is measured with.

use tch_lr_scheduler::{Plan, Result, Schedule};

/// Each benchmark takes steps 1 to `STEPS` in one iteration.
pub const STEPS: u64 = 1_000;

/// How the parameter groups of an optimizer look.
#[derive(Clone, Copy)]
pub struct Groups {
    pub count: usize,
    pub differ: bool,
}

pub const GROUPS: [Groups; 5] = [
    Groups { count: 1, differ: false },
    Groups { count: 10, differ: false },
    Groups { count: 100, differ: false },
    Groups { count: 10, differ: true },
    Groups { count: 100, differ: true },
];

impl Groups {
    pub fn name(self) -> String {
        format!("{}{}", self.count, if self.differ { " different" } else { "" })
    }

    /// The base and the schedule of each group if the groups differ; else one base and schedule for all groups.
    pub fn schedules<S>(self, schedule: impl Fn(f64) -> Result<S>) -> Result<Vec<(f64, S)>> {
        let scales = (0..if self.differ { self.count } else { 1 }).map(|group| 1.0 + group as f64);
        scales.map(|scale| Ok((0.1 * scale, schedule(scale)?))).collect()
    }

    pub fn plan<S: Schedule + 'static>(self, schedule: impl Fn(f64) -> Result<S>) -> Result<Plan> {
        if self.differ { Ok(Plan::lr_groups(self.schedules(schedule)?)) } else { Ok(Plan::lr(0.1, schedule(1.0)?)) }
    }
}
