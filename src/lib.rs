//! Learning-rate schedulers for [`tch`](https://docs.rs/tch), the Rust bindings to libtorch: every class of
//! `torch.optim.lr_scheduler` with its name, arguments and numbers, and methods to combine schedules.
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
//! | level | type | use it for |
//! |---|---|---|
//! | 0 | [`Schedule`] | a pure function from base and step to a value: plain loops, previews, tests |
//! | 1 | [`Plan`] and [`Scheduler`] | code that must keep its own optimizer: `scheduler.step(&mut optimizer)` |
//! | 2 | [`ScheduledOptimizer`] | everything else: tch's optimizer and its scheduler in one value |
//!
//! # Schedules
//!
//! - **Falling**: [`StepLr`], [`MultiStepLr`], [`ExponentialLr`], [`PolynomialLr`], [`LinearLr`], [`CosineAnnealingLr`],
//!   [`CosineDecay`], [`PolynomialDecay`], [`Wsd`], [`Rex`], [`Tanh`]
//! - **Cyclic**: [`OneCycleLr`], [`CyclicLr`], [`CosineAnnealingWarmRestarts`], [`Sin`]
//! - **Without an end**: [`InverseSqrt`], [`Noam`], [`InverseTime`], [`Power`], [`Eden`], [`InfiniteLr`]
//! - **For a range test**: [`RangeRamp`]
//! - **For a start or for weight averaging**: [`ConstantLr`], [`LinearLr`], [`SwaLr`]
//! - **From functions or points**: [`LambdaLr`], [`MultiplicativeLr`], [`Table`], [`Piecewise`], [`Constant`], or your own type
//!   that implements [`Schedule`]
//! - **Combinations**: [`SequentialLr`], [`ChainedScheduler`], and the methods of [`Schedule`]:
//!   [`then`](Schedule::then), [`warmup`](Schedule::warmup), [`warmup_beside`](Schedule::warmup_beside), [`hold`](Schedule::hold),
//!   [`delay`](Schedule::delay), [`frozen_until`](Schedule::frozen_until), [`cycle`](Schedule::cycle), [`every`](Schedule::every),
//!   [`stretch`](Schedule::stretch), [`within`](Schedule::within), [`past_end`](Schedule::past_end),
//!   [`times`](Schedule::times), [`plus`](Schedule::plus), [`min`](Schedule::min), [`max`](Schedule::max),
//!   [`clamp`](Schedule::clamp), [`scale`](Schedule::scale), [`offset`](Schedule::offset), [`noise`](Schedule::noise)
//! - **Driven by a metric**: [`ReduceLrOnPlateau`], [`ScaleOnPlateau`], [`GreedyLr`], [`NewBob`], [`SpikeGuard`], [`EarlyStopping`], or
//!   a [`FeedbackRule`] of your own. A plan may have several
//!
//! A [`Shape`] is the form of a curve between two values. Warm-ups, [`Piecewise`], [`Table`], [`Wsd`] and [`Cooldown`] take the same
//! ones.
//!
//! # Plans
//!
//! A [`Plan`] gives each hyperparameter of each parameter group a base and a schedule:
//!
//! - learning rates: [`lr`](Plan::lr), [`lr_base`](Plan::lr_base), [`lr_group`](Plan::lr_group), [`lr_groups`](Plan::lr_groups),
//!   [`lr_factor`](Plan::lr_factor), [`lr_times`](Plan::lr_times), [`layer_wise`](Plan::layer_wise)
//! - momentum, or beta1 of Adam: [`momentum`](Plan::momentum), [`momentum_opposite_to_lr`](Plan::momentum_opposite_to_lr)
//! - beta2 and eps: [`beta2`](Plan::beta2), [`eps`](Plan::eps)
//! - weight decay: [`weight_decay`](Plan::weight_decay), [`weight_decay_proportional_to_lr`](Plan::weight_decay_proportional_to_lr)
//! - other numbers of your program, such as a batch size: [`scalar`](Plan::scalar)
//!
//! A plan can be written to JSON or TOML and read back: see module [`spec`]. Before a run you can [describe](Plan::describe) a plan
//! in sentences, [check](Plan::check) it for settings that are valid but probably a mistake, [preview](Plan::preview) its values,
//! and [trace](Plan::trace) them step by step. [The command line](docs::command_line) `tch-lr` does the same for plan files. A
//! [`Summary`] describes a single schedule in words.
//!
//! Schedules count steps. A [`RunLength`] turns epochs, samples, tokens and shares of the run into steps. In a plan file, every
//! number of steps may be written in these [units](spec#units).
//!
//! # States
//!
//! A [`State`] contains everything that changes during a run, and the plan of the run. [`State::save`] writes it, [`State::open`]
//! reads it, and [`Scheduler::load`] continues from it: all values equal those of an uninterrupted run to the bit. If the plan has
//! changed since the state was saved, a [`ResumePolicy`] determines how the run continues. A [`Cooldown`] that is requested at run
//! time is part of the state. [`Checkpoints`] save it together with the weights, the state of the optimizer and the random
//! generators, so that a resumed run is equal to one without an interruption: [stop and resume](docs::resume).
//! [`docs::loops`] has training loops.
//!
//! # Logs
//!
//! The observers of module [`observe`] record the rates and the program's metrics in memory, as CSV, as JSON lines, for
//! TensorBoard, or as a progress bar: `log.observe(opt.advance()?.with("loss", &loss))?`. After a resume they continue from the
//! step of the checkpoint. [`docs::trackers`] has W&B, MLflow, Trackio and Prometheus. [`History::read`](observe::History::read) reads a log.
//!
//! # Learning-rate range test
//!
//! [`LrFinder`] runs a learning-rate range test and then restores the model. A [`RangeCurve`] suggests rates from recorded losses,
//! also from those of another program.
//!
//! # Recipes and other libraries
//!
//! Module [`recipes`] has plans with the numbers of published runs, the schedules of transformers, timm and mmengine by their names, and
//! reads the training configurations of these libraries, as `tch-lr import` does.
//!
//! # Predictions
//!
//! Module [`predict`] fits a published law to the logs of two or three runs, and predicts the losses of other plans, as `tch-lr predict`
//! does. [`docs::predict`] says when the laws hold.
//!
//! # The book
//!
//! Module [`docs`] is a book: [quick start](docs::quick_start), [which schedule](docs::choosing) fits which situation, a
//! [gallery](docs::gallery) of all schedules with their curves, [parameter groups](docs::groups), [units](docs::units),
//! [plans as files](docs::plan_files), [training loops](docs::loops), [stop and resume](docs::resume), and tables for those who come from
//! [PyTorch](docs::pytorch), [transformers](docs::transformers), [timm](docs::timm), [Lightning](docs::lightning), [optax](docs::optax),
//! [mmengine](docs::mmengine) or [`set_lr`](docs::set_lr). The search of this documentation finds schedules by the names that these
//! libraries give them, such as `get_cosine_schedule_with_warmup`.
//!
//! # What it does not do
//!
//! - It does not adopt a rate that the program has set on the optimizer. `verify` names each value that differs from the plan.
//! - It does not contain Schedule-Free, D-Adaptation or Prodigy, because these are optimizers and not schedules.
//!
//! # Features
//!
//! - `tch` (default): everything that uses libtorch. Without it the crate is pure arithmetic and builds in seconds.
//! - `plot`: plots as SVG, PNG and pages of HTML, in module [`plot`], and `Plan::plot`.
//! - `predict`: predictions of losses from the logs of other runs, in module [`predict`].
//! - `progress`: a progress bar on the terminal, in module [`observe`].
//! - `tensorboard`: event files for TensorBoard, in module [`observe`].
//! - `toml`: plan files in TOML, in addition to JSON.
//! - `yaml`: training configurations in YAML, in module [`recipes`], in addition to JSON and Python.
//! - `cli`: the command line `tch-lr`, which needs no libtorch.
//!
#![cfg_attr(feature = "tch", doc = "[`ScheduledOptimizer`]: ScheduledOptimizer")]
#![cfg_attr(feature = "tch", doc = "[`LrFinder`]: LrFinder")]
#![cfg_attr(not(feature = "tch"), doc = "[`ScheduledOptimizer`]: #features")]
#![cfg_attr(not(feature = "tch"), doc = "[`LrFinder`]: #features")]
#![cfg_attr(feature = "plot", doc = "[`plot`]: plot")]
#![cfg_attr(not(feature = "plot"), doc = "[`plot`]: #features")]
#![cfg_attr(feature = "predict", doc = "[`predict`]: predict")]
#![cfg_attr(not(feature = "predict"), doc = "[`predict`]: #features")]
// docs.rs builds with a nightly compiler, which marks each item with the feature that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
// Only src/torch/native has any.
#![deny(unsafe_code)]
#![warn(missing_docs)]

