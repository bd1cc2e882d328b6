//! The schedule of each name.

use super::TransformersArguments;
use crate::data::nearest;
use crate::error::check::{self, ensure};
use crate::{
    Constant, CosineAnnealingLr, CosineAnnealingWarmRestarts, Error, InverseSqrt, PolynomialLr, Result, Schedule, Shape, Warmup,
    Wsd,
};

type Build = fn(&str, f64, &TransformersArguments) -> Result<Box<dyn Schedule>>;

/// What a name stands for.
pub(super) enum Named {
    Schedule(Build),
    Plateau,
    Greedy,
}

const NAMES: &[(&str, Named)] = &[
    ("linear", Named::Schedule(linear)),
    ("cosine", Named::Schedule(cosine)),
    ("cosine_with_restarts", Named::Schedule(cosine_with_restarts)),
    ("polynomial", Named::Schedule(polynomial)),
    ("constant", Named::Schedule(constant)),
    ("constant_with_warmup", Named::Schedule(constant_with_warmup)),
    ("inverse_sqrt", Named::Schedule(inverse_sqrt)),
    ("reduce_lr_on_plateau", Named::Plateau),
    ("cosine_with_min_lr", Named::Schedule(cosine_with_min_lr)),
    ("cosine_warmup_with_min_lr", Named::Schedule(cosine_warmup_with_min_lr)),
    ("warmup_stable_decay", Named::Schedule(warmup_stable_decay)),
    ("greedy", Named::Greedy),
];

impl Named {
    pub(super) fn of(name: &str) -> Result<&'static Self> {
        if let Some((_, named)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(named);
        }
        let names = || NAMES.iter().map(|(known, _)| *known);
        let all = names().collect::<Vec<_>>().join(", ");
        let bound = match nearest(name, names()) {
            Some(near) => format!("{near}, the nearest of {all}"),
            None => format!("one of {all}"),
        };
        Err(Error::parameter("transformers", "name", bound, format!("{name:?}")))
    }
}

const OWNER: &str = "transformers";

fn constant(name: &str, _lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &[])?;
    Ok(Constant.boxed())
}

fn constant_with_warmup(name: &str, _lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &[])?;
    warmed_up(arguments, Constant.boxed())
}

fn linear(name: &str, _lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &[])?;
    match decay_steps(arguments)? {
        0 => ended(arguments, 0.0),
        steps => warmed_up(arguments, PolynomialLr::new(steps, 1.0)?.boxed()),
    }
}

fn cosine(name: &str, _lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &["num_cycles"])?;
    match half_wave(arguments)? {
        0 => ended(arguments, 0.0),
        steps => warmed_up(arguments, CosineAnnealingLr::new(steps)?.boxed()),
    }
}

fn cosine_with_min_lr(name: &str, lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &["num_cycles", "min_lr", "min_lr_rate"])?;
    let lowest = lowest(name, lr, arguments)?;
    match half_wave(arguments)? {
        0 => ended(arguments, lowest / lr),
        steps => warmed_up(arguments, CosineAnnealingLr::new(steps)?.eta_min(lowest)?.boxed()),
    }
}

/// The cosine begins at the last step of the warm-up.
fn cosine_warmup_with_min_lr(name: &str, lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &["num_cycles", "min_lr", "min_lr_rate", "warmup_lr_rate"])?;
    let (lowest, warmup) = (lowest(name, lr, arguments)?, arguments.num_warmup_steps);
    let first = check::fraction(OWNER, "warmup_lr_rate", arguments.warmup_lr_rate.unwrap_or(1.0 / warmup.max(1) as f64))?;
    let least = if arguments.warmup_lr_rate.is_some() { 2 } else { 1 };
    let bound = || format!("at least {least} for {name}, whose cosine begins at the last step of the warm-up");
    ensure(warmup >= least, OWNER, "num_warmup_steps", bound(), warmup)?;
    let steps = half_wave(arguments)?;
    ensure(
        steps > 0,
        OWNER,
        "num_training_steps",
        format!("above the {warmup} steps of the warm-up"),
        arguments.num_training_steps,
    )?;
    let cosine = CosineAnnealingLr::new(steps)?.eta_min(lowest)?;
    match warmup {
        1 => Ok(cosine.boxed()),
        _ => Ok(cosine.warmup_with(Warmup::from_floor(first, warmup - 1)?).boxed()),
    }
}

fn cosine_with_restarts(name: &str, _lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &["num_cycles"])?;
    let (steps, cycles) = (decay_steps(arguments)?, arguments.num_cycles.unwrap_or(1.0));
    ensure(cycles >= 1.0 && cycles.fract() == 0.0, OWNER, "num_cycles", "a whole number of at least 1", cycles)?;
    match whole_part(steps, cycles)? {
        0 => ended(arguments, 0.0),
        cycle => {
            let restarts = CosineAnnealingWarmRestarts::new(cycle)?;
            warmed_up(arguments, restarts.then(steps, Constant.scale(0.0)?).boxed())
        }
    }
}

fn polynomial(name: &str, lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &["lr_end", "power"])?;
    let end = check::finite_not_negative(OWNER, "lr_end", arguments.lr_end.unwrap_or(1e-7))?;
    ensure(end < lr, OWNER, "lr_end", format!("below lr, which is {lr:?}"), end)?;
    match decay_steps(arguments)? {
        0 => ended(arguments, end / lr),
        steps => {
            let fall = PolynomialLr::new(steps, arguments.power.unwrap_or(1.0))?;
            warmed_up(arguments, fall.scale(1.0 - end / lr)?.offset(end)?.boxed())
        }
    }
}

