use super::row::Row;

/// Fields of the table of the run.
pub(super) const RUN: &[Row] = &[
    (
        &["epochs", "num_epochs", "max_epochs", "n_epochs", "total_epochs", "num_train_epochs", "max_epoch", "nb_epochs"],
        &["samples_per_step"],
        "write total = \"90ep\", with the number of epochs",
    ),
    (
        &[
            "steps",
            "total_steps",
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
            "length",
            "duration",
            "max_duration",
        ],
        &["samples_per_step"],
        "write total",
    ),
    (
        &["tokens", "total_tokens", "max_tokens", "train_tokens", "num_tokens"],
        &["samples_per_step"],
        "write total = \"300B tokens\", with the number of tokens",
    ),
    (
        &["samples", "total_samples", "max_samples", "train_samples", "num_samples"],
        &["samples_per_step"],
        "write total = \"50k samples\", with the number of samples",
    ),
    (
        &[
            "batches_per_epoch",
            "steps_in_epoch",
            "iters_per_epoch",
            "iterations_per_epoch",
            "epoch_length",
            "updates_per_epoch",
            "num_batches",
            "len_train_loader",
            "train_loader_len",
        ],
        &["samples_per_step"],
        "write steps_per_epoch",
    ),
    (
        &["samples_per_epoch", "dataset_size", "num_train_samples", "train_size", "dataset_length"],
        &["samples_per_step"],
        "write steps_per_epoch, the number of samples in an epoch divided by those in a step",
    ),
    (
        &["batch_size", "global_batch_size", "train_batch_size", "effective_batch_size", "samples_per_batch", "micro_batch_size"],
        &["samples_per_step"],
        "write samples_per_step, with the samples of all devices and of all accumulated batches",
    ),
    (&["tokens_per_batch", "tokens_per_update", "batch_tokens"], &["samples_per_step"], "write tokens_per_step"),
    (
        &["warmup", "warmup_steps", "num_warmup_steps", "warmup_epochs", "warmup_ratio", "warmup_iters"],
        &["samples_per_step"],
        "write it in the schedule: schedule = { type = \"Warmup\", steps = ..., schedule = ... }",
    ),
];
