//! Plans as data: the format of plan files, in JSON or TOML. A [state](crate::State) contains its plan in the same format.
//!
//! [`PlanSpec`] reads and writes it. [`json_schema()`] returns its JSON Schema, with which an editor checks and completes a file.
//!
//! ```
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
//! | `scalars` | an object: for each name, an object with `base` and `schedule` | [`Plan::scalar`] |
//! | `feedback` | an object with `type = "ReduceLROnPlateau"`, see below | [`Plan::reduce_lr_on_plateau`] |
//! | `expect_groups` | a whole number | [`Plan::expect_groups`] |
//! | `total_steps` | a whole number | [`Plan::total_steps`] |
//! | `$schema` | a text | the place of the JSON Schema, for editors; this crate ignores it |
//!
//! # Hyperparameters
//!
//! `lr`, `momentum`, `weight_decay`, `beta2` and `eps` are objects with these fields:
//!
//! | field | in | meaning |
//! |---|---|---|
//! | `base` | all | the base value of every group without its own |
//! | `schedule` | all | the schedule of every group without its own; without this field, the value is constant |
//! | `groups` | all | for each number of a group, counted from 0, an object with what differs for this group, see below |
//! | `each` | `lr`, `beta2`, `eps` | instead of `base`: a list of objects with `base` and `schedule`, one for each group ([`Plan::lr_groups`]). An entry without a `schedule` follows the common one |
//! | `opposite_to_lr` | `momentum` | instead of `base`: `low`, `high`, and `lr`, a list of two rates ([`Plan::momentum_opposite_to_lr`]) |
//! | `proportional_to_lr` | `weight_decay` | instead of `base`: `weight_decay`, and `at_lr`, the rate at which the weight decay has this value. Without `at_lr` it is the highest rate of each group by itself ([`Plan::weight_decay_proportional_to_lr`], [`Plan::weight_decay_at_lr`]) |
//!
//! If a group lacks a base or a schedule, it takes the common one, as a group of torch with its own `lr` follows the scheduler of
//! the optimizer:
//!
//! | `groups.1` has | group 1 follows |
//! |---|---|
//! | `base` | the common `schedule`, from its own base ([`Plan::lr_base`]). Without a common schedule it is constant |
//! | `schedule` | its own schedule, from the common `base` |
//! | `base` and `schedule` | its own schedule, from its own base ([`Plan::lr_group`]). `{ type = "Constant" }` keeps the base |
//! | `opposite_to_lr`, `proportional_to_lr` | its own coupling ([`Plan::momentum_opposite_to_lr_group`], [`Plan::weight_decay_proportional_to_lr_group`]) |
//! | `factor`, alone or with the others | the values that it has without the factor, times the factor ([`Plan::lr_factor`]) |
//!
//! Beside a common `proportional_to_lr`, a group with only a `base` has this weight decay at its highest rate, or at the common
//! `at_lr`. Beside a common `opposite_to_lr`, its momentum is constant. A common `schedule` needs no `base` if every group has one.
//!
//! Every value of `momentum` and `beta2` is at least 0 and below 1, and every value of `weight_decay` and `eps` is finite and not
//! negative. A base may be outside these ranges if the schedule brings the values into them.
//!
//! # Schedules
//!
//! A schedule is an object with a `type` and the parameters of that type. A parameter with a default, which is in parentheses
//! below, may be absent. Types and parameters have torch's names. The Rust spelling (`CosineAnnealingLr`, `t_max`) is read too.
//! Steps are whole numbers. A whole number may have an exponent or digit separators: `1e5`, `10_000`.
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
//! | `RangeRamp` | `low`, `high`, `steps`, `linear` (false) | from `low` to `high` in `steps` steps, exponentially or in a straight line; the base is not used |
//! | `InverseSqrt` | `timescale`, `floor` (0.0) | from the base to the fraction `floor` of it, as one over the square root of the time; half of the way is at step `3 * timescale` |
//! | `Noam` | `d_model` (null), `warmup_steps`, `factor` (1.0) | a linear warm-up of `warmup_steps` steps, then one over the square root of the time, all of it times `factor`. The highest value is `factor / sqrt(d_model * warmup_steps)`, and the base is not used; without `d_model` it is the base times `factor` |
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
//!
//! # Shapes
//!
//! A [shape](Shape) (`shape` of a warm-up, a piece or a cooldown, `between`, `warmup_shape`, `decay_shape`) is one of these words or
//! objects:
//!
//! | shape | weight of the first value at the fraction `p` of the steps |
//! |---|---|
//! | `"linear"` | `1 - p` |
//! | `"cosine"` | `(1 + cos(pi * p)) / 2` |
//! | `"1-sqrt"` | `1 - sqrt(p)` |
//! | `"1-square"` | `1 - p^2` |
//! | `"mirror-cosine"` | `2 * (1 - p) - (1 + cos(pi * p)) / 2` |
//! | `"half-life"` | `2 * 0.5^p - 1` |
//! | `"constant"` | 1; the value jumps at the end |
//! | `"logarithmic"` | only for a warm-up: the weight of the full value is `ln(t + 1) / ln(steps)` |
//! | `{"type": "power", "power": 0.7}` | `1 - p^power` |
//! | `{"type": "polynomial", "power": 2}` | `(1 - p)^power` |
//! | `{"type": "exponential", "floor": 0.01}` | `floor^p` |
//! | `{"type": "exponential-normalized", "floor": 0.1}` | `(floor^p - floor) / (1 - floor)` |
//! | `{"type": "function", "function": "name"}` | a [function](#functions) of `p` |
//!
//! A warm-up mirrors the shape: the weight of the full value is that of `1 - p`. In a warm-up, `cosine = true` of older files is
//! read as `shape = "cosine"`.
//!
//! # Functions
//!
//! A [function](Function) (`lr_lambda`, `scale_fn`) is one of these:
//!
//! | function | value at step `t` |
//! |---|---|
//! | `{"power": 0.95}` | 0.95 to the power of `t` |
//! | `{"constant": 0.95}` | 0.95 |
//! | `{"table": [[0, 1], [30, 0.1]]}` | the value of the last point at or before `t`: 1 before step 30, 0.1 from step 30 on |
//! | `{"interpolate": [[0, 1], [30, 0]]}` | straight lines between the points |
//! | `"name"` | the function that the program [registers](Functions) with this name |
//!
//! # Feedback
//!
//! `feedback` has the `type` `"ReduceLROnPlateau"` and these parameters, with torch's defaults:
//!
//! | type | parameters | meaning |
//! |---|---|---|
//! | `ReduceLROnPlateau` | `mode` (`"min"`), `factor` (0.1), `patience` (10), `threshold` (0.0001), `threshold_mode` (`"rel"`), `cooldown` (0), `min_lr` (0.0), `eps` (1e-8), `verbose` (false), `during` (`{"from": 0}`) | see [`ReduceLrOnPlateau`]. `mode` is `"min"` or `"max"`; `threshold_mode` is `"rel"`, `"abs"` or `"magnitude"`; `min_lr` is a number or a list with one number for each group; `during` has `from`, the first step at which metrics count, and `until`, the first step at which they no longer count |
//!
//! # Limits
//!
//! Lists and objects may be nested at most 127 deep, and at most 79 deep in a TOML file that is written. TOML has no whole numbers
//! above 2<sup>63</sup> - 1.
//!
//! [`Plan::scalar`]: crate::Plan::scalar
//! [`Plan::reduce_lr_on_plateau`]: crate::Plan::reduce_lr_on_plateau
//! [`Plan::expect_groups`]: crate::Plan::expect_groups
//! [`Plan::total_steps`]: crate::Plan::total_steps
//! [`Plan::lr_groups`]: crate::Plan::lr_groups
//! [`Plan::lr_group`]: crate::Plan::lr_group
//! [`Plan::lr_base`]: crate::Plan::lr_base
//! [`Plan::lr_factor`]: crate::Plan::lr_factor
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

mod assignments;
mod coupling;
mod feedback;
mod given;
mod group;
mod json_schema;
mod known_elsewhere;
mod plan;
mod plan_file;
mod plan_spec;
mod registry;
mod renamed;
mod schedule;
mod set;
mod spelled;

#[doc(inline)]
pub use crate::data::whole_number;
#[doc(inline)]
pub use crate::{Difference, Function, Functions, ScheduleSpec, Shape};
pub use json_schema::json_schema;
pub use plan_spec::PlanSpec;
pub(crate) use registry::parameter_in_code;
pub(crate) use spelled::spelled;
