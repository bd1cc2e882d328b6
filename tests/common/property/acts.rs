//! Random actions of a training loop.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tch_lr_scheduler::{Cooldown, Error, PlanSpec, Result, Scheduler, Shape, Tunable};

/// A call that a training loop makes on a scheduler.
#[derive(Debug, Clone)]
pub enum Act {
    Step,
    Seek(u64),
    SeekTime(f64),
    Metric(f64),
    CoolDown { to: f64, is_factor: bool, steps: u64, shape: Shape },
}

pub fn acts() -> impl Strategy<Value = Vec<Act>> {
    let metric = prop_oneof![0.0..1.0, select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 0.0, 1e300, -1.0, 5e-324])];
    let shapes = vec![Shape::linear(), Shape::cosine(), Shape::one_minus_sqrt(), Shape::one_minus_square(), Shape::half_life()];
    let cooldown = (select(vec![0.0, 1e-5, 1.0, 0.5]), any::<bool>(), select(vec![1, 2, 7, u64::MAX]), select(shapes));
    let act = prop_oneof![
        8 => Just(Act::Step),
        1 => prop_oneof![(0..60u64), select(vec![0, 1_000, 1 << 53, u64::MAX])].prop_map(Act::Seek),
        1 => (0.0..40.0).prop_map(Act::SeekTime),
        5 => metric.prop_map(Act::Metric),
        1 => cooldown.prop_map(|(to, is_factor, steps, shape)| Act::CoolDown { to, is_factor, steps, shape }),
    ];
    vec(act, 0..16)
}

/// Performs the act. After the end of a plan that makes such a step an error, it changes nothing.
pub fn perform(act: &Act, scheduler: &mut Scheduler, optimizer: &mut (impl Tunable + ?Sized)) -> Result<()> {
    match try_to_perform(act, scheduler, optimizer) {
        Err(Error::PastEnd { .. }) => Ok(()),
        other => other,
    }
}

fn try_to_perform(act: &Act, scheduler: &mut Scheduler, optimizer: &mut (impl Tunable + ?Sized)) -> Result<()> {
    match *act {
        Act::Step => scheduler.step(optimizer).map(drop),
        // Schedules without a closed form take too long at far steps.
        Act::Seek(step) => scheduler.seek(if walks(scheduler.state().plan()) { step.min(500) } else { step }, optimizer).map(drop),
        Act::SeekTime(time) if time > 500.0 && walks(scheduler.state().plan()) => scheduler.seek_time(500.0, optimizer).map(drop),
        Act::SeekTime(time) => scheduler.seek_time(time, optimizer).map(drop),
        Act::Metric(metric) => match scheduler.metric(metric, optimizer) {
            Err(Error::NoFeedback { .. }) => Ok(()),
            other => other.map(drop),
        },
        Act::CoolDown { to, is_factor, steps, ref shape } => {
            let cooldown = if is_factor { Cooldown::to_factor(to, steps) } else { Cooldown::to(to, steps) }?;
            scheduler.cool_down(cooldown.shape(shape.clone())?, optimizer).map(drop)
        }
    }
}

/// Whether the plan may hold a schedule without a closed form.
pub fn walks(plan: &PlanSpec) -> bool {
    let plan = plan.to_string();
    plan.contains("MultiplicativeLR") || plan.contains("ChainedScheduler")
}
