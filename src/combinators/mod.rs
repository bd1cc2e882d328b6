//! What turns one schedule into another: one idea a file. The methods that make them are those of
//! [`Schedule`](crate::Schedule).

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
