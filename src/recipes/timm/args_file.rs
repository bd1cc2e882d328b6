//! The plan of a run of timm's `train.py`, from its `args.yaml`.

use super::{TimmArguments, timm};
use crate::data::{Data, FieldName, Node};
use crate::feedback::Mode;
use crate::recipes::document::{given, given_or};
use crate::recipes::import::{Notes, Options, at_field};
use crate::{Constant, Plan, Result};

/// Whether an object is the arguments of `train.py`.
pub(crate) fn is_source(node: &Node<'_>) -> bool {
    node.data.field("sched").is_some()
}

const USED: &[&str] = &[
    "sched",
    "lr",
    "epochs",
    "decay_epochs",
    "decay_milestones",
    "warmup_epochs",
    "cooldown_epochs",
    "patience_epochs",
    "decay_rate",
    "min_lr",
    "warmup_lr",
    "warmup_prefix",
    "lr_cycle_mul",
    "lr_cycle_decay",
    "lr_cycle_limit",
    "lr_k_decay",
    "lr_decay_fn",
    "lr_stable_timescale",
    "lr_noise",
    "lr_noise_pct",
    "lr_noise_std",
    "seed",
    "sched_on_updates",
    "eval_metric",
    "opt",
    "opt_betas",
    "opt_eps",
    "momentum",
    "weight_decay",
];

const WITHOUT_EQUAL: &[(&str, &str)] = &[
    ("clip_grad", "clip the gradients in the training loop, by `clip_grad_norm`"),
    ("layer_decay", "add `layer_wise = { layers = .., decay = .. }` to `lr`, with the number of layers and this decay"),
    ("grad_accum_steps", "call `advance` once for so many batches"),
    ("start_epoch", "call `seek` with this epoch"),
    ("epoch_repeats", "an epoch of this plan is an epoch of timm's loader"),
    ("model_ema_decay", "average the weights in the program, by `AveragedModel`"),
    ("opt_kwargs", "choose the optimizer in the program"),
];

/// The plan of the run, and what the plan cannot say.
pub(crate) fn import(node: &Node<'_>, options: &Options, notes: &mut Notes) -> Result<Plan> {
    let sched: String = node.required(FieldName::plain("sched"))?;
    let lr = lr(node, options)?;
    let arguments = arguments(node, options, notes)?;
    let names = ["sched", "lr"].map(FieldName::plain);
    let plan = timm(&sched, lr, &arguments).map_err(|error| at_field(node, renamed(error, node), &names))?;
    let plan = other_values(plan, node, notes)?;
    notes.without_equal(node, WITHOUT_EQUAL);
    notes.rest(node, USED, WITHOUT_EQUAL)?;
    Ok(plan)
}

/// The rate, which `train.py` computes from the batch size if it is absent.
fn lr(node: &Node<'_>, options: &Options) -> Result<f64> {
    if let Some(lr) = options.lr {
        return Ok(lr);
    }
    if let Some(lr) = given(node, "lr")? {
        return Ok(lr);
    }
    let advice = "give the rate: --lr, or `ImportOptions::lr`; train.py has computed it from lr_base and the batch size of all devices, and \
        has printed it";
    Err(node.missing("lr").with_advice(advice))
}

