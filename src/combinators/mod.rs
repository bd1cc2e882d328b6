//! What turns one schedule into another: one idea a file. The methods that make them are those of
//! [`Schedule`](crate::Schedule).

mod chained_scheduler;
mod clamp;
mod cycle;
mod delay;
mod every;
mod forward;
mod frozen;
mod hold;
mod max;
mod min;
mod scale;
mod sequential_lr;
mod shift;
mod stretch;
mod times;
mod warmup;

pub use chained_scheduler::ChainedScheduler;
pub use clamp::Clamp;
pub use cycle::Cycle;
pub use delay::Delay;
pub use every::Every;
pub use frozen::Frozen;
pub use hold::Hold;
pub use max::Max;
pub use min::Min;
pub use scale::Scale;
pub use sequential_lr::SequentialLr;
pub use shift::Shift;
pub use stretch::Stretch;
pub use times::Times;
pub use warmup::{Warmed, Warmup};
