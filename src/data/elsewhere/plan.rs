use super::row::{GROUPS, Row, WARMUP};

const IN_EPOCHS: &str = "write total_steps = \"90ep\" and run = { steps_per_epoch = 391 }, or total_steps in steps";

/// Fields of a whole plan.
pub(super) const PLAN: &[Row] = &[
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
