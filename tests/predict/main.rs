//! Predictions of losses: the laws, their fits, the logs, and the search.

#[path = "../common/mod.rs"]
mod common;

mod bins;
mod files;
mod formula;
mod logs;
mod made;
mod properties;
mod real_runs;
mod recovery;
mod refusals;
mod searches;
