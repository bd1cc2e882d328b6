//! The schedulers of mmengine: each acts in a window of the run, on what the others have left.

mod config;
mod fields;
mod member;
mod restarts;
mod rule;
mod run;
mod sequence;

pub(super) use config::{USED, import, is_source};
