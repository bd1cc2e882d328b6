//! The plan of a config of mmengine.

use super::member::{Member, kind};
use super::rule;
use super::run::{Run, Window};
use super::sequence::Sequence;
use crate::data::{Data, FieldName, Node};
use crate::recipes::document::{given, given_or};
use crate::recipes::import::{Notes, Options};
use crate::{Constant, Plan, Result};

/// Whether an object is a config of mmengine.
pub(crate) fn is_source(node: &Node<'_>) -> bool {
    node.data.field("param_scheduler").is_some() || node.data.field("optim_wrapper").is_some()
}

const BASE: &str = "files of `_base_` are not read: import the config that mmengine writes into its work_dir";
const WITHOUT_EQUAL: &[(&str, &str)] = &[
    ("auto_scale_lr", "it multiplies the rate if the batch size differs, when mmengine starts with --auto-scale-lr"),
    ("_base_", BASE),
    ("custom_hooks", "hooks of a program; an `EMAHook` is `AveragedModel`"),
];
const OF_WRAPPER: &[(&str, &str)] = &[
    ("clip_grad", "clip the gradients in the training loop, by `clip_grad_norm`"),
    ("accumulative_counts", "call `advance` once for so many batches"),
    ("constructor", "give the parameters groups, with `layer_wise` for a decay by layers"),
    (
        "paramwise_cfg",
        "give the parameters groups, with `lr_base` (the rate times `lr_mult`) and `weight_decay_factor` (`decay_mult`)",
    ),
];
/// The names of a config whose values the import needs.
pub(crate) const USED: &[&str] = &["param_scheduler", "optim_wrapper", "optimizer", "train_cfg"];
const USED_OF_WRAPPER: &[&str] = &["type", "optimizer"];
const USED_OF_OPTIMIZER: &[&str] = &["type", "lr", "momentum", "betas", "weight_decay", "eps"];

/// The plan of the run, and what the plan cannot say.
pub(crate) fn import(node: &Node<'_>, options: &Options, notes: &mut Notes) -> Result<Plan> {
    let run = Run::read(node, options)?;
    let optimizer = optimizer(node);
    let lr = match (options.lr, &optimizer) {
        (Some(lr), _) => lr,
        (None, Some(optimizer)) => with_optimizer(node, optimizer, |node| given(node, "lr"))?.ok_or_else(|| missing_lr(node))?,
        (None, None) => return Err(missing_lr(node)),
    };
    notes.text(match run.is_by_update {
        false => "A step of this plan is an epoch: call `advance` after each epoch.",
        true => "A step of this plan is an update of the weights.",
    });
    let momentum = match &optimizer {
        Some(optimizer) => with_optimizer(node, optimizer, momentum)?,
        None => None,
    };
    let plan = scheduled(node, &run, lr, momentum, notes)?;
    let plan = match &optimizer {
        Some(optimizer) => with_optimizer(node, optimizer, |node| {
            for (name, value) in node.fields("an object")?.iter().filter(|(name, _)| !USED_OF_OPTIMIZER.contains(&&**name)) {
                notes.add(name, value.excerpt(), "choose the optimizer in the program");
            }
            other_values(plan, node)
        })?,
        None => plan,
    };
    node.optional_with(FieldName::plain("optim_wrapper"), |node| {
        notes.without_equal(node, OF_WRAPPER);
        notes.rest(node, USED_OF_WRAPPER, OF_WRAPPER)?;
        Ok(())
    })?;
    notes.without_equal(node, WITHOUT_EQUAL);
    notes.rest(node, USED, WITHOUT_EQUAL)?;
    Ok(match run.steps() {
        Some(steps) => plan.total_steps(steps),
        None => plan,
    })
}

fn missing_lr(node: &Node<'_>) -> crate::Error {
    let advice = "give the rate: --lr, or `ImportOptions::lr`";
    node.problem("optim_wrapper.optimizer.lr", node.data.excerpt()).with_advice(advice)
}

