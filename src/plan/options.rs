//! The parts of a plan beside the schedules of hyperparameters: groups that are added later, scalars, feedback, and the length of
//! the run.

use super::Plan;
use super::assignments::Source;
use super::scheduled_value::ScheduledValue;
use crate::{PlannedRule, ReduceLrOnPlateau, Result, RunLength, Schedule, Span};

impl Plan {
    /// Declares the final number of groups, so that the plan may name groups that are added after the optimizer is built. Default:
    /// the number of groups that the optimizer has.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.2, Constant);
    /// assert!(Scheduler::start(&plan, 1, &mut DryRun).is_err()); // there is no group 1
    ///
    /// let mut scheduler = Scheduler::start(&plan.expect_groups(2), 1, &mut DryRun)?;
    /// assert_eq!(scheduler.lrs(), [0.1]);
    /// assert_eq!(scheduler.regroup(2, &mut DryRun)?.lr, [0.1, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn expect_groups(mut self, groups: usize) -> Self {
        self.expected_groups = groups;
        self
    }

    /// Adds a scalar: another number of the program that follows a schedule, such as a batch size, a dropout probability, a
    /// temperature, or a bound for gradients. `base` is finite and not negative.
    ///
    /// A scalar is not written to the optimizer. [`State::scalar`](crate::State::scalar) returns its value.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).scalar("batch_size", 32.0, MultiStepLr::new([30, 60], 2.0)?);
    /// assert_eq!(plan.preview(1, 60)?.scalar("batch_size"), Some(128.0));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scalar(self, name: impl Into<String>, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with_scalar(name.into(), Source::Scheduled(ScheduledValue::new(base, schedule)))
    }

    /// Adds a feedback rule: a rule alone, or a [`PlannedRule`] with a name, a window of steps, or groups.
    ///
    /// [`FeedbackRule`](crate::FeedbackRule) lists the rules. A plan may have several, and their order does not matter. Two rules
    /// with the same name are [`Error::RuleTwice`](crate::Error::RuleTwice) when the plan is used.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Plan, Scheduler, SpikeGuard};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(SpikeGuard::new()).feedback(EarlyStopping::new(2)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for validation_loss in [0.9, 0.8, 0.8, 0.8] {
    ///     for train_loss in [0.9, 0.8, f64::NAN] {
    ///         if scheduler.metric_for("spike_guard", train_loss, &mut DryRun)?.action == Action::SkipStep {
    ///             continue; // without an optimizer step
    ///         }
    ///         // With tch: opt.backward_step(&loss)
    ///     }
    ///     if scheduler.metric_for("early_stopping", validation_loss, &mut DryRun)?.action == Action::Stop {
    ///         break;
    ///     }
    /// }
    /// assert!(scheduler.state().should_stop());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn feedback(mut self, rule: impl Into<PlannedRule>) -> Self {
        let rule = rule.into();
        let place = self.rules.partition_point(|known| known.name <= rule.name);
        self.rules.insert(place, rule);
        self
    }

    /// Adds a [`ReduceLrOnPlateau`], which reduces the rate of every group if a metric has stopped improving. The same as
    /// [`feedback`](Self::feedback).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(1));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for loss in [0.7, 0.7, 0.7] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert!((scheduler.lr() - 0.01).abs() < 1e-15);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "ReduceLROnPlateau")]
    pub fn reduce_lr_on_plateau(self, rule: ReduceLrOnPlateau) -> Self {
        self.feedback(rule)
    }

    /// Sets [`verbose`](ReduceLrOnPlateau::verbose) of the feedback rules to `false`, so that no reduction is printed. Use it in
    /// programs whose standard output is data.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
    ///
    /// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().verbose(true));
    /// assert!(plan.spec().to_string().contains(r#""verbose": true"#));
    /// assert!(plan.silent().spec().to_string().contains(r#""verbose": false"#));
    /// ```
    pub fn silent(mut self) -> Self {
        self.rules = self.rules.into_iter().map(PlannedRule::silent).collect();
        self
    }

    /// Whether the plan has feedback rules, so that metrics can be given to it.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, NewBob, Plan};
    ///
    /// assert!(!Plan::lr(0.1, Constant).has_feedback());
    /// assert!(Plan::lr(0.1, Constant).feedback(NewBob::new()).has_feedback());
    /// ```
    pub fn has_feedback(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Sets the planned length of the run in steps. Default: unknown.
    ///
    /// The length is used to draw and to describe the plan, and to resume at the [same
    /// fraction](crate::ResumePolicy::SameFraction) of a changed plan. A scheduler does not stop at this step.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?).total_steps(50);
    /// assert_eq!(plan.run_length(), Some(50));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn total_steps(mut self, steps: u64) -> Self {
        (self.run, self.total_steps) = (self.run.with_total(Some(Span::steps(steps))), Some(steps));
        self
    }

    /// Sets what is known of the run: its length in any unit, the steps of an epoch, and the samples and tokens of a step. The
    /// plan is then described and plotted in epochs or tokens, and its runs can [resume](crate::ResumePolicy::SameSamples) after
    /// the same number of samples. If `run` has no length, that of [`total_steps`](Self::total_steps) stays.
    ///
    /// # Errors
    /// [`Error::RunUnknown`](crate::Error::RunUnknown) or [`Error::Parameter`](crate::Error::Parameter) if the length of the run
    /// cannot be turned into steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{MultiStepLr, Plan, RunLength, Span};
    ///
    /// let run = RunLength::new(Span::epochs(90.0))?.steps_per_epoch(1251)?;
    /// let milestones = [run.steps(Span::epochs(30.0))?, run.steps(Span::epochs(60.0))?];
    /// let plan = Plan::lr(0.1, MultiStepLr::new(milestones, 0.1)?).run(run)?;
    /// assert_eq!(plan.run_length(), Some(112_590));
    /// assert_eq!(plan.describe(1, None)?[0].sentence, "0.1, times 0.1 at epoch 30 and epoch 60");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn run(mut self, run: RunLength) -> Result<Self> {
        if let Some(steps) = run.total_steps()? {
            self.total_steps = Some(steps);
        }
        self.run = run.with_total(run.total().or(self.run.total()));
        Ok(self)
    }

    /// What is known of the run, from [`run`](Self::run) and [`total_steps`](Self::total_steps).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, RunLength, Span};
    ///
    /// let plan = Plan::lr(0.1, Constant).run(RunLength::default().steps_per_epoch(10)?)?.total_steps(90);
    /// assert_eq!(*plan.run_units(), RunLength::new(Span::steps(90))?.steps_per_epoch(10)?);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn run_units(&self) -> &RunLength {
        &self.run
    }

    /// The planned length of the run in steps, or `None` if neither [`total_steps`](Self::total_steps) nor
    /// [`run`](Self::run) has set it.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// assert_eq!(Plan::lr(0.1, Constant).run_length(), None);
    /// assert_eq!(Plan::lr(0.1, Constant).total_steps(90).run_length(), Some(90));
    /// ```
    pub fn run_length(&self) -> Option<u64> {
        self.total_steps
    }

    /// The number of groups that an optimizer needs, so that every group in this plan exists. At least 1.
    ///
    /// It covers the groups that are named by index, the entries of lists, and [`expect_groups`](Self::expect_groups).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// assert_eq!(Plan::lr(0.1, Constant).lr_group(2, 0.01, Constant).named_groups(), 3);
    /// assert_eq!(Plan::lr_groups([(0.1, Constant), (0.2, Constant)]).named_groups(), 2);
    /// ```
    pub fn named_groups(&self) -> usize {
        let of_hyperparameters = std::iter::once(&self.lr).chain(&self.others).map(|assignments| assignments.named_groups());
        let of_rule = self.rules.iter().map(PlannedRule::named_groups).max().unwrap_or(0);
        of_hyperparameters.max().unwrap_or(0).max(self.expected_groups).max(of_rule).max(1)
    }
}
