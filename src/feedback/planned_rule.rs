use super::any_rule::{AnyRule, TypedRule};
use super::feedback_rule::FeedbackRule;
use super::reduce_lr_on_plateau::ReduceLrOnPlateau;
use crate::error::check;
use crate::schedule::step_range::StepRange;
use crate::{EarlyStopping, Error, GreedyLr, NewBob, Result, ScaleOnPlateau, SpikeGuard};
use std::any::{TypeId, type_name};
use std::ops::RangeBounds;
use std::sync::Arc;

/// A feedback rule in a plan: the rule, its name, the steps at which it gets metrics, and the groups on which it acts.
///
/// [`Plan::feedback`](crate::Plan::feedback) takes a `PlannedRule`, or a rule alone for the defaults: the name of the type
/// (`spike_guard`), all steps, and all groups.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, EarlyStopping, NewBob, Plan, PlannedRule, Scheduler};
///
/// let plan = Plan::lr(0.8, Constant)
///     .feedback(PlannedRule::new(NewBob::new()).name("head").groups([1]).during(2..))
///     .feedback(EarlyStopping::new(5)?);
/// let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
/// for loss in [0.7; 5] {
///     scheduler.metric(loss, &mut DryRun)?;
///     scheduler.step(&mut DryRun)?;
/// }
/// assert_eq!(scheduler.lrs(), [0.8, 0.2]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a rule does nothing until `Plan::feedback` adds it to a plan"]
pub struct PlannedRule {
    pub(crate) rule: Arc<dyn AnyRule>,
    pub(crate) name: String,
    pub(crate) during: StepRange,
    pub(crate) groups: Option<Vec<usize>>,
    /// Whether the rule is one of this crate, whose states can be read back.
    pub(crate) is_built_in: bool,
}

impl PlannedRule {
    /// Creates a planned rule with the name of its type in lower case with underscores, for all steps and all groups.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, PlannedRule, SpikeGuard};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(PlannedRule::new(SpikeGuard::new()));
    /// assert!(plan.preview(1, 0)?.rule("spike_guard").is_some());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new<R: FeedbackRule>(rule: R) -> Self {
        let (name, is_built_in) = (default_name::<R>(), is_built_in::<R>());
        let planned = Self { name, during: StepRange::default(), groups: None, is_built_in, rule: Arc::new(TypedRule(rule)) };
        // The window is kept here only.
        match planned.get::<ReduceLrOnPlateau>().cloned() {
            Some(plateau) => {
                let own = ReduceLrOnPlateau { during: StepRange::default(), ..plateau.clone() };
                Self { during: plateau.during, rule: Arc::new(TypedRule(own)), ..planned }
            }
            None => planned,
        }
    }

    /// Sets the name of the rule. A plan may have several rules of one type with different names. The name is not empty.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, PlannedRule, ReduceLrOnPlateau, Scheduler};
    ///
    /// let plateau = || ReduceLrOnPlateau::new().patience(0);
    /// let plan = Plan::lr(0.1, Constant)
    ///     .feedback(PlannedRule::new(plateau().factor(0.5)?).name("on_train_loss"))
    ///     .feedback(PlannedRule::new(plateau().factor(0.1)?).name("on_val_loss"));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for loss in [0.7, 0.7] {
    ///     scheduler.metric_for("on_train_loss", loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.lr(), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the steps at which the rule gets metrics. It ignores metrics at other steps. Default: all steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, EarlyStopping, Plan, PlannedRule, Scheduler};
    ///
    /// let rule = PlannedRule::new(EarlyStopping::new(1)?).during(10..);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// for loss in [0.7, 0.8, 0.9] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert!(!scheduler.state().should_stop());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn during(mut self, steps: impl RangeBounds<u64>) -> Self {
        self.during = StepRange::new(steps);
        self
    }

    /// Sets the groups on which the rule acts. Default: all groups. A group that the optimizer does not have is an error when the
    /// plan is built, wrapped or started.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, NewBob, Plan, PlannedRule};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(PlannedRule::new(NewBob::new()).groups([2]));
    /// assert!(plan.preview(3, 0).is_ok());
    /// let error = plan.preview(2, 0).unwrap_err().to_string();
    /// assert!(error.starts_with("plan: the rule new_bob acts on group 2, which the optimizer does not have"), "{error}");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn groups(mut self, groups: impl IntoIterator<Item = usize>) -> Self {
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_unstable();
        groups.dedup();
        self.groups = Some(groups);
        self
    }

    /// The default name of a rule of the type `R`.
    pub(crate) fn default_name<R: FeedbackRule>() -> String {
        default_name::<R>()
    }

    /// The rule, if it has the type `R`.
    pub(crate) fn get<R: FeedbackRule>(&self) -> Option<&R> {
        self.rule.rule().downcast_ref()
    }

    /// Whether the state of the rule is `State::plateau`.
    pub(crate) fn is_plateau(&self) -> bool {
        self.name == PLATEAU && self.rule.rule().is::<ReduceLrOnPlateau>()
    }

    /// Checks the name, and that every group exists.
    pub(crate) fn check(&self, groups: usize) -> Result<()> {
        check::ensure(!self.name.is_empty(), "PlannedRule", "name", "not empty", &self.name)?;
        let is_empty = self.groups.as_ref().is_some_and(Vec::is_empty);
        check::ensure(!is_empty, "PlannedRule", "groups", "a list of at least one group", &self.groups)?;
        match self.groups.iter().flatten().find(|group| **group >= groups) {
            Some(group) => Err(Error::AbsentRuleGroup { rule: self.name.clone(), group: *group, groups }),
            None => self.rule.check_groups(groups),
        }
    }

    /// The same rule, but without output.
    pub(crate) fn silent(self) -> Self {
        match self.get::<ReduceLrOnPlateau>() {
            Some(rule) if rule.verbose => Self { rule: Arc::new(TypedRule(rule.clone().verbose(false))), ..self },
            _ => self,
        }
    }

    /// Whether the name is the default one.
    pub(crate) fn has_default_name<R: FeedbackRule>(&self) -> bool {
        self.name == default_name::<R>()
    }

    pub(crate) fn acts_on(&self, group: usize) -> bool {
        self.groups.as_ref().is_none_or(|groups| groups.contains(&group))
    }

    /// The number of groups that an optimizer needs, so that every group that is named exists.
    pub(crate) fn named_groups(&self) -> usize {
        let listed = self.groups.iter().flatten().max().map_or(0, |group| group.saturating_add(1));
        self.rule.named_groups().max(listed)
    }
}

impl<R: FeedbackRule> From<R> for PlannedRule {
    fn from(rule: R) -> Self {
        Self::new(rule)
    }
}

/// The default name of a `ReduceLrOnPlateau`. A constant, because a step asks for it and must not allocate memory.
const PLATEAU: &str = "reduce_lr_on_plateau";

fn is_built_in<R: FeedbackRule>() -> bool {
    let own = [
        TypeId::of::<ReduceLrOnPlateau>(),
        TypeId::of::<ScaleOnPlateau>(),
        TypeId::of::<GreedyLr>(),
        TypeId::of::<NewBob>(),
        TypeId::of::<SpikeGuard>(),
        TypeId::of::<EarlyStopping>(),
    ];
    own.contains(&TypeId::of::<R>())
}

/// The name of a type in lower case with underscores, without its path and its generic arguments.
fn default_name<R>() -> String {
    let full = type_name::<R>();
    let path = full.split('<').next().unwrap_or(full);
    let mut name = String::new();
    for letter in path.rsplit("::").next().unwrap_or(path).chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}