mod checkpoint;
pub mod combinators;
mod data;
pub mod docs;
mod error;
mod feedback;
pub mod gallery;
mod hyperparameter;
pub mod observe;
mod plan;
#[cfg(feature = "plot")]
pub mod plot;
#[cfg(feature = "predict")]
pub mod predict;
pub mod pytorch;
mod range_test;
pub mod recipes;
mod report;
mod run;
mod schedule;
mod schedules;
pub mod spec;
#[cfg(feature = "tch")]
mod torch;

pub use checkpoint::{Checkpoint, CheckpointFile, Checkpoints, FileContent};
#[doc(inline)]
pub use combinators::{ChainedScheduler, EndPolicy, SequentialLr, Warmup};
pub use data::{Function, Functions, Position, RunLength, Span};
pub use error::{Cause, Deviation, Difference, Error, Excerpt, Result, printable};
pub use feedback::{
    Action, EarlyStopping, EarlyStoppingState, FeedbackRule, GreedyLr, GreedyLrState, MetricValue, Mode, NewBob, NewBobState,
    PlannedRule, PlateauState, RateChange, ReduceLrOnPlateau, Response, RuleContext, RuleState, ScaleOnPlateau,
    ScaleOnPlateauState, SpikeGuard, SpikeGuardState, ThresholdMode,
};
pub use hyperparameter::{Hyperparameter, Setting};
pub use plan::{LayerWise, Plan};
pub use range_test::{Agreement, LrBounds, RangeCurve, Suggestions};
pub use report::{Description, KeyNumbers, Warning};
pub use run::{Cooldown, CooldownState, DryRun, ResumePolicy, Scheduler, State, Trace, Tunable};
pub use schedule::{
    ChainMember, CompanionMomentum, Constant, Continuation, Described, History, Phase, PhaseKind, Schedule, ScheduleSpec, Shape,
    Summary, WarningKind,
};
pub use schedules::*;
#[doc(inline)]
pub use spec::PlanSpec;

#[cfg(feature = "tch")]
pub use torch::{
    AveragedModel, LoadOptions, LrFinder, Missing, OptimizerClass, OptimizerState, Part, PartMut, RangeEnd, RangeTest, Restored,
    ScheduledOptimizer, assign_groups, autocast, update_bn,
};

#[cfg(all(doctest, feature = "tch"))]
#[doc = include_str!("../README.md")]
struct Readme;
