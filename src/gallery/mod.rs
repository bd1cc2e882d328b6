//! The gallery: one example of every schedule, combinator and feedback rule, as a plan file and in Rust.
//!
//! `docs::gallery` shows all of them with their pictures, and `tch-lr gallery` prints them. Each is a plan of 100 steps with the base
//! 0.1. The plan file and the code give the same rates.
//!
//! ```
//! use tch_lr_scheduler::gallery;
//!
//! let example = gallery::examples().find(|example| example.name() == "StepLR").unwrap();
//! assert_eq!(example.rust(), "StepLr::new(30, 0.5)?");
//! assert_eq!(example.toml(), "[lr.schedule]\ntype = \"StepLR\"\nstep_size = 30\ngamma = 0.5");
//! assert_eq!(example.rates()?[29..31], [0.1, 0.05]);
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```

mod combinators;
mod example;
mod others;
#[cfg(feature = "plot")]
mod page;
mod rules;
mod torch;

pub use example::{Example, Kind};
#[cfg(feature = "plot")]
pub use page::page;

/// All examples: torch's schedules, the other schedules, the combinators, and the feedback rules.
///
/// ```
/// use tch_lr_scheduler::gallery::{self, Kind};
///
/// let rules = gallery::examples().filter(|example| example.kind() == Kind::Rule);
/// assert!(rules.map(|rule| rule.name()).any(|name| name == "ReduceLROnPlateau"));
/// ```
pub fn examples() -> impl Iterator<Item = &'static Example> {
    [torch::ALL, others::ALL, combinators::ALL, rules::ALL].into_iter().flatten()
}
