use super::run::{ENDLESS, Run, Window};
use super::{fields, restarts};
use crate::data::{FieldName, Node, Read};
use crate::recipes::document::{given, given_or};
use crate::schedules::AnnealStrategy;
use crate::{
    Constant, ConstantLr, CosineAnnealingLr, CosineDecay, Error, ExponentialLr, LinearLr, MultiStepLr, OneCycleLr, PolynomialDecay,
    PolynomialLr, Result, Schedule, Shape, StepLr, Warmup,
};

/// A scheduler of mmengine in its window.
pub(super) struct Member {
    pub(super) window: Window,
    /// The schedule from the begin of the window on, in steps of the plan.
    pub(super) schedule: Box<dyn Schedule>,
    /// Whether it multiplies the current value. If not, it has an end value of its own and starts from `entry`.
    pub(super) is_proportional: bool,
}

/// The types, without `LR` or `Momentum`.
const TYPES: [&str; 10] = [
    "Constant",
    "CosineAnnealing",
    "CosineRestart",
    "Exponential",
    "Linear",
    "MultiStep",
    "OneCycle",
    "Poly",
    "QuadraticWarmup",
    "Step",
];

impl Member {
    /// Reads a scheduler. `base` is the value of the optimizer, and `entry` the fraction of it that the scheduler finds.
    pub(super) fn read(node: &Node<'_>, run: &Run, kind: &str, base: f64, entry: impl Fn(u64) -> f64) -> Result<Self> {
        fields::check(node, kind)?;
        let window = Window::read(node, run)?;
        let entry = entry(window.first_step());
        let built = build(node, &window, kind, base, entry).map_err(|error| located(node, error))?;
        let (schedule, is_proportional) = built;
        let held = match kind {
            // These are constant at their ends.
            "Constant" | "Linear" | "QuadraticWarmup" => schedule,
            _ if window.end == ENDLESS => schedule,
            _ => schedule.hold(window.length() - 1).boxed(),
        };
        let schedule = if window.pace > 1 { held.every(window.pace)?.boxed() } else { held };
        Ok(Self { window, schedule, is_proportional })
    }
}

fn build(node: &Node<'_>, window: &Window, kind: &str, base: f64, entry: f64) -> Result<(Box<dyn Schedule>, bool)> {
    let (length, scale) = (window.length(), window.scale);
    let steps = |steps: u64| steps.saturating_mul(scale);
    Ok(match kind {
        "Constant" => (ConstantLr::new(given_or(node, "factor", 1.0 / 3.0)?, length - 1)?.boxed(), true),
        "Linear" => {
            let (first, last) = (given_or(node, "start_factor", 1.0 / 3.0)?, given_or(node, "end_factor", 1.0)?);
            match length {
                1 => (Constant.scale(first)?.boxed(), true),
                _ => (LinearLr::new(first, last, length - 1)?.boxed(), true),
            }
        }
        "Exponential" => (ExponentialLr::new(node.required(FieldName::plain("gamma"))?)?.boxed(), true),
        "Step" => {
            let size = steps(node.required(FieldName::plain("step_size"))?);
            (StepLr::new(size, given_or(node, "gamma", 0.1)?)?.boxed(), true)
        }
        "MultiStep" => {
            let milestones: Vec<u64> = node.required(FieldName::plain("milestones"))?;
            let milestones = milestones.into_iter().map(steps);
            (MultiStepLr::new(milestones, given_or(node, "gamma", 0.1)?)?.boxed(), true)
        }
        "CosineAnnealing" => {
            let half = given::<u64>(node, "T_max")?.filter(|steps| *steps > 0).map_or(length, steps);
            let (lowest, ratio) = (lowest(node, base)?, given::<f64>(node, "eta_min_ratio")?);
            // Behind `T_max`, mmengine's recursion rises to the base, whatever the other schedulers have left.
            let rises = length - 1 > half;
            if rises && entry != 1.0 {
                return Err(
                    node.problem(format!("T_max to be at least {}, the length of the window", length - 1), half.to_string())
                );
            }
            if entry == 0.0 && lowest != 0.0 {
                return Err(node.problem("schedulers before it that end above 0, because it starts from their last value", "0"));
            }
            match (lowest, ratio) {
                // With a fraction of the base, a group with another base has another lowest rate.
                (_, Some(ratio)) if !rises && ratio > 0.0 && ratio <= entry => {
                    (from_entry(entry, |entry| Ok(CosineDecay::new(half)?.alpha(ratio / entry)?.boxed()))?, false)
                }
                (0.0, _) => (CosineAnnealingLr::new(half)?.boxed(), !rises),
                _ => (from_entry(entry, |entry| Ok(CosineAnnealingLr::new(half)?.eta_min(lowest / entry)?.boxed()))?, false),
            }
        }
        "Poly" => {
            let (power, lowest) = (given_or(node, "power", 1.0)?, given_or(node, "eta_min", 0.0)?);
            let polynomial = |steps| PolynomialLr::new(steps, power);
            match (length, lowest) {
                (1, _) => (Constant.boxed(), true),
                (_, 0.0) => (polynomial(length - 1)?.boxed(), true),
                _ if entry == 0.0 => {
                    return Err(node.problem("schedulers before it that end above 0, because it starts from their last value", "0"));
                }
                _ => {
                    let decay = |entry| Ok(PolynomialDecay::new(length - 1, power)?.eta_min(lowest / entry)?.boxed());
                    (from_entry(entry, decay)?, false)
                }
            }
        }
        "OneCycle" => {
            let total = given::<u64>(node, "total_steps")?.map_or(length, steps);
            if total < length && window.end != ENDLESS {
                let bound = format!("at least {length}, the length of the window: mmengine stops with an error behind it");
                return Err(node.problem(format!("total_steps to be {bound}"), total.to_string()));
            }
            let mut cycle = OneCycleLr::new(node.required(FieldName::plain("eta_max"))?, total)?
                .pct_start(given_or(node, "pct_start", 0.3)?)?
                .div_factor(given_or(node, "div_factor", 25.0)?)?
                .final_div_factor(given_or(node, "final_div_factor", 1e4)?)?
                .cycle_momentum(false);
            if let Some(strategy) = given::<AnnealStrategy>(node, "anneal_strategy")? {
                cycle = cycle.anneal_strategy(strategy);
            }
            (cycle.three_phase(given_or(node, "three_phase", false)?)?.boxed(), false)
        }
        // The class of mmdetection, for YOLOX.
        "QuadraticWarmup" => {
            let rise = Warmup::from_first_step(length)?.shape(Shape::polynomial(2.0)?);
            (Constant.warmup_with(rise).boxed(), false)
        }
        "CosineRestart" => (restarts::read(node, scale, lowest(node, base)?, given(node, "eta_min_ratio")?)?, false),
        _ => {
            let types = TYPES.map(|name| format!("{name}LR")).join(", ");
            return node.place("type")?.unexpected(&format!("one of {types}, ReduceOnPlateauLR, or the same with Momentum"));
        }
    })
}

