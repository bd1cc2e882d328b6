//! Plans as data: the format of plan files, in JSON or TOML. A [state](crate::State) contains its plan in the same format.
//!
//! [`PlanSpec`] reads and writes it. [`json_schema()`] returns its JSON Schema, with which an editor checks and completes a file.
//!
//! ```
//! # #[cfg(feature = "toml")] {
//! use tch_lr_scheduler::PlanSpec;
//!
//! let plan = PlanSpec::from_toml(
//!     r#"
//!     total_steps = 100                      # the planned length of the run
//!
//!     [lr]                                   # every group
//!     base = 0.1
//!     schedule = { type = "CosineAnnealingLR", T_max = 100 }
//!
//!     [lr.groups.1]                          # group 1 has its own schedule
//!     base = 0.01
//!     schedule = { type = "StepLR", step_size = 30 }
//!
//!     [lr.groups.2]                          # group 2 has a tenth of the common rate
//!     factor = 0.1
//!
//!     [lr.groups.3]                          # group 3 follows the common schedule from its own base
//!     base = 0.02
//!
//!     [weight_decay]
//!     proportional_to_lr = { weight_decay = 0.01 }
//!
//!     [scalars.batch_size]                   # a number of the program
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
//! assert_eq!(plan.preview(4, 50)?.lr, [0.05, 0.001, 0.005000000000000001, 0.01]);
//! # }
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```
//!
//! # Plans
//!
//! A plan is an object with these fields. Only `lr` is required.
//!
//! | field | contents | meaning |
//! |---|---|---|
//! | `lr` | an object, see below | the learning rates |
//! | `momentum`, or its alias `beta1` | an object, see below | the momentum (SGD, RMSprop) or beta1 (Adam, AdamW) |
//! | `weight_decay` | an object, see below | the weight decay |
//! | `beta2` | an object, see below | beta2 (Adam, AdamW) |
//! | `eps` | an object, see below | eps (Adam, AdamW, RMSprop) |
//! | `scalars` | an object: for each name, an object with `base` and `schedule`, or with `proportional_to_lr`: `value`, and `at_lr`, the rate at which it has this value; without `at_lr` it is the highest rate of group 0 | [`Plan::scalar`], [`Plan::scalar_proportional_to_lr`], [`Plan::scalar_at_lr`] |
//! | `feedback` | a feedback rule, or an object of rules by name, see below | [`Plan::feedback`] |
//! | `expect_groups` | a whole number | [`Plan::expect_groups`] |
//! | `total_steps` | a whole number, or a length as text | [`Plan::total_steps`] |
//! | `run` | an object, see [below](#units) | [`Plan::run`] |
//! | `$schema` | a text | the place of the JSON Schema, for editors; this crate ignores it |
//!
#![doc = include_str!("hyperparameters.md")]
//!
//! # Schedules
//!
//! A schedule is an object with a `type` and the parameters of that type. A parameter with a default, which is in parentheses
//! below, may be absent. Types and parameters have torch's names. The Rust spelling (`CosineAnnealingLr`, `t_max`) is read too.
//! Steps are whole numbers, or lengths in another [unit](#units) as texts: `"5ep"`. A whole number may have an exponent or digit
//! separators: `1e5`, `10_000`.
//!
//! The schedules of torch, with torch's defaults:
//!
//! | type | parameters | value |
//! |---|---|---|
//! | `StepLR` | `step_size`, `gamma` (0.1) | multiplied by `gamma` after every `step_size` steps |
//! | `MultiStepLR` | `milestones`, `gamma` (0.1) | multiplied by `gamma` at each step in the list `milestones` |
//! | `ConstantLR` | `factor` (1/3), `total_iters` (5) | the base times `factor` for `total_iters` steps, then the base |
//! | `LinearLR` | `start_factor` (1/3), `end_factor` (1.0), `total_iters` (5) | the base times a factor that moves from `start_factor` to `end_factor` in a straight line in `total_iters` steps |
//! | `ExponentialLR` | `gamma` | multiplied by `gamma` at every step |
//! | `PolynomialLR` | `total_iters` (5), `power` (1.0) | from the base to 0 in `total_iters` steps, as the fraction of remaining steps to the power `power` |
//! | `CosineAnnealingLR` | `T_max`, `eta_min` (0.0) | half a cosine wave from the base to `eta_min` in `T_max` steps, then back to the base in as many steps |
//! | `CosineAnnealingWarmRestarts` | `T_0`, `T_mult` (1), `eta_min` (0.0), `peak_decay` (1.0), `eta_min_decay` (1.0), `cycle_limit` (null) | half cosine waves from the base to `eta_min`: the first has `T_0` steps, each later one `T_mult` times as many as the one before. The last three are not torch's: each wave starts at `peak_decay` times the value of the one before and ends at `eta_min_decay` times its end, and after `cycle_limit` waves the value stays |
//! | `CyclicLR` | `base_lr`, `max_lr`, `step_size_up` (2000), `step_size_down` (`step_size_up`), `mode` (`"triangular"`), `gamma` (1.0), `scale_fn` (none), `scale_mode` (`"cycle"`), `cycle_momentum` (true), `base_momentum` (0.8), `max_momentum` (0.9) | triangles between `base_lr` and `max_lr`; the base is not used. `mode` is `"triangular"`, `"triangular2"` or `"exp_range"`; `scale_mode` is `"cycle"` or `"iterations"` |
//! | `OneCycleLR` | `max_lr`, `total_steps` (null), `epochs` (null), `steps_per_epoch` (null), `pct_start` (0.3), `anneal_strategy` (`"cos"`), `cycle_momentum` (true), `base_momentum` (0.85), `max_momentum` (0.95), `div_factor` (25.0), `final_div_factor` (10000.0), `three_phase` (false) | from `max_lr / div_factor` to `max_lr`, and down to almost 0; the base is not used. The length is `total_steps`, or `epochs` times `steps_per_epoch`. `anneal_strategy` is `"cos"` or `"linear"` |
//! | `LambdaLR` | `lr_lambda` | the base times a [function](#functions) of the step |
//! | `MultiplicativeLR` | `lr_lambda` | multiplied at every step by a [function](#functions) of the step |
//! | `SWALR` | `swa_lr`, `anneal_epochs` (10), `anneal_strategy` (`"cos"`) | from the current value to `swa_lr` in `anneal_epochs` steps, then constant |
//! | `SequentialLR` | `schedulers`, `milestones` | the schedules of a list, one after another: each begins at its milestone, with its own step 0 |
//! | `ChainedScheduler` | `schedulers` | the schedules of a list, all at the same time: each changes the value of the one before |
//!
//! The schedules that torch does not have:
//!
//! | type | parameters | value |
//! |---|---|---|
//! | `Constant` | | the base |
//! | `Piecewise` | `start`, `pieces` ([]) | the base times a factor: `start` at step 0, then along the pieces. A piece has a `shape`, the `step` at its end, and the `factor` at its end. The [`shape`](#shapes) connects the last factor with this factor. `"constant"` keeps the last factor until `step`. Then the factor jumps to `factor`, or stays if `factor` is absent |
//! | `Table` | `points`, `relative` (false), `between` (`"step"`) | the value of the last point at or before the step. A point is `[step, value]`. With `relative`, the points are factors of the base, otherwise the base is not used. `between` is `"step"`, or a [shape](#shapes) between the points |
//! | `Wsd` | `warmup_steps`, `stable_steps`, `decay_steps`, `start` (`"first_step"`), `warmup_shape` (`"linear"`), `stable_power` (0.0), `timescale` (null), `decay_shape` (`"1-sqrt"`), `floor` (0.0), `eta_min` (null) | up to the base in `warmup_steps` steps, constant for `stable_steps`, and down to `floor` times the base, or to `eta_min`, in `decay_steps`. `start` is as in a `Warmup`, and both shapes are [shapes](#shapes). With a `stable_power` (0.5 is the inverse square root) the stable phase falls as `(1 + u / timescale)^-stable_power`; without `timescale` it is `warmup_steps` |
//! | `CosineDecay` | `T_max`, `alpha` (0.0), `eta_min` (null), `exponent` (1.0), `k_decay` (1.0) | half a cosine wave from the base to `alpha` times the base, or to `eta_min`, in `T_max` steps, then constant. The fall is the wave to the power `exponent`, at the progress to the power `k_decay` |
//! | `PolynomialDecay` | `total_iters`, `power` (1.0), `alpha` (0.0), `eta_min` (null), `k_decay` (1.0), `cycle` (false) | from the base to `alpha` times the base, or to `eta_min`, in `total_iters` steps, as the fraction of remaining steps to the power `power`. With `cycle` it falls again, over twice, three times, ... as many steps since step 0 |
//! | `Rex` | `T_max`, `eta_min` (0.0) | from the base to `eta_min` in `T_max` steps, as `(1 - p) / (1 - p / 2)` |
//! | `Tanh` | `T_max`, `lower` (-7.0), `upper` (3.0), `eta_min` (0.0) | from the base to `eta_min` in `T_max` steps, along a hyperbolic tangent from `lower` to `upper` |
//! | `Sin` | `period`, `eta_min` (0.0), `peak_decay` (1.0), `gamma` (1.0) | half sine waves of `period` steps between `eta_min` and the base. Each wave is `peak_decay` times as high as the one before, and the height is multiplied by `gamma` at every step |
//! | `RangeRamp` | `low`, `high`, `steps`, `linear` (false) | from `low` to `high` in `steps` steps, exponentially or in a straight line; the base is not used |
//! | `InverseSqrt` | `timescale`, `floor` (0.0) | from the base to the fraction `floor` of it, as one over the square root of the time; half of the way is at step `3 * timescale` |
//! | `Noam` | `d_model` (null), `warmup_steps`, `factor` (1.0) | a linear warm-up of `warmup_steps` steps, then one over the square root of the time, all of it times `factor`. The highest value is `factor / sqrt(d_model * warmup_steps)`, and the base is not used; without `d_model` it is the base times `factor` |
//! | `InverseTime` | `decay_steps`, `decay_rate`, `staircase` (false), `power` (1.0) | the base divided by `(1 + decay_rate * t / decay_steps)^power`; with `staircase` the fraction is rounded down |
//! | `Power` | `amplitude` (null), `exponent`, `tokens_per_step` (1), `after` (0) | the base, but at most `amplitude * n^exponent` after `n = tokens_per_step * (t + after)` tokens; without `amplitude`, the base times `((t + after) / after)^exponent` |
//! | `Eden` | `lr_batches`, `lr_epochs` (null), `steps_per_epoch` (null), `warmup_batches` (500), `warmup_start` (0.5) | the schedule of icefall: [`Eden`](crate::Eden) has the formula. Without `lr_epochs` and `steps_per_epoch` it is `Eden2` |
//! | `InfiniteLR` | `warmup_steps`, `cooldown_steps`, `constant`, `tau` (null), `anneal_start` (null), `anneal_steps` (null), `anneal_end` (null) | from 0 to the base, down to the fraction `constant` of it, constant, and from `anneal_start` on exponentially to the fraction `anneal_end`. The cooldown is a cosine, or an inverse square root if `tau` is given |
//!
//! The combinators. Each has an inner `schedule`:
//!
//! | type | parameters | value |
//! |---|---|---|
//! | `Warmup` | `schedule`, `steps`, `start` (`"first_step"`), `shape` (`"linear"`) | [`Schedule::warmup_with`]: a warm-up of `steps` steps in front of the schedule, which starts after it at its step 0, so that all its steps move by `steps`. `start` is `"first_step"`, or the factor of the first step from 0 to 1. The [`shape`](#shapes) is mirrored |
//! | `WarmupBeside` | `schedule`, `steps`, `start` (`"first_step"`), `shape` (`"linear"`) | [`Schedule::warmup_beside_with`]: the schedule from step 0, whose first `steps` values are multiplied by the factor of the warm-up. No step of the schedule moves |
//! | `Hold` | `schedule`, `step` | [`Schedule::hold`]: the value of `step` from that step on |
//! | `Delay` | `schedule`, `steps` | [`Schedule::delay`]: the first value for `steps` steps, then the schedule from its step 0 |
//! | `Frozen` | `schedule`, `until` | [`Schedule::frozen_until`]: 0 before the step `until`, then the schedule from its step 0 |
//! | `Cycle` | `schedule`, `period`, `decay` (1.0) | [`Schedule::cycle`]: the schedule again every `period` steps, each time from `decay` times the base before |
//! | `Every` | `schedule`, `steps` | [`Schedule::every`]: the schedule advances by one step every `steps` steps |
//! | `Stretch` | `schedule`, `steps` | [`Schedule::stretch`]: the schedule advances by the fraction `1 / steps` of a step at every step |
//! | `Times` | `schedule`, `factor` | [`Schedule::times`]: the schedule times the value of the schedule `factor` for the base 1 |
//! | `Min` | `schedule`, `other` | [`Schedule::min`]: the smaller value of two schedules |
//! | `Max` | `schedule`, `other` | [`Schedule::max`]: the larger value of two schedules |
//! | `Clamp` | `schedule`, `low`, `high` | [`Schedule::clamp`]: the value, but at least `low` and at most `high` |
//! | `Scale` | `schedule`, `factor` | [`Schedule::scale`]: the value times the number `factor` |
//! | `Offset` | `schedule`, `amount` | [`Schedule::offset`]: the value plus the number `amount` |
//! | `Plus` | `schedule`, `other` | [`Schedule::plus`]: the sum of two schedules |
//! | `Within` | `schedule`, `from` (0), `until` (null) | [`Schedule::within`]: the schedule from step `from` until step `until`, its first value before them, and its last value after them |
//! | `PastEnd` | `schedule`, `end`, `policy` ("hold") | [`Schedule::past_end`]: what comes after step `end`: `"hold"`, `"follow"`, `"repeat"` or `"error"` |
//! | `Noise` | `schedule`, `percent` (0.67), `seed` (42), `kind` ("normal"), `std` (1.0) | [`Schedule::noise`]: the value times 1 plus a random number below `percent`; `kind` is `"normal"` or `"uniform"`, and `during` has `from` and `until` |
//!
#![doc = include_str!("shapes.md")]
//!
#![doc = include_str!("units.md")]
//!
#![doc = include_str!("functions.md")]
//!
//! # Feedback
//!
//! `feedback` contains the [feedback rules](crate::FeedbackRule). One rule is an object with a `type` and parameters, as a schedule.
//! Several rules are objects with names, which [`Scheduler::metric_for`](crate::Scheduler::metric_for) uses:
//!
//! ```
//! # #[cfg(feature = "toml")] {
//! use tch_lr_scheduler::PlanSpec;
//!
//! let plan = PlanSpec::from_toml(
//!     r#"
//!     [lr]
//!     base = 0.1
//!
//!     [feedback.spikes]
//!     type = "SpikeGuard"
//!     hold = 20
//!
//!     [feedback.stop]
//!     type = "EarlyStopping"
//!     patience = 5
//!     during = { from = 10 }
//!     "#,
//! )?
//! .plan()?;
//! assert!(plan.preview(1, 0)?.rule("stop").is_some());
//! # }
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```
//!
//! A rule that is alone has the default name of its type, such as `spike_guard`. Every rule may have these fields too: `during`
//! with `from`, the first step at which metrics count, and `until`, the first step at which they no longer count; and `groups`, a
//! list of the groups on which the rule acts.
//!
//! | type | parameters | meaning |
//! |---|---|---|
//! | `ReduceLROnPlateau` | `mode` (`"min"`), `factor` (0.1), `patience` (10), `threshold` (0.0001), `threshold_mode` (`"rel"`), `cooldown` (0), `min_lr` (0.0), `eps` (1e-8), `verbose` (false), `initial_extra_patience` (0), `restore_best` (false) | see [`ReduceLrOnPlateau`]. `mode` is `"min"` or `"max"`; `threshold_mode` is `"rel"`, `"abs"` or `"magnitude"`; `min_lr` is a number or a list with one number for each group |
//! | `ScaleOnPlateau` | `factor` (0.1), `patience` (10), `rtol` (0.0001), `atol` (0.0), `cooldown` (0), `accumulation_size` (1), `min_scale` (0.0) | see [`ScaleOnPlateau`](crate::ScaleOnPlateau) |
//! | `GreedyLR` | `mode` (`"min"`), `factor` (0.95), `patience` (10), `threshold` (1e-6), `threshold_mode` (`"abs"`), `cooldown` (0), `warmup` (0), `min_lr` (0.001), `max_lr` (1.0), `eps` (1e-8), `smooth` (false), `window_size` (50), `reset_start` (500) | see [`GreedyLr`](crate::GreedyLr). `min_lr` and `max_lr` are numbers or lists with one number for each group |
//! | `NewBob` | `annealing_factor` (0.5), `improvement_threshold` (0.0025), `patient` (0) | see [`NewBob`](crate::NewBob) |
//! | `SpikeGuard` | `above` (2.0), `beta` (0.98), `after` (20), `factor` (0.1), `hold` (10), `ramp` (90), `restore_after` (0) | see [`SpikeGuard`](crate::SpikeGuard) |
//! | `EarlyStopping` | `patience`, `mode` (`"min"`), `threshold` (0.0), `threshold_mode` (`"abs"`), `baseline` (null) | see [`EarlyStopping`](crate::EarlyStopping) |
//!
//! # Limits
//!
//! Lists and objects may be nested at most 127 deep, and at most 79 deep in a TOML file that is written. TOML has no whole numbers
//! above 2<sup>63</sup> - 1.
//!
//! [`Plan::scalar`]: crate::Plan::scalar
//! [`Plan::scalar_at_lr`]: crate::Plan::scalar_at_lr
//! [`Plan::scalar_proportional_to_lr`]: crate::Plan::scalar_proportional_to_lr
//! [`Plan::feedback`]: crate::Plan::feedback
//! [`Plan::expect_groups`]: crate::Plan::expect_groups
//! [`Plan::total_steps`]: crate::Plan::total_steps
//! [`Plan::run`]: crate::Plan::run
//! [`Plan::lr_groups`]: crate::Plan::lr_groups
//! [`Plan::lr_group`]: crate::Plan::lr_group
//! [`Plan::lr_base`]: crate::Plan::lr_base
//! [`Plan::lr_factor`]: crate::Plan::lr_factor
//! [`Plan::lr_times`]: crate::Plan::lr_times
//! [`Plan::layer_wise`]: crate::Plan::layer_wise
//! [`Plan::momentum_opposite_to_lr_group`]: crate::Plan::momentum_opposite_to_lr_group
//! [`Plan::weight_decay_proportional_to_lr_group`]: crate::Plan::weight_decay_proportional_to_lr_group
//! [`Plan::weight_decay_at_lr`]: crate::Plan::weight_decay_at_lr
//! [`Plan::momentum_opposite_to_lr`]: crate::Plan::momentum_opposite_to_lr
//! [`Plan::weight_decay_proportional_to_lr`]: crate::Plan::weight_decay_proportional_to_lr
//! [`ReduceLrOnPlateau`]: crate::ReduceLrOnPlateau
//! [`Schedule::warmup_with`]: crate::Schedule::warmup_with
//! [`Schedule::warmup_beside_with`]: crate::Schedule::warmup_beside_with
//! [`Schedule::hold`]: crate::Schedule::hold
//! [`Schedule::delay`]: crate::Schedule::delay
//! [`Schedule::frozen_until`]: crate::Schedule::frozen_until
//! [`Schedule::cycle`]: crate::Schedule::cycle
//! [`Schedule::every`]: crate::Schedule::every
//! [`Schedule::stretch`]: crate::Schedule::stretch
//! [`Schedule::times`]: crate::Schedule::times
//! [`Schedule::min`]: crate::Schedule::min
//! [`Schedule::max`]: crate::Schedule::max
//! [`Schedule::clamp`]: crate::Schedule::clamp
//! [`Schedule::scale`]: crate::Schedule::scale
//! [`Schedule::offset`]: crate::Schedule::offset
//! [`Schedule::plus`]: crate::Schedule::plus
//! [`Schedule::within`]: crate::Schedule::within
//! [`Schedule::past_end`]: crate::Schedule::past_end
//! [`Schedule::noise`]: crate::Schedule::noise

mod assignments;
mod coupling;
mod descriptions;
mod feedback;
mod given;
mod group;
mod json_schema;
mod known_elsewhere;
mod layer_wise;
mod plan;
mod plan_file;
mod plan_spec;
mod registry;
mod renamed;
mod rule_entry;
mod rule_field;
mod run;
mod scalar;
mod schedule;
mod set;
mod spelled;

#[doc(inline)]
pub use crate::data::whole_number;
#[doc(inline)]
pub use crate::{Difference, Function, Functions, RunLength, ScheduleSpec, Shape, Span};
pub use json_schema::json_schema;
pub use plan_spec::PlanSpec;
pub(crate) use registry::parameter_in_code;
pub(crate) use spelled::spelled;
