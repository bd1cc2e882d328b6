//! Names of fields in other libraries, and what to write instead.

use super::nearest::folded;

/// Names of a field, the fields one of which the object must be able to have, and what to write instead.
type Row = (&'static [&'static str], &'static [&'static str], &'static str);

/// What to write instead of an unknown field in an object with the fields `known`, or `None` if the name is not known.
pub(crate) fn field_elsewhere(found: &str, known: &[&str]) -> Option<&'static str> {
    let folded_name = folded(found);
    let fits = |(names, needed, _): &&Row| {
        needed.iter().any(|name| known.contains(name)) && names.iter().any(|name| folded(name) == folded_name)
    };
    [PLAN, SETTING, RULE, SCHEDULE].into_iter().flatten().find(fits).map(|(_, _, advice)| *advice)
}

const IN_EPOCHS: &str = "write total_steps = \"90ep\" and run = { steps_per_epoch = 391 }, or total_steps in steps";
const WARMUP: &str = "put the schedule into { type = \"Warmup\", steps = ..., schedule = ... }";
const IN_SCHEDULE: &str = "write it in the schedule: schedule = { type = ..., ... }";
const GROUPS: &str = "write the groups by their numbers: [lr.groups.1] with base = ...";

/// Fields of a whole plan.
const PLAN: &[Row] = &[
    (
        &["learning_rate", "initial_lr", "base_lr", "lrate", "optimizer", "optim", "optimizer_params", "optim_wrapper"],
        &["total_steps"],
        "write lr = { base = 0.1 }",
    ),
    (&["wd", "decay", "l2", "weight_decay_rate"], &["total_steps"], "write weight_decay = { base = ... }"),
    (&["betas", "adam_betas"], &["total_steps"], "write momentum = { base = BETA1 } and beta2 = { base = BETA2 }"),
    (&["adam_beta1", "b1"], &["total_steps"], "write momentum = { base = ... }, which is beta1 of Adam"),
    (&["adam_beta2", "b2"], &["total_steps"], "write beta2 = { base = ... }"),
    (&["adam_epsilon", "epsilon"], &["total_steps"], "write eps = { base = ... }"),
    (
        &["epochs", "num_epochs", "max_epochs", "n_epochs", "total_epochs", "num_train_epochs", "max_epoch", "nb_epochs"],
        &["total_steps"],
        IN_EPOCHS,
    ),
    (
        &[
            "steps",
            "max_steps",
            "num_steps",
            "num_training_steps",
            "train_steps",
            "max_train_steps",
            "total_iters",
            "max_iters",
            "max_iter",
            "iterations",
            "num_iterations",
            "train_iters",
            "n_steps",
        ],
        &["total_steps"],
        "write total_steps",
    ),
    (
        &[
            "schedule",
            "schedules",
            "scheduler",
            "lr_scheduler",
            "lr_schedule",
            "sched",
            "lr_scheduler_type",
            "lr_config",
            "param_scheduler",
        ],
        &["total_steps"],
        "write it in the table of the rate: lr = { base = 0.1, schedule = { type = ..., ... } }",
    ),
    (
        &["warmup", "warmup_steps", "num_warmup_steps", "warmup_epochs", "warmup_ratio", "warmup_iters", "warmup_lr"],
        &["total_steps", "base"],
        WARMUP,
    ),
    (&["param_groups", "params", "groups", "paramwise_cfg"], &["total_steps"], GROUPS),
    (
        &["early_stopping", "reduce_lr_on_plateau", "plateau", "callbacks", "early_stop", "rules"],
        &["total_steps"],
        "write feedback = { type = \"ReduceLROnPlateau\" }, or another rule",
    ),
    (
        &["steps_per_epoch", "samples_per_step", "tokens_per_step", "samples_per_epoch"],
        &["total_steps"],
        "write it in the table of the run, such as run = { steps_per_epoch = 391 }",
    ),
    (&["batch_size", "global_batch_size"], &["total_steps"], "write run = { samples_per_step = ... }"),
    (&["patience", "threshold", "cooldown", "monitor", "factor", "mode"], &["total_steps"], "write it in the table feedback"),
    (
        &["type", "base", "gamma", "T_max", "T_0", "milestones", "step_size", "eta_min", "min_lr", "max_lr"],
        &["total_steps"],
        "write it in the table of the rate: lr = { base = 0.1, schedule = { type = ..., ... } }",
    ),
    (&["temperature", "dropout", "ema_decay", "teacher_momentum"], &["total_steps"], "write it in the table scalars"),
];

/// Fields of a hyperparameter or of one of its groups.
const SETTING: &[Row] = &[
    (
        &[
            "lr",
            "learning_rate",
            "initial_lr",
            "initial",
            "value",
            "peak",
            "peak_lr",
            "max_lr",
            "base_lr",
            "init",
            "start",
            "lrate",
        ],
        &["base"],
        "write base",
    ),
    (&["sched", "lr_scheduler", "lr_schedule", "decay_schedule"], &["base"], "write schedule"),
    (&["lr_mult", "lr_scale", "multiplier", "lr_multiplier", "scale"], &["factor"], "write factor"),
    (&["layer_decay", "layer_decay_rate", "llrd"], &["layer_wise"], "write layer_wise = { decay = 0.75, layers = 12 }"),
    (&["lrs", "param_groups", "params", "group"], &["groups"], GROUPS),
    (&["weight_decay", "momentum", "betas"], &["base"], "write it in a table of its own beside lr, with the same groups"),
    (
        &[
            "type",
            "name",
            "gamma",
            "T_max",
            "T_0",
            "milestones",
            "step_size",
            "eta_min",
            "min_lr",
            "total_iters",
            "total_steps",
            "decay",
            "decay_steps",
            "steps",
        ],
        &["base"],
        IN_SCHEDULE,
    ),
];