/// A schedule whose first value is `entry` times the base. `build` is given what its absolute values are divided by.
fn from_entry(entry: f64, build: impl Fn(f64) -> Result<Box<dyn Schedule>>) -> Result<Box<dyn Schedule>> {
    Ok(if entry == 1.0 { build(1.0)? } else { build(entry)?.scale(entry)?.boxed() })
}

/// `eta_min`, or `eta_min_ratio` times the base.
fn lowest(node: &Node<'_>, base: f64) -> Result<f64> {
    let (lowest, ratio) = (given::<f64>(node, "eta_min")?, given::<f64>(node, "eta_min_ratio")?);
    match (lowest, ratio) {
        (Some(_), Some(_)) => Err(node.problem("eta_min or eta_min_ratio", "both")),
        (Some(lowest), None) => Ok(lowest),
        (None, Some(ratio)) => Ok(base * ratio),
        (None, None) => Ok(0.0),
    }
}

/// The error of a constructor at the field of mmengine that has the argument.
fn located(node: &Node<'_>, error: Error) -> Error {
    const NAMES: [(&str, &str); 10] = [
        ("factor", "factor"),
        ("start_factor", "start_factor"),
        ("end_factor", "end_factor"),
        ("gamma", "gamma"),
        ("step_size", "step_size"),
        ("milestones", "milestones"),
        ("t_max", "T_max"),
        ("eta_min", "eta_min"),
        ("power", "power"),
        ("max_lr", "eta_max"),
    ];
    node.locate(error, &NAMES.map(|(rust, torch)| FieldName { torch, rust }))
}

/// The type without its scope and its `LR`, `Momentum` or `ParamScheduler`, and whether it schedules the momentum.
pub(super) fn kind(node: &Node<'_>) -> Result<(String, bool)> {
    let name = node.required_with(FieldName::TYPE, String::read)?;
    let plain = name.rsplit('.').next().unwrap_or(&name);
    let of_momentum = plain.strip_suffix("Momentum").map(|kind| (kind.to_owned(), true));
    let of_rate = plain.strip_suffix("LR").map(|kind| (kind.to_owned(), false));
    let of_any = plain.strip_suffix("ParamScheduler").map(str::to_owned);
    if let (Some(kind), Some(parameter)) = (of_any, given::<String>(node, "param_name")?) {
        match parameter.as_str() {
            "lr" => return Ok((kind, false)),
            "momentum" => return Ok((kind, true)),
            _ => return node.place("param_name")?.unexpected("\"lr\" or \"momentum\""),
        }
    }
    Ok(of_momentum.or(of_rate).unwrap_or((plain.to_owned(), false)))
}
