//! The plan of a run of transformers' `Trainer`, from its `TrainingArguments`.

use super::{TransformersArguments, transformers};
use crate::data::{Data, FieldName, Node, text};
use crate::recipes::document::{given, given_or};
use crate::recipes::import::{Notes, Options};
use crate::{Constant, Plan, Result};

/// Whether an object is the fields of `TrainingArguments`.
pub(crate) fn is_source(node: &Node<'_>) -> bool {
    let has = |name: &str| node.data.field(name).is_some();
    has("lr_scheduler_type") || has("learning_rate") && (has("num_train_epochs") || has("max_steps"))
}

/// The fields whose values the import needs.
pub(crate) const USED: &[&str] = &[
    "learning_rate",
    "lr_scheduler_type",
    "lr_scheduler_kwargs",
    "warmup_steps",
    "warmup_ratio",
    "max_steps",
    "num_train_epochs",
    "weight_decay",
    "adam_beta1",
    "adam_beta2",
    "adam_epsilon",
];

/// Fields of other training programs, and the field of `TrainingArguments` that says the same. Without this check, such a file would be
/// read with the default of that field.
const OF_OTHERS: &[(&str, &str)] = &[
    ("lr_scheduler", "lr_scheduler_type"),
    ("scheduler", "lr_scheduler_type"),
    ("scheduler_type", "lr_scheduler_type"),
    ("lr", "learning_rate"),
    ("num_epochs", "num_train_epochs"),
    ("epochs", "num_train_epochs"),
    ("max_train_steps", "max_steps"),
    ("num_warmup_steps", "warmup_steps"),
    ("lr_warmup_steps", "warmup_steps"),
];

fn check_names(node: &Node<'_>) -> Result<()> {
    let has = |name: &str| node.data.field(name).is_some_and(|value| *value != Data::Null);
    match OF_OTHERS.iter().find(|(other, own)| has(other) && !has(own)) {
        Some((other, own)) => node.place(other)?.unexpected_but("a field of TrainingArguments", format!("write {own}")),
        None => Ok(()),
    }
}

/// The schedulers that answer a metric, and the field that names it.
const RULES: [&str; 2] = ["reduce_lr_on_plateau", "greedy"];
const METRIC: &str = "metric_for_best_model";

const WITHOUT_EQUAL: &[(&str, &str)] = &[
    ("gradient_accumulation_steps", "a step of this plan is an update of the weights: call `advance` once for so many batches"),
    ("max_grad_norm", "clip the gradients in the training loop, by `clip_grad_norm`"),
    ("embedding_learning_rate", "give the embeddings a group of their own, with this base"),
    ("deepspeed", "a scheduler or an optimizer in the configuration of DeepSpeed replaces the one of this file"),
    ("galore_lr", "there is no GaLore in tch"),
    ("optim", "choose the optimizer in the program"),
    ("optim_args", "choose the optimizer in the program"),
];

/// The plan of the run, and what the plan cannot say.
pub(crate) fn import(node: &Node<'_>, options: &Options, notes: &mut Notes) -> Result<Plan> {
    check_names(node)?;
    check_fields(node)?;
    let lr = match options.lr {
        Some(lr) => lr,
        None => given(node, "learning_rate")?.unwrap_or_else(|| {
            notes.text("learning_rate is not given: the base is 5e-5, the default of transformers");
            5e-5
        }),
    };
    let name = match given::<String>(node, "lr_scheduler_type")? {
        // `to_json_string` writes the value, but `str()` of the enum has its type in front.
        Some(name) => name.trim_start_matches("SchedulerType.").to_lowercase(),
        None => "linear".to_owned(),
    };
    let steps = steps(node, options, notes)?;
    let arguments =
        TransformersArguments { num_warmup_steps: warmup(node, steps)?, num_training_steps: Some(steps), ..Default::default() };
    let kwargs = |node: &Node<'_>| match node.data {
        Data::Null => Ok(arguments.clone()),
        // On the command line of transformers, it is a text of JSON.
        Data::Text(json) => match text::from_json(json) {
            Ok(object) => arguments.clone().with_kwargs(&node.with_data(&object), &name),
            Err(_) => node.unexpected("an object, or an object as a text of JSON"),
        },
        _ => arguments.clone().with_kwargs(node, &name),
    };
    let arguments = node.optional_with(FieldName::plain("lr_scheduler_kwargs"), kwargs)?.unwrap_or(arguments.clone());
    let names = ["lr_scheduler_type", "lr_scheduler_kwargs", "learning_rate"].map(FieldName::plain);
    let plan = transformers(&name, lr, &arguments).map_err(|error| super::super::import::at_field(node, error, &names))?;
    let plan = other_values(plan, node, notes)?;
    let mut used = USED.to_vec();
    if RULES.contains(&&*name) {
        used.push(METRIC);
        let metric: String = given_or(node, METRIC, "loss".to_owned())?;
        notes.add(METRIC, format!("{metric:?}"), "give this metric to `metric` after each evaluation");
    }
    notes.without_equal(node, WITHOUT_EQUAL);
    notes.rest(node, &used, WITHOUT_EQUAL)?;
    Ok(plan)
}

