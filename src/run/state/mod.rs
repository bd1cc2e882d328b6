mod counts;
mod json;
mod parts;
mod seen;

use crate::data::{Write, differences, record};
use crate::feedback::RuleStates;
use crate::hyperparameter::each_hyperparameter;
use crate::run::rate_adjustments::RateAdjustments;
use crate::schedule::Time;
use crate::{Action, CooldownState, Difference, Hyperparameter, PlanSpec, PlateauState, RuleState};
use parts::{SavedPlan, Scalars};
pub(crate) use seen::Seen;
use std::sync::Arc;

macro_rules! state {
    ($($variant:ident $name:ident $coupling:ident $range:ident $classes:literal $doc:literal $($omitted:ident)?;)*) => {
        /// The state of a run: everything that changes during the run, and the plan. It is what programs log, plot, save and load.
        ///
        /// [`Scheduler::state`](crate::Scheduler::state) returns the current state, and [`Scheduler::load`](crate::Scheduler::load)
        /// continues from a state. [`to_json`](Self::to_json) documents the format of state files.
        ///
        /// # Examples
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Plan};
        ///
        /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).lr_group(1, 0.01, ExponentialLr::new(0.5)?);
        /// let state = plan.preview(2, 1)?;
        /// assert_eq!(state.step, 1);
        /// assert_eq!(state.lr, [0.05, 0.005]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        ///
        /// # In PyTorch
        ///
        /// `scheduler.state_dict()`. Module [`pytorch`](crate::pytorch) converts between the two.
        #[doc(alias = "state_dict")]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct State {
            /// The number of completed steps, 0 at the start. Torch's `last_epoch`.
            #[doc(alias = "last_epoch")]
            pub step: u64,
            /// The fraction of a step after `step`, at least 0 and below 1. It is 0 unless
            /// [`seek_time`](crate::Scheduler::seek_time) was used.
            pub fraction: f64,
            $(
                #[doc = concat!($doc, " of each group; empty if the plan does not set it.")]
                pub $name: Vec<f64>,
            )*
            /// The values of the plan's scalars, each with its name, in the order of the plan. [`scalar`](Self::scalar) finds one
            /// by its name.
            pub scalars: Vec<(String, f64)>,
            /// The state of the plan's [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau), or `None` if the plan has none. If the plan
            /// gives the rule another name than the default one, [`rule`](Self::rule) returns its state.
            pub plateau: Option<PlateauState>,
            /// The states of the other feedback rules, in the order of their names.
            pub(crate) rules: Vec<RuleState>,
            /// The cooldown that was started during the run, or `None` if there is none.
            pub cooldown: Option<CooldownState>,
            pub(crate) seen: Seen,
            pub(crate) plan: Arc<PlanSpec>,
        }

        impl State {
            pub(crate) fn new(plan: PlanSpec, plateau: Option<PlateauState>, rules: Vec<RuleState>) -> Self {
                Self {
                    step: 0,
                    fraction: 0.0,
                    $($name: vec![],)*
                    scalars: vec![],
                    plateau,
                    rules,
                    cooldown: None,
                    seen: Seen::default(),
                    plan: Arc::new(plan),
                }
            }

            /// The values of one hyperparameter, one for each group; empty if the plan does not set it.
            ///
            /// ```
            /// use tch_lr_scheduler::{Constant, Hyperparameter, Plan};
            ///
            /// let state = Plan::lr(0.1, Constant).preview(2, 0)?;
            /// assert_eq!(state.values(Hyperparameter::Lr), [0.1, 0.1]);
            /// assert!(state.values(Hyperparameter::Momentum).is_empty());
            /// # Ok::<(), tch_lr_scheduler::Error>(())
            /// ```
            pub fn values(&self, hyperparameter: Hyperparameter) -> &[f64] {
                match hyperparameter {
                    $(Hyperparameter::$variant => &self.$name,)*
                }
            }

            pub(crate) fn values_mut(&mut self, hyperparameter: Hyperparameter) -> &mut Vec<f64> {
                match hyperparameter {
                    $(Hyperparameter::$variant => &mut self.$name,)*
                }
            }
        }

        record!(State {
            step: u64;
            fraction: f64;
            $($name: Vec<f64> $(= vec![], $omitted)?;)*
            // A state file of version 1 has the name `numbers` for this field.
            numbers "scalars": Scalars, [it -> Scalars(it.scalars.clone())];
            plateau: Option<PlateauState>;
            rules "feedback": RuleStates = RuleStates::default(), [it -> RuleStates(it.rules.clone())], omitted;
            cooldown: Option<CooldownState>;
            seen: Seen = Seen::default(), omitted;
            plan: SavedPlan, [it -> SavedPlan(it.plan.data().clone())]
        } => |node| Ok(State {
            step,
            fraction,
            $($name,)*
            scalars: numbers.0,
            plateau,
            rules: rules.0,
            cooldown,
            seen,
            plan: Arc::new(PlanSpec::from_data(plan.0)),
        }));
    };
}