fn inverse_sqrt(name: &str, _lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments.check_only(name, &["timescale"])?;
    let default = if arguments.num_warmup_steps == 0 { 10_000 } else { arguments.num_warmup_steps };
    warmed_up(arguments, InverseSqrt::new(arguments.timescale.unwrap_or(default))?.boxed())
}

fn warmup_stable_decay(name: &str, _lr: f64, arguments: &TransformersArguments) -> Result<Box<dyn Schedule>> {
    arguments
        .check_only(name, &["num_decay_steps", "num_stable_steps", "warmup_type", "decay_type", "min_lr_ratio", "num_cycles"])?;
    let missing = |argument| Error::parameter(OWNER, argument, format!("given for {name}"), "None".into());
    let (warmup, decay) = (arguments.num_warmup_steps, arguments.num_decay_steps.ok_or_else(|| missing("num_decay_steps"))?);
    let stable = match (arguments.num_stable_steps, arguments.num_training_steps) {
        (Some(stable), _) => stable,
        (None, Some(steps)) => {
            let rest = steps.saturating_sub(warmup);
            ensure(decay <= rest, OWNER, "num_decay_steps", format!("at most {rest}, the steps behind the warm-up"), decay)?;
            rest - decay
        }
        (None, None) => return Err(missing("num_stable_steps")),
    };
    let cycles = arguments.num_cycles.unwrap_or(0.5);
    ensure(cycles == 0.5, OWNER, "num_cycles", format!("0.5 for {name}"), cycles)?;
    let lowest = check::fraction(OWNER, "min_lr_ratio", arguments.min_lr_ratio.unwrap_or(0.0))?;
    let (rise, fall) = (arguments.warmup_type.as_deref().unwrap_or("linear"), arguments.decay_type.as_deref().unwrap_or("cosine"));
    let wsd = Wsd::new(warmup, stable, decay)?.warmup_from(lowest)?.warmup_shape(shape("warmup_type", rise)?);
    Ok(wsd.decay_shape(shape("decay_type", fall)?)?.floor(lowest)?.boxed())
}

fn shape(argument: &'static str, name: &str) -> Result<Shape> {
    match name {
        "linear" => Ok(Shape::linear()),
        "cosine" => Ok(Shape::cosine()),
        "1-sqrt" => Ok(Shape::one_minus_sqrt()),
        _ => Err(Error::parameter(OWNER, argument, "\"linear\", \"cosine\" or \"1-sqrt\"", format!("{name:?}"))),
    }
}

/// The number of steps after the warm-up.
fn decay_steps(arguments: &TransformersArguments) -> Result<u64> {
    let missing = || Error::parameter(OWNER, "num_training_steps", "the number of steps of the run", "None".into());
    Ok(arguments.num_training_steps.ok_or_else(missing)?.saturating_sub(arguments.num_warmup_steps))
}

/// The number of steps in which the cosine falls.
fn half_wave(arguments: &TransformersArguments) -> Result<u64> {
    let cycles = arguments.num_cycles.unwrap_or(0.5);
    check::finite_above_zero(OWNER, "num_cycles", cycles)?;
    whole_part(decay_steps(arguments)?, 2.0 * cycles)
}

/// `steps / parts`, which must be whole.
fn whole_part(steps: u64, parts: f64) -> Result<u64> {
    let part = steps as f64 / parts;
    let bound =
        || format!("a number that divides the {steps} steps after the warm-up into whole steps: change the length by a few steps");
    ensure(part.fract() == 0.0 && (steps == 0 || part >= 1.0), OWNER, "num_cycles", bound(), parts)?;
    Ok(part as u64)
}

fn lowest(name: &str, lr: f64, arguments: &TransformersArguments) -> Result<f64> {
    let lowest = match (arguments.min_lr, arguments.min_lr_rate) {
        (Some(lowest), None) => check::finite_not_negative(OWNER, "min_lr", lowest)?,
        (None, Some(rate)) => lr * check::finite_not_negative(OWNER, "min_lr_rate", rate)?,
        (Some(lowest), Some(_)) => {
            return Err(Error::parameter(OWNER, "min_lr", "absent, because min_lr_rate is given too", format!("{lowest:?}")));
        }
        (None, None) => return Err(Error::parameter(OWNER, "min_lr_rate", format!("given for {name}, or min_lr"), "None".into())),
    };
    Ok(lowest)
}

/// The schedule after a warm-up from 0.
fn warmed_up(arguments: &TransformersArguments, schedule: Box<dyn Schedule>) -> Result<Box<dyn Schedule>> {
    match arguments.num_warmup_steps {
        0 => Ok(schedule),
        steps => Ok(schedule.warmup_with(Warmup::from_zero(steps)?).boxed()),
    }
}

/// The schedule of a run that ends in its warm-up: behind the warm-up the rate is `factor` times the base.
fn ended(arguments: &TransformersArguments, factor: f64) -> Result<Box<dyn Schedule>> {
    let behind = Constant.scale(factor)?;
    Ok(warmed_up(arguments, Constant.boxed())?.then(arguments.num_warmup_steps, behind).boxed())
}
