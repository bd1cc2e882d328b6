//! Lengths in epochs, samples, tokens and shares of the run: as texts, in plan files, in descriptions, and when a run resumes.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/property/mod.rs"]
mod property;

mod bad_lengths;
mod everywhere;
mod files;
mod rounding;
mod samples;
mod shown;
