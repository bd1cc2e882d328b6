use super::action::Action;
use super::feedback_rule::FeedbackRule;
use super::memory::Memory;
use super::rule_context::RuleContext;
use super::rule_state::RuleState;
use crate::Result;
use std::any::Any;
use std::fmt;

/// A [`FeedbackRule`] whatever the type of its state. A state of another type is left as it is; a scheduler refuses to load one.
pub(crate) trait AnyRule: fmt::Debug + Send + Sync {
    fn rule(&self) -> &dyn Any;
    fn metric(&self, metric: f64, state: &mut dyn Any, run: &mut RuleContext<'_>) -> Action;
    fn lr(&self, group: usize, scheduled: f64, with_factor: f64, state: &dyn Any) -> f64;
    fn initial_state(&self, name: &str, groups: usize) -> RuleState;
    /// Reads the rule's own state from a file.
    fn read(&self, memory: &Memory) -> Result<Memory>;
    fn regroup(&self, groups: usize, state: &mut dyn Any);
    fn check_groups(&self, groups: usize) -> Result<()>;
    fn named_groups(&self) -> usize;
    fn acts_during_cooldown(&self) -> bool;
    fn fewest_metrics(&self) -> u64;
    fn describe(&self) -> String;
}

/// A rule that implements [`AnyRule`] by [`FeedbackRule`].
pub(crate) struct TypedRule<R>(pub(crate) R);

impl<R: fmt::Debug> fmt::Debug for TypedRule<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<R: FeedbackRule> AnyRule for TypedRule<R> {
    fn rule(&self) -> &dyn Any {
        &self.0
    }

    fn metric(&self, metric: f64, state: &mut dyn Any, run: &mut RuleContext<'_>) -> Action {
        state.downcast_mut().map_or(Action::Continue, |state| self.0.metric(metric, state, run))
    }

    fn lr(&self, group: usize, scheduled: f64, with_factor: f64, state: &dyn Any) -> f64 {
        state.downcast_ref().map_or(scheduled, |state| self.0.lr(group, scheduled, with_factor, state))
    }

    fn initial_state(&self, name: &str, groups: usize) -> RuleState {
        RuleState::new(&self.0, name, groups)
    }

    fn read(&self, memory: &Memory) -> Result<Memory> {
        memory.read::<R::State>().map(Memory::of)
    }

    fn regroup(&self, groups: usize, state: &mut dyn Any) {
        if let Some(state) = state.downcast_mut() {
            self.0.regroup(groups, state);
        }
    }

    fn check_groups(&self, groups: usize) -> Result<()> {
        self.0.check_groups(groups)
    }

    fn named_groups(&self) -> usize {
        self.0.named_groups()
    }

    fn acts_during_cooldown(&self) -> bool {
        self.0.acts_during_cooldown()
    }

    fn fewest_metrics(&self) -> u64 {
        self.0.fewest_metrics()
    }

    fn describe(&self) -> String {
        self.0.describe()
    }
}
