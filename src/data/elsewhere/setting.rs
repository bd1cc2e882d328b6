use super::row::{GROUPS, Row};

const IN_SCHEDULE: &str = "write it in the schedule: schedule = { type = ..., ... }";

/// Fields of a hyperparameter or of one of its groups.
pub(super) const SETTING: &[Row] = &[
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
