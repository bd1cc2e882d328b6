use super::row::Row;

/// Fields of a feedback rule.
pub(super) const RULE: &[Row] = &[
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
