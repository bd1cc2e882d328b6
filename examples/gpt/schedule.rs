use super::model::NO_DECAY;
use super::settings::{Settings, Shape};
use anyhow::{Result, ensure};
use tch_lr_scheduler::{Constant, CosineAnnealingLr, LinearLr, Piecewise, Plan, PlanSpec, Schedule};

/// The number of steps if neither the settings nor a plan file have one.
pub const DEFAULT_STEPS: u64 = 800;

/// The fraction of the highest rate at the end of the cosine.
const COSINE_END: f64 = 0.1;

/// The plan of a run, and the number of its steps.
pub struct Planned {
    pub plan: Plan,
    pub steps: u64,
}

/// The plan of the file, or the plan of `--shape`, with weight decay for the matrices only.
pub fn planned(settings: &Settings) -> Result<Planned> {
    let (plan, steps) = match &settings.schedule {
        Some(path) => {
            let plan = PlanSpec::read(path)?.plan()?;
            let steps = settings.steps.or(plan.run_length()).unwrap_or(DEFAULT_STEPS);
            (plan, steps)
        }
        None => {
            let steps = settings.steps.unwrap_or(DEFAULT_STEPS);
            (plan_of_shape(settings, steps)?, steps)
        }
    };
    // A plan file may schedule the weight decay too.
    let has_decay = !plan.preview(2, 0)?.weight_decay.is_empty();
    let plan = if has_decay {
        plan
    } else {
        plan.weight_decay(settings.weight_decay, Constant).weight_decay_group(NO_DECAY, 0.0, Constant)
    };
    Ok(Planned { plan: plan.total_steps(steps), steps })
}

fn plan_of_shape(settings: &Settings, steps: u64) -> Result<Plan> {
    let Settings { lr, warmup, decay, .. } = *settings;
    ensure!(warmup < steps, "--warmup is {warmup}, expected fewer steps than the run has, {steps}; use --warmup {}", steps / 10);
    let after_warmup = steps - warmup;
    Ok(match settings.shape {
        Shape::Wsd => {
            // The steps of the decay, counted in steps after the warm-up.
            let falls_from = after_warmup.saturating_sub((decay * steps as f64) as u64);
            let shape = Piecewise::starting_at(1.0)?.constant_to(falls_from)?.linear_to(after_warmup, 0.0)?;
            if warmup == 0 { Plan::lr(lr, shape) } else { Plan::lr(lr, shape.warmup(warmup)?) }
        }
        Shape::Cosine => {
            let shape = CosineAnnealingLr::new(after_warmup)?.eta_min(COSINE_END * lr)?;
            // As in Python torch: SequentialLR of LinearLR and CosineAnnealingLR. Only the rounding errors of torch's `step()`
            // differ.
            let first = 1.0 / (warmup + 1) as f64;
            if warmup == 0 { Plan::lr(lr, shape) } else { Plan::lr(lr, LinearLr::new(first, 1.0, warmup)?.then(warmup, shape)) }
        }
    })
}
