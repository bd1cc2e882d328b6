//! Learning-rate schedulers for [`tch`](https://docs.rs/tch), the Rust bindings to libtorch: all of
//! `torch.optim.lr_scheduler`, with its names and its numbers, and ways to combine them that hold.
//!
#![cfg_attr(feature = "tch", doc = "```")]
#![cfg_attr(not(feature = "tch"), doc = "```ignore")]
//! use tch::{Device, Kind, Tensor, nn};
//! use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, StepLr};
//!
//! let vs = nn::VarStore::new(Device::cuda_if_available());
//! let body = nn::linear(vs.root() / "body", 2, 16, Default::default());
//! let head = nn::linear((vs.root() / "head").set_group(1), 16, 2, Default::default());
//!
//! let schedule = CosineAnnealingLr::new(45)?.warmup(5)?;
//! let mut opt = Plan::lr(0.1, schedule)
//!     .lr_group(1, 0.01, StepLr::new(30, 0.1)?)
//!     .build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;
//!
//! # let x = Tensor::randn([8, 2], (Kind::Float, vs.device()));
//! # let batches = [(x.shallow_clone(), x.select(1, 0).gt(0.0).to_kind(Kind::Int64))];
//! for epoch in 0..50 {
//!     for (x, y) in &batches {
//!         let loss = x.apply(&body).relu().apply(&head).cross_entropy_for_logits(y);
//!         opt.backward_step(&loss);
//!     }
//!     println!("epoch {epoch}: lr {:.4} and {:.4}", opt.lrs()[0], opt.lrs()[1]);
//!     opt.advance()?;
//! }
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```
//!
//! # Three levels
//!
//! | level | type | for |
//! |---|---|---|
//! | 0 | [`Schedule`] | a pure function from base and step to value: for plain loops, previews, tests |
//! | 1 | [`Plan`] and [`Scheduler`] | code that must keep its own optimizer: `scheduler.step(&mut optimizer)` |
//! | 2 | `ScheduledOptimizer` | everyone else: tch's optimizer and its schedule in one |
//!
//! # Schedules
//!
//! - **Falling**: [`StepLr`], [`MultiStepLr`], [`ExponentialLr`], [`PolynomialLr`], [`LinearLr`], [`CosineAnnealingLr`]
//! - **Up and down**: [`OneCycleLr`], [`CyclicLr`], [`CosineAnnealingWarmRestarts`]
//! - **Rising, for a range test**: [`RangeRamp`]
//! - **Starting and averaging**: [`ConstantLr`], [`LinearLr`], [`SwaLr`]
//! - **Your own**: [`LambdaLr`], [`MultiplicativeLr`], [`Piecewise`], [`Constant`], or any type that is a [`Schedule`]
//! - **Combined**: [`SequentialLr`], [`ChainedScheduler`], and the methods of [`Schedule`]:
//!   [`then`](Schedule::then), [`warmup`](Schedule::warmup), [`hold`](Schedule::hold), [`delay`](Schedule::delay), [`frozen_until`](Schedule::frozen_until),
//!   [`cycle`](Schedule::cycle), [`every`](Schedule::every), [`stretch`](Schedule::stretch), [`times`](Schedule::times),
//!   [`min`](Schedule::min), [`max`](Schedule::max), [`clamp`](Schedule::clamp), [`scale`](Schedule::scale),
//!   [`shift`](Schedule::offset)
//! - **Answering a metric**: [`ReduceLrOnPlateau`]
//!
//! # Plans
//!
//! A [`Plan`] gives each hyperparameter of each group a base and a schedule: rates ([`lr`](Plan::lr), [`lr_group`](Plan::lr_group),
//! [`lr_groups`](Plan::lr_groups), [`lr_factor`](Plan::lr_factor), [`layer_wise`](Plan::layer_wise)), momentum or beta1
//! ([`momentum`](Plan::momentum), [`momentum_opposite_to_lr`](Plan::momentum_opposite_to_lr)), weight decay
//! ([`weight_decay`](Plan::weight_decay), [`weight_decay_proportional_to_lr`](Plan::weight_decay_proportional_to_lr)), and
//! [scalar`](Plan::scalar)s of your own.
//!
//! A plan is also data, in JSON or TOML: module [`spec`]. Before it runs it can be [described](Plan::describe) in sentences,
//! [checked](Plan::check) for what is rarely meant, previewed and traced; schedules [tell](Schedule::tell) what they do. The
//! command line `tch-lr` shows the same.
//!
//! # States
//!
//! A [`State`] is everything that changes; [`save`](State::save) it, [`open`](State::open) it, and [`load`](Scheduler::load) it: what
//! follows is what would have followed, to the bit. Where the plan has changed meanwhile, [`ResumePolicy`] says what is to become of
//! the run. A [`Cooldown`] that is decided on while the run goes on is part of the state. Weights and state together, as one, are
//! saved by `Checkpoints`. Loops as people write them: `docs::loops`.
//!
//! # Logs
//!
//! A run writes down its values with the observers of module [`observe`]: in memory, as CSV, as JSON lines, for TensorBoard.
//! After a resume they go on where the checkpoint was.
//!
//! # Finding a rate
//!
//! `LrFinder` runs a learning-rate range test and leaves no trace; a [`RangeCurve`] says what it found, whoever recorded it.
//!
//! Coming from PyTorch: [`docs::pytorch`] has a row for every class, and a run that Python has begun goes on here, and back, by module
//! [`pytorch`]. How and why: [`docs::design`]. How fast: [`docs::benchmarks`].
//!
//! # What it does not do
//!
//! - Save an optimizer's own state (momentum buffers, Adam's moments) in a checkpoint. The program does: an `OptimizerState` is that
//!   state as data, and with it a resumed run continues to the bit.
//! - Adopt a rate that the program has set on the optimizer. The plan is the truth; `verify` names each value that differs from it.
//! - Schedule-Free, D-Adaptation, Prodigy: those are optimizers, not schedules.
//!
//! # Features
//!
//! - `tch` (default): everything that touches libtorch. Without it the crate is pure arithmetic and builds in seconds.
//! - `plot`: curves as SVG and PNG, in module `plot`.
//! - `tensorboard`: event files for TensorBoard, in module [`observe`].
//! - `toml`: plan files in TOML, beside JSON.
//! - `cli`: the command line `tch-lr`, which needs no libtorch.
// Only src/torch/native has any.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod combinators;
mod data;
pub mod docs;
mod error;
mod feedback;
mod hyperparameter;
pub mod observe;
mod plan;
#[cfg(feature = "plot")]
pub mod plot;
pub mod pytorch;
mod range_test;
mod report;
mod run;
mod schedule;
mod schedules;
pub mod spec;
#[cfg(feature = "tch")]
mod torch;

pub use combinators::{ChainedScheduler, SequentialLr, Warmup};
pub use data::{Function, Functions};
pub use error::{Deviation, Difference, Error, Result};
pub use feedback::{Mode, PlateauState, ReduceLrOnPlateau, Reduction, ThresholdMode};
pub use hyperparameter::{Hyperparameter, Setting};
pub use plan::Plan;
pub use range_test::{Agreement, LrBounds, RangeCurve, Suggestions};
pub use report::{Description, KeyNumbers, Warning};
pub use run::{Cooldown, CooldownShape, CooldownState, DryRun, ResumePolicy, Scheduler, State, Trace, Tunable};
pub use schedule::{
    ChainMember, CompanionMomentum, Continuation, Described, History, Schedule, ScheduleSpec, Summary, WarningKind,
};
pub use schedules::*;
pub use spec::PlanSpec;

#[cfg(feature = "tch")]
pub use torch::{
    AveragedModel, Checkpoint, Checkpoints, LrFinder, OptimizerClass, OptimizerState, Part, PartMut, RangeEnd, RangeTest,
    ScheduledOptimizer, assign_groups, update_bn,
};

#[cfg(all(doctest, feature = "tch"))]
#[doc = include_str!("../README.md")]
struct Readme;