each_hyperparameter!(state);

impl State {
    /// The plan of the run that this state was taken from. [`Scheduler::load`](crate::Scheduler::load) compares it with the plan of
    /// the scheduler.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let state = Plan::lr(0.1, ExponentialLr::new(0.5)?).preview(1, 1)?;
    /// assert_eq!(state.plan().plan()?.preview(1, 2)?.lr, [0.025]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn plan(&self) -> &PlanSpec {
        &self.plan
    }

    /// The value of a scalar, by its name in the plan, or `None` if the plan has no scalar of this name.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).scalar("temperature", 2.0, ExponentialLr::new(0.5)?);
    /// let state = plan.preview(1, 1)?;
    /// assert_eq!(state.scalar("temperature"), Some(1.0));
    /// assert_eq!(state.scalar("batch_size"), None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scalar(&self, name: &str) -> Option<f64> {
        self.scalars.iter().find(|(known, _)| known == name).map(|&(_, value)| value)
    }

    /// The state of a feedback rule, by its name in the plan, or `None` if there is none. The state of a `ReduceLrOnPlateau` with
    /// its default name is [`plateau`](Self::plateau).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, EarlyStopping, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(5)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// scheduler.metric(0.7, &mut DryRun)?;
    /// assert_eq!(scheduler.state().rule("early_stopping").unwrap().metrics, 1);
    /// assert!(scheduler.state().rule("spike_guard").is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn rule(&self, name: &str) -> Option<&RuleState> {
        self.rules.iter().find(|state| state.name == name)
    }

    /// Whether a feedback rule has asked at its last metric to end the training. A state that is loaded after the end still does.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, EarlyStopping, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(2)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// while !scheduler.state().should_stop() {
    ///     scheduler.metric(0.7, &mut DryRun)?;
    ///     scheduler.step(&mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.state().step, 3);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn should_stop(&self) -> bool {
        self.rules.iter().any(|state| state.action == Action::Stop)
    }

    /// The differences between this state and another, field by field: step, values, states of the feedback rules, cooldown,
    /// and plan. `was` is the value in this state, `is` the value in `other`.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?);
    /// let differences = plan.preview(1, 1)?.differences(&plan.preview(1, 2)?);
    /// let texts: Vec<_> = differences.iter().map(|difference| difference.to_string()).collect();
    /// assert_eq!(texts, ["step was 1, is 2", "lr[0] was 0.05, is 0.025"]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        differences(&self.write(), &other.write())
    }

    /// Whether a cooldown has started and now determines the rates. After a jump to an earlier step, it has not.
    pub(crate) fn is_cooling_down(&self) -> bool {
        self.cooldown.as_ref().is_some_and(|cooldown| cooldown.has_started(self.time()))
    }

    #[inline]
    pub(crate) fn adjustments(&self) -> RateAdjustments<'_> {
        RateAdjustments { plateau: self.plateau.as_ref(), rules: &self.rules, cooldown: self.cooldown.as_ref() }
    }

    #[inline]
    pub(crate) fn time(&self) -> Time {
        Time { step: self.step, fraction: self.fraction }
    }

    #[inline]
    pub(crate) fn next_time(&self) -> Time {
        Time { step: self.step.saturating_add(1), fraction: self.fraction }
    }
}
