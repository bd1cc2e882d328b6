//! The plan of each name.

use super::cycles::{cycles, length};
use super::noise::noisy;
use super::warmup::{constant, rising_to, warmed_up};
use super::{TimmArguments, arguments};
use crate::data::nearest;
use crate::error::check::{self, ensure};
use crate::{
    CosineAnnealingWarmRestarts, CosineDecay, Error, MultiStepLr, Plan, PolynomialDecay, ReduceLrOnPlateau, Result, Schedule,
    Shape, StepLr, Tanh, Wsd,
};

type Build = fn(f64, &TimmArguments) -> Result<Plan>;

const NAMES: &[(&str, Build)] = &[
    ("cosine", cosine),
    ("tanh", tanh),
    ("step", step),
    ("multistep", multistep),
    ("poly", poly),
    ("constant", hold),
    ("plateau", plateau),
    ("wsd", wsd),
    ("rsqrt", rsqrt),
    ("none", none),
];

const OWNER: &str = "timm";

pub(super) fn plan(name: &str, lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    if let Some((_, build)) = NAMES.iter().find(|(known, _)| *known == name) {
        return build(lr, arguments);
    }
    let names = || NAMES.iter().map(|(known, _)| *known);
    let all = names().collect::<Vec<_>>().join(", ");
    let bound = match nearest(name, names()) {
        Some(near) => format!("{near}, the nearest of {all}"),
        None => format!("one of {all}"),
    };
    Err(Error::parameter(OWNER, "sched", bound, format!("{name:?}")))
}

fn cosine(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let schedule = if arguments.cycle_limit > 1 && arguments.k_decay == 1.0 {
        let restarts =
            CosineAnnealingWarmRestarts::new(arguments.steps(arguments.num_epochs)?)?.t_mult(arguments.cycle_mul as u64)?;
        let restarts = restarts.peak_decay(arguments.cycle_decay)?.cycle_limit(arguments.cycle_limit)?;
        restarts.eta_min(arguments.min_lr)?.boxed()
    } else {
        cycles(arguments, |steps, end| CosineDecay::new(steps)?.k_decay(arguments.k_decay)?.eta_min(end))?
    };
    of_cycles(lr, arguments, schedule, |_| 1.0)
}

/// The warm-up rises to the value of the schedule behind it, not to the base as in the other schedulers of timm.
fn tanh(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let warmup = arguments.steps(arguments.warmup_epochs)?;
    of_cycles(lr, arguments, cycles(arguments, |steps, end| Tanh::new(steps)?.eta_min(end))?, |schedule| {
        schedule.at(lr, warmup) / lr
    })
}

/// The exponent is `decay_rate`, as in timm.
fn poly(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let power = check::finite_not_negative(OWNER, "decay_rate", arguments.decay_rate)?;
    let cycle = |steps, end| PolynomialDecay::new(steps, power)?.k_decay(arguments.k_decay)?.eta_min(end);
    of_cycles(lr, arguments, cycles(arguments, cycle)?, |_| 1.0)
}

/// A plan with a schedule of cycles. `top` is the fraction of the base to which a warm-up that replaces the first steps rises.
fn of_cycles(lr: f64, arguments: &TimmArguments, schedule: Box<dyn Schedule>, top: impl Fn(&dyn Schedule) -> f64) -> Result<Plan> {
    let warmup = if arguments.warmup_prefix { arguments.warmup_epochs } else { 0 };
    let steps = length(arguments)?.saturating_add(arguments.steps(warmup.saturating_add(arguments.cooldown_epochs))?);
    let top = if arguments.warmup_prefix { 1.0 } else { top(&*schedule) };
    let schedule = rising_to(top, schedule, lr, arguments, arguments.warmup_prefix)?;
    Ok(Plan::lr(lr, noisy(schedule, arguments, 1)?).total_steps(steps))
}

/// A plan with a schedule without cycles.
fn of_epochs(lr: f64, arguments: &TimmArguments, schedule: Box<dyn Schedule>) -> Result<Plan> {
    let warmup = if arguments.warmup_prefix { arguments.warmup_epochs } else { 0 };
    let steps = arguments.steps(arguments.num_epochs.saturating_add(warmup))?;
    let schedule = warmed_up(schedule, lr, arguments, arguments.warmup_prefix)?;
    Ok(Plan::lr(lr, noisy(schedule, arguments, 1)?).total_steps(steps))
}

fn hold(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    of_epochs(lr, arguments, constant())
}

/// No scheduler: the rate stays as the optimizer has it, without warm-up or noise.
fn none(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let warmup = if arguments.warmup_prefix { arguments.warmup_epochs } else { 0 };
    Ok(Plan::lr(lr, constant()).total_steps(arguments.steps(arguments.num_epochs.saturating_add(warmup))?))
}

