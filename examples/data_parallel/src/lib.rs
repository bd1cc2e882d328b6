//! What the programs `digits` and `gpt` of this package share: the ranks of an MPI job, averaged gradients, a check that all ranks
//! agree, and the rate for a number of ranks.
//!
//! src/docs/many_processes.md of the package above describes the programs.

mod agreement;
mod end_of_job;
mod gradients;
mod launch;
mod lr_scaling;
mod options;
mod ranks;
mod resume;

pub use agreement::check_agreement;
pub use end_of_job::announce_end_of_job;
pub use gradients::GradientBuckets;
pub use launch::{launch, on_ranks};
pub use lr_scaling::LrScaling;
pub use options::Options;
pub use ranks::Ranks;
pub use resume::{check_only_ranks_changed, checkpoint_of_first};
