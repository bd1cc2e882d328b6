//! # Gallery
//!
//! This page has one example of every schedule, combinator and feedback rule. Each is the learning rate of a run of 100 steps with the
//! base 0.1: above it what [`Plan::describe`](crate::Plan::describe) says, beside it the table of a
//! [plan file](crate::docs::plan_files) and the expression in Rust. The tests check that both give the same rates, to the bit.
//!
//! `tch-lr gallery Wsd` prints an example as a whole plan file, and `tch-lr gallery -o gallery.html` saves all of them as a page that shows
//! the values at the pointer. Module [`gallery`](crate::gallery) has them in Rust.
//!
//! | part | what it has |
//! |---|---|
//! | [Schedules of torch](#schedules-of-torch) | those of `torch.optim.lr_scheduler`, and `SWALR` |
//! | [Other schedules with an end](#other-schedules-with-an-end) | warm-up, stable and decay in one; forms of the fall |
//! | [Other schedules without an end](#other-schedules-without-an-end-and-from-points) | inverse square roots, power laws, waves; points and tables |
//! | [Combinators in time](#combinators-in-time) | warm-ups, holds, cycles: what moves, stretches or repeats a schedule |
//! | [Combinators in value](#combinators-in-value) | products, sums, bounds, noise: what changes the values of a schedule |
//! | [Feedback rules](#feedback-rules) | the rates under a loss that falls until step 50; for `SpikeGuard`, under a loss that is NaN at step 30 |
//!
//! Next: [parameter groups](crate::docs::groups). See also: [which schedule](crate::docs::choosing).
//!
#![doc = include_str!("gallery/torch.md")]
//!
#![doc = include_str!("gallery/with_an_end.md")]
//!
#![doc = include_str!("gallery/without_an_end.md")]
//!
#![doc = include_str!("gallery/combinators_in_time.md")]
//!
#![doc = include_str!("gallery/combinators_in_value.md")]
//!
#![doc = include_str!("gallery/rules.md")]