/// Fields of a feedback rule.
const RULE: &[Row] = &[
    (
        &["monitor", "metric", "metric_name", "metric_key", "quantity"],
        &["patience", "patient", "during"],
        "leave it out: the program passes the metric to the scheduler",
    ),
    (&["min_delta", "delta", "min_change", "tol", "epsilon", "threshold_value"], &["threshold"], "write threshold"),
    (&["lr_factor", "gamma", "decay_factor", "reduce_factor", "decay_rate"], &["factor"], "write factor"),
    (&["wait", "patience_epochs", "patience_t", "tolerance", "num_bad_epochs", "max_wait"], &["patience"], "write patience"),
    (&["min_learning_rate", "lr_min", "eta_min", "minimum_lr", "min_value"], &["min_lr"], "write min_lr"),
    (&["monitor_op", "direction", "greater_is_better", "rule"], &["mode"], "write mode = \"min\" or \"max\""),
    (&["warmup", "start_from_epoch", "start", "begin", "from"], &["during"], "write during = { from = ... }"),
    (&["end", "until", "stop"], &["during"], "write during = { until = ... }"),
    (&["restore_best_weights", "restore_best_model"], &["restore_best"], "write restore_best"),
    (&["verbose", "logger", "optimizer", "name"], &["during"], "leave it out"),
];

const MIN_LR: &[&str] =
    &["min_lr", "lr_min", "end_lr", "end_learning_rate", "lr_end", "min_learning_rate", "final_lr", "eta_minimum"];
const LENGTH: &[&str] = &[
    "max_steps",
    "num_training_steps",
    "total_steps",
    "t_initial",
    "decay_steps",
    "max_iters",
    "total_iters",
    "epochs",
    "max_epochs",
    "num_steps",
    "steps",
    "T_total",
    "T_max",
    "lr_decay_steps",
    "lr_decay_iters",
    "transition_steps",
];

/// Fields of a schedule.
const SCHEDULE: &[Row] = &[
    (&["last_epoch", "last_step"], &["type"], "leave it out: a run goes on from its saved state"),
    (&["verbose", "optimizer"], &["type"], "leave it out"),
    (
        &["by_epoch", "interval", "frequency", "convert_to_iter_based", "t_in_epochs"],
        &["type"],
        "leave it out: a length in epochs is a text, such as \"5ep\"",
    ),
    (
        &[
            "warmup_steps",
            "num_warmup_steps",
            "warmup_iters",
            "warmup_epochs",
            "warmup_t",
            "warmup",
            "total_epoch",
            "warmup_period",
        ],
        &["shape"],
        "write steps",
    ),
    (
        &["warmup_steps", "num_warmup_steps", "warmup_iters", "warmup_epochs", "warmup_t", "warmup", "warmup_ratio", "warmup_lr"],
        &["type"],
        WARMUP,
    ),
    (
        &["after", "after_scheduler", "scheduler", "inner", "base_scheduler", "successor", "then", "lr_scheduler", "child"],
        &["schedule"],
        "write schedule",
    ),
    (&["warmup_factor", "start_factor", "init_lr", "warmup_init_lr", "warmup_start_lr", "multiplier"], &["shape"], "write start"),
    (MIN_LR, &["eta_min"], "write eta_min"),
    (&["end_learning_rate_fraction", "min_lr_ratio", "min_lr_rate", "final_lr_ratio"], &["alpha"], "write alpha"),
    (&["min_lr_ratio", "min_lr_rate"], &["end_factor"], "write end_factor"),
    (LENGTH, &["T_max"], "write T_max"),
    (LENGTH, &["milestones"], "write milestones, a list of steps"),
    (LENGTH, &["total_iters"], "write total_iters"),
    (
        &["max_steps", "num_training_steps", "max_iters", "T_total", "total_iters", "num_steps", "T_max"],
        &["total_steps"],
        "write total_steps",
    ),
    (&["step", "steps", "decay_epochs", "decay_t", "period", "drop_every", "epochs_drop"], &["step_size"], "write step_size"),
    (&["step", "steps", "lr_steps", "decay_t", "boundaries", "decay_epochs", "step_size"], &["milestones"], "write milestones"),
    (&["T_i", "first_cycle_steps", "cycle_length", "T_max", "t_initial", "cycle_len", "restart_period"], &["T_0"], "write T_0"),
    (&["cycle_mult", "t_mul", "cycle_factor", "mult_factor"], &["T_mult"], "write T_mult"),
    (&["decay_rate", "decay", "factor", "lr_decay", "drop", "rate", "multiplier"], &["gamma"], "write gamma"),
    (&["peak_lr", "lr", "learning_rate", "peak_value", "lr_max"], &["max_lr"], "write max_lr"),
    (&["degree", "exponent"], &["power"], "write power"),
    (&["schedules", "scheduler_list", "children"], &["schedulers"], "write schedulers"),
    (
        &["peak_lr", "lr", "base", "base_lr", "initial_lr", "learning_rate", "init_value", "peak_value"],
        &["type"],
        "write it as the base beside the schedule: lr = { base = ..., schedule = ... }",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_decides_what_a_name_means() {
        let plan = ["total_steps", "lr"];
        assert_eq!(field_elsewhere("Learning-Rate", &plan), Some("write lr = { base = 0.1 }"));
        assert_eq!(field_elsewhere("learning_rate", &["base", "schedule"]), Some("write base"));
        assert_eq!(field_elsewhere("learning_rate", &["type", "max_lr"]), Some("write max_lr"));
        assert_eq!(field_elsewhere("wavelength", &plan), None);
        assert_eq!(field_elsewhere("last_epoch", &plan), None);
    }
}