fn arguments(node: &Node<'_>, options: &Options, notes: &mut Notes) -> Result<TimmArguments> {
    let defaults = TimmArguments::default();
    let updates = match given_or(node, "sched_on_updates", false)? {
        false => None,
        true => match options.steps_per_epoch {
            Some(updates) => Some(updates),
            None => {
                let advice = "give the number of updates of an epoch: --steps-per-epoch, or `ImportOptions::steps_per_epoch`";
                return Err(node.place("sched_on_updates")?.problem("false", "true").with_advice(advice));
            }
        },
    };
    notes.text(match updates {
        None => "A step of this plan is an epoch: call `advance` after each epoch.",
        Some(_) => "A step of this plan is an update of the weights.",
    });
    let metric: String = given_or(node, "eval_metric", "top1".to_owned())?;
    Ok(TimmArguments {
        num_epochs: match options.epochs {
            Some(epochs) => epochs,
            None => given_or(node, "epochs", 100)?,
        },
        // Null is the default of `create_scheduler_v2`, and an absent field is that of `scheduler_kwargs`.
        decay_epochs: if node.data.field("decay_epochs").is_some() { given(node, "decay_epochs")? } else { Some(30.0) },
        decay_milestones: given_or(node, "decay_milestones", vec![30, 60])?,
        cooldown_epochs: given_or(node, "cooldown_epochs", 0)?,
        patience_epochs: given_or(node, "patience_epochs", 10)?,
        decay_rate: given_or(node, "decay_rate", defaults.decay_rate)?,
        min_lr: given_or(node, "min_lr", defaults.min_lr)?,
        warmup_lr: given_or(node, "warmup_lr", defaults.warmup_lr)?,
        warmup_epochs: given_or(node, "warmup_epochs", 5)?,
        warmup_prefix: given_or(node, "warmup_prefix", false)?,
        cycle_mul: given_or(node, "lr_cycle_mul", defaults.cycle_mul)?,
        cycle_decay: given_or(node, "lr_cycle_decay", defaults.cycle_decay)?,
        cycle_limit: given_or(node, "lr_cycle_limit", defaults.cycle_limit)?,
        k_decay: given_or(node, "lr_k_decay", defaults.k_decay)?,
        decay_fn: given(node, "lr_decay_fn")?,
        stable_timescale: given(node, "lr_stable_timescale")?,
        noise: match node.data.field("lr_noise") {
            Some(Data::List(_)) => given_or(node, "lr_noise", vec![])?,
            _ => given(node, "lr_noise")?.into_iter().collect(),
        },
        noise_pct: given_or(node, "lr_noise_pct", defaults.noise_pct)?,
        noise_std: given_or(node, "lr_noise_std", defaults.noise_std)?,
        noise_seed: given_or(node, "seed", defaults.noise_seed)?,
        plateau_mode: if metric.contains("loss") { Mode::Min } else { Mode::Max },
        updates_per_epoch: updates,
    })
}

/// The weight decay, and the momentum or the betas and eps.
fn other_values(plan: Plan, node: &Node<'_>, notes: &mut Notes) -> Result<Plan> {
    let mut plan = plan;
    if let Some(decay) = given::<f64>(node, "weight_decay")?.filter(|decay| *decay != 0.0) {
        plan = plan.weight_decay(decay, Constant);
        let remedy = "timm leaves out biases and norms: give them a group with `weight_decay_base(group, 0.0)`";
        notes.add("weight_decay", format!("{decay:?}"), remedy);
    }
    let optimizer: String = given_or(node, "opt", "sgd".to_owned())?;
    if optimizer.contains("adam") || optimizer == "lamb" {
        if let Some(betas) = given::<Vec<f64>>(node, "opt_betas")? {
            match betas[..] {
                [beta1, beta2] => plan = plan.momentum(beta1, Constant).beta2(beta2, Constant),
                _ => return node.place("opt_betas")?.unexpected("a list of 2 numbers"),
            }
        }
        if let Some(eps) = given(node, "opt_eps")? {
            plan = plan.eps(eps, Constant);
        }
    } else if let Some(momentum) = given(node, "momentum")? {
        plan = plan.momentum(momentum, Constant);
    }
    if !matches!(optimizer.as_str(), "sgd" | "momentum" | "adam" | "adamw" | "rmsprop") {
        notes.add("opt", Data::text(&*optimizer), "choose the optimizer in the program");
    }
    Ok(plan)
}

/// The error of a constructor at the field of `args.yaml` that has the argument, if there is one.
fn renamed(error: crate::Error, node: &Node<'_>) -> crate::Error {
    const NAMES: [(&str, &str); 9] = [
        ("num_epochs", "epochs"),
        ("cycle_mul", "lr_cycle_mul"),
        ("cycle_decay", "lr_cycle_decay"),
        ("cycle_limit", "lr_cycle_limit"),
        ("k_decay", "lr_k_decay"),
        ("decay_fn", "lr_decay_fn"),
        ("noise", "lr_noise"),
        ("noise_pct", "lr_noise_pct"),
        ("noise_std", "lr_noise_std"),
    ];
    let names: Vec<_> = NAMES.iter().map(|(rust, torch)| FieldName { torch, rust }).collect();
    let same = ["sched", "lr", "decay_epochs", "decay_milestones", "decay_rate", "min_lr", "warmup_lr", "cooldown_epochs"];
    let names: Vec<_> = names.into_iter().chain(same.map(FieldName::plain)).collect();
    let is_known = matches!(&error, crate::Error::Parameter { parameter, .. } if names.iter().any(|name| name.rust == *parameter));
    if is_known { node.locate(error, &names) } else { error }
}
