//! Combinators: types that make a new schedule from one or more schedules.
//!
//! Most of them are returned by a method of [`Schedule`](crate::Schedule):
//!
//! | method | type | what the new schedule does |
//! |---|---|---|
//! | [`then`](crate::Schedule::then) | [`SequentialLr`] | runs one schedule after another |
//! | [`warmup`](crate::Schedule::warmup), [`warmup_with`](crate::Schedule::warmup_with) | [`WithWarmup`] | rises to the first value of the schedule, then runs the schedule |
//! | [`warmup_beside`](crate::Schedule::warmup_beside), [`warmup_beside_with`](crate::Schedule::warmup_beside_with) | [`WarmupBeside`] | multiplies the first values of the schedule by a rising factor |
//! | [`hold`](crate::Schedule::hold) | [`Hold`] | keeps the value of one step from that step on |
//! | [`delay`](crate::Schedule::delay) | [`Delay`] | keeps the first value for some steps, then starts |
//! | [`frozen_until`](crate::Schedule::frozen_until) | [`Frozen`] | is 0 before a step, and starts at that step |
//! | [`cycle`](crate::Schedule::cycle) | [`Cycle`] | starts again after every period |
//! | [`every`](crate::Schedule::every) | [`Every`] | counts blocks of steps, for example epochs |
//! | [`stretch`](crate::Schedule::stretch) | [`Stretch`] | runs more slowly, and changes at every step |
//! | [`times`](crate::Schedule::times) | [`Times`] | multiplies two schedules |
//! | [`min`](crate::Schedule::min), [`max`](crate::Schedule::max) | [`Min`], [`Max`] | takes the smaller or the larger of two values |
//! | [`clamp`](crate::Schedule::clamp) | [`Clamp`] | limits the value to a range |
//! | [`scale`](crate::Schedule::scale) | [`Scale`] | multiplies the value by a number |
//! | [`offset`](crate::Schedule::offset) | [`Offset`] | adds a number to the value |
//!
//! [`ChainedScheduler`] has a constructor instead: it takes a list of schedules, as in torch.
//!
//! A combinator forwards the [companion momentum](crate::CompanionMomentum) of the schedule inside it, at that schedule's own step.
//! Combinators that change the value, such as [`Scale`], leave the momentum as it is.

mod chained_scheduler;
mod clamp;
mod cycle;
mod delay;
mod every;
mod frozen;
mod hold;
mod max;
pub(crate) mod methods;
mod min;
mod of_both;
mod offset;
mod scale;
mod sequential_lr;
mod stretch;
mod times;
mod warmup;
mod warmup_beside;
mod warmup_start;
mod wraps;

pub use chained_scheduler::ChainedScheduler;
pub use clamp::Clamp;
pub use cycle::Cycle;
pub use delay::Delay;
pub use every::Every;
pub use frozen::Frozen;
pub use hold::Hold;
pub use max::Max;
pub use min::Min;
pub use offset::Offset;
pub use scale::Scale;
pub use sequential_lr::SequentialLr;
pub use stretch::Stretch;
pub use times::Times;
pub use warmup::{Warmup, WithWarmup};
pub use warmup_beside::WarmupBeside;
pub(crate) use warmup_start::WarmupStart;