/// timm computes `t // decay_t`, where the time between two decays may be fractional: 2.4 epochs.
fn step(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let between = arguments.time(arguments.decay_epochs.unwrap_or(90.0));
    check::finite_above_zero(OWNER, "decay_epochs", between)?;
    let decay = check::finite_not_negative(OWNER, "decay_rate", arguments.decay_rate)?;
    if between.fract() == 0.0 {
        return of_epochs(lr, arguments, StepLr::new(between as u64, decay)?.boxed());
    }
    let steps = arguments.steps(arguments.num_epochs.saturating_add(arguments.warmup_epochs))?;
    let decays = steps as f64 / between;
    ensure(
        decays <= arguments::MOST_DECAYS,
        OWNER,
        "decay_epochs",
        "whole steps, or fewer than 100,000 decays in the run",
        between,
    )?;
    let milestones = (1..=decays as u64).map(|index| product_rounded_up(index as f64, between));
    of_epochs(lr, arguments, MultiStepLr::new(milestones, decay)?.boxed())
}

/// The smallest whole number that is at least the exact product. `35 * 16.8` is a little above 588, and is rounded to 588.0.
fn product_rounded_up(index: f64, between: f64) -> u64 {
    let near = (index * between).ceil();
    // `mul_add` rounds once, so its sign is that of the exact difference.
    let is_reached = |step: f64| index.mul_add(between, -step) <= 0.0;
    (if !is_reached(near) {
        near + 1.0
    } else if is_reached(near - 1.0) {
        near - 1.0
    } else {
        near
    }) as u64
}

/// A milestone of timm acts one step early.
fn multistep(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let mut milestones = vec![];
    for &epoch in &arguments.decay_milestones {
        milestones.push(arguments.steps(epoch)?.saturating_sub(1));
    }
    of_epochs(lr, arguments, MultiStepLr::new(milestones, arguments.decay_rate)?.boxed())
}

/// The rule counts after the warm-up.
fn plateau(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    ensure(arguments.updates_per_epoch.is_none(), OWNER, "updates_per_epoch", "None for plateau", arguments.updates_per_epoch)?;
    let rule = ReduceLrOnPlateau::new()
        .mode(arguments.plateau_mode)
        .factor(arguments.decay_rate)?
        .patience(arguments.patience_epochs)
        .min_lr(arguments.min_lr)?;
    let rule = if arguments.warmup_epochs == 0 { rule } else { rule.during(arguments.warmup_epochs..) };
    let bound = "empty for plateau with a min_lr above 0, because timm adds the noise behind this limit";
    ensure(arguments.noise.is_empty() || arguments.min_lr == 0.0, OWNER, "noise", bound, format!("{:?}", arguments.noise))?;
    let schedule = warmed_up(constant(), lr, arguments, true)?;
    let schedule = noisy(schedule, arguments, arguments.warmup_epochs.saturating_add(1))?;
    let warmup = if arguments.warmup_prefix { arguments.warmup_epochs } else { 0 };
    Ok(Plan::lr(lr, schedule).reduce_lr_on_plateau(rule).total_steps(arguments.num_epochs.saturating_add(warmup)))
}

fn wsd(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let (schedule, steps) = phases(lr, arguments, "1-sqrt")?;
    Ok(Plan::lr(lr, noisy(schedule.boxed(), arguments, 1)?).total_steps(steps))
}

fn rsqrt(lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    let (schedule, steps) = phases(lr, arguments, "linear")?;
    let schedule = match arguments.stable_timescale {
        Some(epochs) => schedule.timescale(arguments.time(epochs))?,
        None => schedule,
    };
    Ok(Plan::lr(lr, noisy(schedule.rsqrt()?.boxed(), arguments, 1)?).total_steps(steps))
}

/// The warm-up, the stable phase and the decay, and the length of the run.
fn phases(lr: f64, arguments: &TimmArguments, default: &str) -> Result<(Wsd, u64)> {
    let (whole, warmup) = (arguments.steps(arguments.num_epochs)?, arguments.steps(arguments.warmup_epochs)?);
    let behind = if arguments.warmup_prefix { whole } else { whole.saturating_sub(warmup) };
    let epochs = check::finite_above_zero(OWNER, "decay_epochs", arguments.decay_epochs.unwrap_or(0.2))?;
    let decay = if epochs < 1.0 { epochs * behind as f64 } else { arguments.time(epochs) };
    // Python's `round`.
    let decay = decay.round_ties_even();
    let bound = || format!("from 1 step to the {behind} steps behind the warm-up");
    ensure(decay >= 1.0 && decay <= behind as f64, OWNER, "decay_epochs", bound(), epochs)?;
    let shape = match arguments.decay_fn.as_deref().unwrap_or(default) {
        "linear" => Shape::linear(),
        "1-sqrt" | "power" => Shape::one_minus_sqrt(),
        "cosine" => Shape::cosine(),
        "exp" => Shape::exponential_normalized(0.1)?,
        other => {
            let bound = "one of linear, 1-sqrt, cosine, power, exp";
            return Err(Error::parameter(OWNER, "decay_fn", bound, format!("{other:?}")));
        }
    };
    let schedule = Wsd::new(warmup, behind - decay as u64, decay as u64)?
        .warmup_from(arguments.warmup_lr / lr)?
        .decay_shape(shape)?
        .eta_min(arguments.min_lr)?;
    let cooldown = arguments.steps(arguments.cooldown_epochs)?;
    Ok((schedule, warmup.saturating_add(behind).saturating_add(cooldown)))
}
