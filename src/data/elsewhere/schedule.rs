use super::row::{Row, WARMUP};

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
pub(super) const SCHEDULE: &[Row] = &[
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
    (&["warmup_ratio", "warmup_fraction", "warmup_pct", "ratio", "fraction", "percent", "pct"], &["shape"], "write steps = \"3%\""),
    (&["warmup_ratio", "warmup_fraction", "warmup_pct", "pct_start"], &["warmup_steps"], "write warmup_steps = \"3%\""),
    (&["decay_ratio", "decay_fraction", "cooldown_fraction", "cooldown_ratio"], &["decay_steps"], "write decay_steps = \"20%\""),
    (&["stable_ratio", "stable_fraction"], &["stable_steps"], "write stable_steps = \"70%\", or \"rest\""),
    (&["num_warmup_steps", "warmup_iters", "warmup_epochs", "warmup_t", "warmup"], &["warmup_steps"], "write warmup_steps"),
    (
        &["num_decay_steps", "lr_wsd_decay_iters", "cooldown_steps", "cooldown", "decay_iters", "annealing_steps"],
        &["decay_steps"],
        "write decay_steps",
    ),
    (
        &["num_stable_steps", "constant_steps", "plateau_steps", "hold_steps", "stable_iters"],
        &["stable_steps"],
        "write stable_steps, or \"rest\" for what the other two phases leave",
    ),
    (LENGTH, &["stable_steps"], "write stable_steps = \"rest\", and the length of the run as total_steps beside lr"),
    (&["steps", "num_steps", "iterations", "num_iter"], &["low"], "write steps"),
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
