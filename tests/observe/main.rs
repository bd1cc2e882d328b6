//! Logs of a run: read back by other programs and continued after a crash. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod crashes;
mod csv_log;
mod hex;
mod history;
mod json_lines_log;
mod late_columns;
mod logs;
mod metrics;
mod observers;
mod orders;
mod progress;
mod read_back;
mod reading;
mod refusals;
mod tensorboard_log;
mod tensorboard_metrics;
