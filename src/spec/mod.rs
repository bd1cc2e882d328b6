//! Plans as data: the format of plan files, and of what a [state](crate::State) remembers of its plan.
//!
//! ```
//! use tch_lr_scheduler::PlanSpec;
//!
//! let plan = PlanSpec::from_toml(
//!     r#"
//!     total_steps = 100                      # how long the run is, for drawing it and for fractions of it
//!
//!     [lr]                                   # every group
//!     base = 0.1
//!     schedule = { type = "CosineAnnealingLR", T_max = 100 }
//!
//!     [lr.groups.1]                          # but this one
//!     base = 0.01
//!     schedule = { type = "StepLR", step_size = 30 }
//!
//!     [lr.groups.2]                          # and this one, which has a tenth of what it would have
//!     factor = 0.1
//!
//!     [weight_decay]
//!     proportional_to_lr = { weight_decay = 0.01, at_lr = 0.1 }
//!
//!     [scalars.batch_size]                   # a value of the program's own
//!     base = 32
//!     schedule = { type = "MultiStepLR", milestones = [50], gamma = 2 }
//!
//!     [feedback]
//!     type = "ReduceLROnPlateau"
//!     patience = 3
//!     during = { from = 10, until = 90 }
//!     "#,
//! )?
//! .plan()?;
//! assert_eq!(plan.preview(3, 50)?.lr, [0.05, 0.001, 0.005000000000000001]);
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```
//!
//! | at the top | |
//! |---|---|
//! | `lr` | `base`, and a `schedule` that is constant where none is given; or `each`, a list of those, one a group |
//! | `lr.groups`, by number | `base` and `schedule` of the group's own, a `factor`, or both |
//! | `momentum` | as `lr`, or `opposite_to_lr` with `low`, `high` and `lr`, two rates |
//! | `weight_decay` | as `lr`, or `proportional_to_lr` with `weight_decay` and `at_lr` |
//! | `scalars`, by name | `base` and `schedule` |
//! | `feedback` | torch's `ReduceLROnPlateau` with its arguments; `during` with `from` and `until`, the first step that does not count |
//! | `expect_groups` | the final number of groups, if some are added after the optimizer is built |
//! | `total_steps` | how many steps the run has |
//!
//! A schedule has a `type` and that type's parameters, by torch's names and with torch's defaults; the Rust spelling (`CosineAnnealingLr`,
//! `t_max`) is read too. What torch has not goes by the name of its type here:
//!
//! | type | parameters |
//! |---|---|
//! | `Constant` | |
//! | `Piecewise` | `start`, `pieces`: a list of `shape` (`constant`, `linear`, `cosine`), `step`, `factor` |
//! | `RangeRamp` | `low`, `high`, `steps`, `linear` |
//! | `SequentialLR` | `schedulers`, `milestones` |
//! | `ChainedScheduler` | `schedulers` |
//! | `Warmup` | `schedule`, `steps`, `start`: `"first_step"` or the factor to start from, `cosine` |
//! | `Hold` | `schedule`, `step` |
//! | `Delay`, `Every`, `Stretch` | `schedule`, `steps` |
//! | `Frozen` | `schedule`, `until` |
//! | `Cycle` | `schedule`, `period`, `decay` |
//! | `Times` | `schedule`, `factor`, which is a schedule too |
//! | `Min`, `Max` | `schedule`, `other` |
//! | `Clamp` | `schedule`, `low`, `high` |
//! | `Scale` | `schedule`, `factor` |
//! | `Offset` | `schedule`, `amount` |
//!
//! A [function](Function) (`lr_lambda`, `scale_fn`) is `{"power": 0.95}`, `{"constant": 0.95}`, `{"table": [[0, 1], [30, 0.1]]}`,
//! `{"interpolate": [[0, 1], [30, 0]]}`, or the name of one that the program [registers](Functions).
//!
//! Lists and objects may lie 127 deep inside one another, which no parser here goes beyond.

mod assignments;
mod feedback;
mod file;
mod json_schema;
mod plan;
mod registry;
mod renamed;
mod schedule;

#[doc(inline)]
pub use crate::{Difference, Function, Functions, ScheduleSpec};
pub use file::PlanSpec;
pub use json_schema::json_schema;
