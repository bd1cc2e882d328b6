//! Feedback rules: they change the learning rate depending on metrics, and ask the loop to skip a step or to stop. A schedule is a
//! function of time. A feedback rule is not, and has a state.

mod action;
mod any_rule;
mod early_stopping;
mod early_stopping_state;
mod feedback_rule;
mod greedy_lr;
mod lr_limit;
mod memory;
mod metric_value;
mod mode;
mod new_bob;
mod planned_rule;
mod plateau_data;
mod plateau_rule;
mod plateau_state;
mod rate_change;
mod rate_factors;
mod reduce_lr_on_plateau;
mod response;
mod rule_context;
mod rule_state;
mod scale_on_plateau;
mod scale_on_plateau_state;
mod spike_guard;
mod spike_guard_state;
pub(crate) mod words;

// The documentation lists the methods of a rule in the order of these modules.
mod options;

mod improvement;

pub use action::Action;
pub use early_stopping::EarlyStopping;
pub use early_stopping_state::EarlyStoppingState;
pub use feedback_rule::FeedbackRule;
pub use greedy_lr::{GreedyLr, GreedyLrState};
pub(crate) use lr_limit::LrLimit;
pub use metric_value::MetricValue;
pub use mode::{Mode, ThresholdMode};
pub use new_bob::{NewBob, NewBobState};
pub use planned_rule::PlannedRule;
pub use plateau_state::PlateauState;
pub use rate_change::RateChange;
pub(crate) use rate_factors::RateFactors;
pub use reduce_lr_on_plateau::ReduceLrOnPlateau;
pub use response::Response;
pub use rule_context::RuleContext;
pub use rule_state::RuleState;
pub(crate) use rule_state::RuleStates;
pub use scale_on_plateau::ScaleOnPlateau;
pub use scale_on_plateau_state::ScaleOnPlateauState;
pub use spike_guard::SpikeGuard;
pub use spike_guard_state::SpikeGuardState;