/// Checks that the configuration has a field of `TrainingArguments`. All of them have defaults, so that any other file would become a
/// plan of defaults.
fn check_fields(node: &Node<'_>) -> Result<()> {
    let has_some = |data: &Data| USED.iter().any(|field| data.field(field).is_some());
    if has_some(node.data) {
        return Ok(());
    }
    let inside = match node.data {
        Data::Object(fields) => fields.iter().find(|(_, value)| has_some(value)).map(|(name, _)| name),
        _ => None,
    };
    let error = node.problem("fields of TrainingArguments, such as learning_rate or max_steps", node.data.excerpt());
    Err(match inside {
        Some(name) => error.with_advice(format!("these fields are inside of {name}: import a file that has only what is in it")),
        None => error,
    })
}

/// The number of updates, as `Trainer.set_initial_training_values` computes it.
fn steps(node: &Node<'_>, options: &Options, notes: &mut Notes) -> Result<u64> {
    let max_steps: f64 = given_or(node, "max_steps", -1.0)?;
    if let Some(steps) = options.steps {
        return Ok(steps);
    }
    if max_steps > 0.0 && options.epochs.is_none() {
        return given_or(node, "max_steps", 0);
    }
    let epochs = match options.epochs {
        Some(epochs) => epochs as f64,
        None => given(node, "num_train_epochs")?.unwrap_or_else(|| {
            notes.text("Neither max_steps nor num_train_epochs is given: the run has 3 epochs, the default of transformers");
            3.0
        }),
    };
    let Some(updates) = options.steps_per_epoch else {
        let advice = "give the number of updates of an epoch: --steps-per-epoch, or `ImportOptions::steps_per_epoch`";
        let expected = format!("a length in steps, because {epochs:?} epochs have an unknown number of updates");
        return Err(node.problem(expected, "").with_advice(advice));
    };
    Ok((epochs * updates as f64).ceil() as u64)
}

/// The number of steps of the warm-up, as `TrainingArguments.get_warmup_steps` computes it.
fn warmup(node: &Node<'_>, steps: u64) -> Result<u64> {
    let whole: f64 = given_or(node, "warmup_steps", 0.0)?;
    let ratio: f64 = given_or(node, "warmup_ratio", 0.0)?;
    for (name, value) in [("warmup_steps", whole), ("warmup_ratio", ratio)] {
        if !(value >= 0.0 && value.is_finite()) {
            return node.place(name)?.unexpected("a number of at least 0");
        }
    }
    let warmup = if whole > 0.0 { whole } else { ratio };
    Ok(if warmup >= 1.0 { warmup as u64 } else { (steps as f64 * warmup).ceil() as u64 })
}

/// The weight decay, and beta1, beta2 and eps of Adam.
fn other_values(plan: Plan, node: &Node<'_>, notes: &mut Notes) -> Result<Plan> {
    let mut plan = plan;
    if let Some(decay) = given::<f64>(node, "weight_decay")?.filter(|decay| *decay != 0.0) {
        plan = plan.weight_decay(decay, Constant);
        notes.add(
            "weight_decay",
            format!("{decay:?}"),
            "the Trainer leaves out biases and norms: give them a group with `weight_decay_base(group, 0.0)`",
        );
    }
    let optimizer: String = given_or(node, "optim", "adamw_torch".to_owned())?;
    if optimizer.contains("adam") {
        if let Some(beta1) = given(node, "adam_beta1")? {
            plan = plan.momentum(beta1, Constant);
        }
        if let Some(beta2) = given(node, "adam_beta2")? {
            plan = plan.beta2(beta2, Constant);
        }
        if let Some(eps) = given(node, "adam_epsilon")? {
            plan = plan.eps(eps, Constant);
        }
    }
    Ok(plan)
}
