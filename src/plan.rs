use crate::course::{Course, Track};
use crate::{DryRun, Hyperparameter, ReduceLrOnPlateau, Result, Schedule, Scheduler, State};

/// Which knob follows which schedule from which base value, and what answers a metric.
///
/// A plan is built once and does not change; what changes while it runs is the [`State`]. What cannot be right whatever the
/// optimizer, such as a knob that is named twice, and what cannot be right for this optimizer, such as a group that it does
/// not have, is said when the two meet.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, StepLr};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?)  // every group
///     .lr_group(1, 0.01, StepLr::new(30, 0.1)?);         // but this one
/// assert_eq!(plan.preview(3, 50)?.lr, [0.0, 0.001, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a plan does nothing until it is built, wrapped or started"]
pub struct Plan {
    tracks: Vec<Track>,
    plateau: Option<ReduceLrOnPlateau>,
}

impl Plan {
    /// The learning rate of every group that has no schedule of its own: `base` is the initial rate, finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.05, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr(base: f64, schedule: impl Schedule + 'static) -> Self {
        Self::of(Track::of_all(Hyperparameter::Lr, Course::new(base, schedule)))
    }

    /// The learning rates of all groups, one base and schedule for each, in the order of the groups.
    ///
    /// This is torch's list of functions for `LambdaLR`. That there are as many as groups is checked when the plan meets its
    /// optimizer.
    ///
    /// ```
    /// use tch_lr_scheduler::{LambdaLr, Plan, Schedule};
    ///
    /// let plan = Plan::lr_groups([
    ///     (0.1, LambdaLr::new(|epoch| 0.5f64.powf((epoch / 20) as f64)).boxed()),
    ///     (0.2, LambdaLr::new(|epoch| 0.5f64.powf(epoch as f64)).boxed()),
    /// ]);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.1, 0.1]);
    /// let error = plan.preview(3, 1).unwrap_err();
    /// assert_eq!(error.to_string(), "plan: lr_groups has 2 entries, expected one for each of the optimizer's 3 groups");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr_groups<S: Schedule + 'static>(groups: impl IntoIterator<Item = (f64, S)>) -> Self {
        let courses = groups.into_iter().map(|(base, schedule)| Course::new(base, schedule)).collect();
        Self::of(Track::of_each(Hyperparameter::Lr, courses))
    }

    fn of(lr: Track) -> Self {
        Self { tracks: vec![lr], plateau: None }
    }

    /// The learning rate of one group, counted from 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.5, StepLr::new(1, 0.5)?);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.1, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Lr, Some(group), Course::new(base, schedule))
    }

    /// The momentum of SGD and RMSprop, or the beta1 of Adam and AdamW, of every group that has none of its own.
    ///
    /// Without it, momentum follows the schedule of the rate where that carries one ([`OneCycleLr`](crate::OneCycleLr),
    /// [`CyclicLr`](crate::CyclicLr)), and else stays what the optimizer has.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.8, MultiStepLr::new([10], 0.5)?);
    /// assert_eq!(plan.preview(2, 10)?.momentum, [0.4, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, None, Course::new(base, schedule))
    }

    /// The momentum of one group, beside [`momentum`](Self::momentum) for the others.
    ///
    /// tch can set that for SGD alone, and only `Plan::build` can see that it is SGD; elsewhere it is an
    /// [`Error::Unsupported`](crate::Error::Unsupported) as soon as two groups are to differ.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).momentum_group(1, 0.5, Constant);
    /// assert_eq!(plan.preview(2, 0)?.momentum, [0.9, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, Some(group), Course::new(base, schedule))
    }

    /// The weight decay of every group that has none of its own.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, ExponentialLr::new(0.5)?);
    /// assert_eq!(plan.preview(1, 1)?.weight_decay, [0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, None, Course::new(base, schedule))
    }

    /// The weight decay of one group, beside [`weight_decay`](Self::weight_decay) for the others.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, Constant).weight_decay_group(1, 0.0, Constant);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, Some(group), Course::new(base, schedule))
    }

    fn with(mut self, hyperparameter: Hyperparameter, group: Option<usize>, course: Course) -> Self {
        match self.tracks.iter_mut().find(|track| track.hyperparameter() == hyperparameter) {
            Some(track) => track.add(group, course),
            None => {
                let mut track = Track::empty(hyperparameter);
                track.add(group, course);
                self.tracks.push(track);
            }
        }
        self
    }

    /// What reduces the rate of every group when a metric stops getting better. A second rule replaces the first.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
    ///
    /// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(5));
    /// assert!(plan.preview(1, 0)?.plateau.is_some());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn reduce_lr_on_plateau(mut self, rule: ReduceLrOnPlateau) -> Self {
        self.plateau = Some(rule);
        self
    }

    /// What the state of an optimizer with so many groups will be at `step` if no metric asks for a reduction.
    ///
    /// # Errors
    /// As [`Scheduler::start`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.5, StepLr::new(30, 0.1)?);
    /// assert_eq!(plan.preview(1, 30)?.lr, [0.05]);
    /// assert_eq!(plan.preview(1, 1_000_000_000_000)?.lr, [0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn preview(&self, groups: usize, step: u64) -> Result<State> {
        let mut scheduler = Scheduler::start(self, groups, &mut DryRun)?;
        scheduler.seek(step, &mut DryRun)?;
        Ok(scheduler.into_state())
    }

    /// The momentum that the rates' schedules carry, unless the plan itself says something of the momentum.
    pub(crate) fn companion_momentum(&self) -> Option<Track> {
        if self.tracks.iter().any(|track| track.hyperparameter() == Hyperparameter::Momentum) {
            return None;
        }
        self.tracks.iter().find(|track| track.hyperparameter() == Hyperparameter::Lr)?.companion()
    }

    pub(crate) fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    pub(crate) fn plateau(&self) -> Option<&ReduceLrOnPlateau> {
        self.plateau.as_ref()
    }
}