/// The path of the optimizer: in its wrapper, or alone as in files that were made for older versions.
fn optimizer(node: &Node<'_>) -> Option<Vec<&'static str>> {
    let paths = [vec!["optim_wrapper", "optimizer"], vec!["optimizer"]];
    paths.into_iter().find(|path| path.iter().try_fold(node.data, |data, name| data.field(name)).is_some())
}

fn with_optimizer<T>(node: &Node<'_>, path: &[&'static str], read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<T> {
    match path {
        [name, rest @ ..] => with_optimizer(&node.place(name)?, rest, read),
        [] => read(node),
    }
}

/// The momentum of SGD, or beta1 of Adam.
fn momentum(node: &Node<'_>) -> Result<Option<f64>> {
    let betas: Option<Vec<f64>> = given(node, "betas")?;
    Ok(given(node, "momentum")?.or(betas.and_then(|betas| betas.first().copied())))
}

/// The schedulers of the list, in the order in which they begin.
fn scheduled(node: &Node<'_>, run: &Run, lr: f64, momentum: Option<f64>, notes: &mut Notes) -> Result<Plan> {
    let mut sequences = [Sequence::default(), Sequence::default()];
    let (mut rules, mut plateaus) = (vec![], vec![]);
    let bases = [lr, momentum.unwrap_or(0.0)];
    let list = node.optional_with(FieldName::plain("param_scheduler"), |node| {
        let one = || vec![node.data.clone()];
        let items = match node.data {
            Data::List(items) => items.clone(),
            Data::Null => vec![],
            _ => one(),
        };
        let is_list = matches!(node.data, Data::List(_));
        let at = |index: usize| if is_list { node.item(index) } else { Ok(*node) };
        let mut order = vec![];
        for index in 0..items.len() {
            order.push((Window::read(&at(index)?, run)?.first_step(), index));
        }
        order.sort();
        let is_one_cycle = |item: &Data| matches!(item.field("type"), Some(Data::Text(name)) if name.contains("OneCycle"));
        let has_one_cycle = items.iter().any(is_one_cycle);
        for (_, index) in order {
            let node = &at(index)?;
            let (kind, is_momentum) = kind(node)?;
            if kind == "ReduceOnPlateau" {
                if is_momentum {
                    return node.place("type")?.unexpected("ReduceOnPlateauLR, because a rule of this crate acts on rates");
                }
                plateaus.push(index);
                continue;
            }
            if has_one_cycle && (kind == "CosineRestart" || node.data.field("eta_min_ratio").is_some()) && !is_momentum {
                let expected = "no OneCycleLR in the list, which changes the base of the others in mmengine";
                return Err(node.problem(expected, "one"));
            }
            let (sequence, base) = (&mut sequences[usize::from(is_momentum)], bases[usize::from(is_momentum)]);
            let member = Member::read(node, run, &kind, base, |step| sequence.entry(base, step))?;
            sequence.add(node, member, base)?;
            if is_momentum && momentum.is_none() {
                return Err(node.problem("an optimizer with momentum or betas", "none"));
            }
        }
        for index in &plateaus {
            rules.push(rule::read(&at(*index)?, run, &sequences[0], plateaus.len() == 1)?);
        }
        Ok(())
    })?;
    if list.is_none() {
        let missing = node.missing("param_scheduler");
        let has = |name: &str| node.data.field(name).is_some();
        return Err(match (has("_base_"), has("lr_config")) {
            (true, _) => missing.with_advice(BASE),
            (_, true) => {
                missing.with_advice("`lr_config` is of mmcv 1: write `param_scheduler`, as mmengine's guide to migration says")
            }
            _ => missing,
        });
    }
    let [rate, of_momentum] = sequences;
    let plan = Plan::lr(lr, rate.into_schedule());
    let plan = match momentum {
        Some(momentum) => plan.momentum(momentum, of_momentum.into_schedule()),
        None => plan,
    };
    Ok(rule::add(plan, rules, notes))
}

/// The weight decay, and beta2 and eps of Adam.
fn other_values(plan: Plan, node: &Node<'_>) -> Result<Plan> {
    let mut plan = plan;
    if let Some(decay) = given::<f64>(node, "weight_decay")?.filter(|decay| *decay != 0.0) {
        plan = plan.weight_decay(decay, Constant);
    }
    let is_adam = given_or(node, "type", String::new())?.starts_with("Adam");
    if let Some(beta2) = given::<Vec<f64>>(node, "betas")?.and_then(|betas| betas.get(1).copied()).filter(|_| is_adam) {
        plan = plan.beta2(beta2, Constant);
    }
    if let Some(eps) = given(node, "eps")?.filter(|_| is_adam) {
        plan = plan.eps(eps, Constant);
    }
    Ok(plan)
}
