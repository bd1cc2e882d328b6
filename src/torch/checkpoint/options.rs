use crate::ResumePolicy;

/// The options for loading a checkpoint: the policy for a changed plan, and the parts that are not loaded.
///
/// A [`ResumePolicy`] can be passed instead of options.
///
/// ```
/// use tch::{Device, nn};
/// use tch_lr_scheduler::{Checkpoints, Constant, LoadOptions, Plan, ResumePolicy};
///
/// let mut vs = nn::VarStore::new(Device::Cpu);
/// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::AdamW::default())?;
/// let checkpoints = Checkpoints::new("no-such-folder");
/// checkpoints.load_latest_with(&mut vs, &mut opt, ResumePolicy::SameStep)?;
/// checkpoints.load_latest_with(&mut vs, &mut opt, LoadOptions::new().without_optimizer_state())?;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct LoadOptions {
    pub(super) policy: ResumePolicy,
    pub(super) optimizer_state: bool,
    pub(super) generators: bool,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self { policy: ResumePolicy::Refuse, optimizer_state: true, generators: true }
    }
}

impl From<ResumePolicy> for LoadOptions {
    fn from(policy: ResumePolicy) -> Self {
        Self { policy, ..Self::default() }
    }
}

impl LoadOptions {
    /// The default: everything is loaded, and a changed plan is an error.
    ///
    /// ```
    /// use tch_lr_scheduler::LoadOptions;
    ///
    /// let options = LoadOptions::new().without_generators();
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how the run continues if its plan has changed since the save. Default: [`ResumePolicy::Refuse`].
    ///
    /// ```
    /// use tch_lr_scheduler::{LoadOptions, ResumePolicy};
    ///
    /// let options = LoadOptions::new().resume_policy(ResumePolicy::SameFraction);
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn resume_policy(mut self, policy: ResumePolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Leaves the momentum buffers and moments of the optimizer as they are. A fresh optimizer then starts without any.
    ///
    /// Use it to continue with an optimizer of another class, or with other variables. The next steps change in this way:
    ///
    /// - **SGD with momentum `m`** makes steps that are too short until its buffer has filled again. With a constant gradient, step
    ///   `k` after the resume has `1 - m^k` of its full length. More than 63 % is reached after `1 / (1 - m)` steps (10 for 0.9,
    ///   100 for 0.99). SGD without momentum loses nothing.
    /// - **Adam and AdamW** estimate both moments again, and restart the bias correction. The first step changes each weight by
    ///   about the rate, whatever the size of the gradient. After about `1 / (1 - beta2)` steps (1000 for 0.999) the estimates are
    ///   as reliable as before.
    /// - **RMSprop** has no bias correction. Its first steps are up to `1 / sqrt(1 - alpha)` times as long as usual (10 for 0.99).
    ///
    /// If the loss gets worse for this reason, let the rate rise again over some steps:
    ///
    /// ```
    /// # use tch::{Device, Kind, nn};
    /// use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, ResumePolicy, Schedule};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let saved = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?).preview(1, 20_000)?;
    ///
    /// let resumed_at = saved.step;
    /// let rise = Constant.warmup(500)?.frozen_until(resumed_at); // 0 until `resumed_at`, then up to 1 in 500 steps
    /// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?.times(rise));
    /// let mut opt = plan.build(&vs, nn::Adam::default())?;
    /// opt.load_with(saved, ResumePolicy::SameStep)?; // the changed plan is intended
    /// assert!(opt.lr() < 0.0002);
    /// opt.seek(resumed_at + 500)?;
    /// assert_eq!(opt.lr(), CosineAnnealingLr::new(50_000)?.at(0.1, 20_500));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[must_use]
    pub fn without_optimizer_state(mut self) -> Self {
        self.optimizer_state = false;
        self
    }

    /// Leaves libtorch's random generators as they are.
    ///
    /// ```
    /// use tch_lr_scheduler::LoadOptions;
    ///
    /// let options = LoadOptions::new().without_generators();
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn without_generators(mut self) -> Self {
        self.generators = false;
        self
    }
}
