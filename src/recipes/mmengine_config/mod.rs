//! The schedulers of mmengine: each acts in a window of the run, on what the others have left.

mod config;
mod member;
mod restarts;
mod rule;
mod run;
mod sequence;

pub(super) use config::{import, is_source};
