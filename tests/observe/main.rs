//! Logs of a run: read back by other programs and continued after a crash. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod crashes;
mod csv_log;
mod history;
mod json_lines_log;
mod logs;
mod observers;
mod refusals;
mod tensorboard_log;
