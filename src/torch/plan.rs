use super::ScheduledOptimizer;
use super::groups::Watched;
use crate::{Error, Plan, Result, Scheduler};
use tch::nn::{Optimizer, OptimizerConfig, VarStore};

impl Plan {
    /// Builds an optimizer for the variables of `vs` that follows this plan. It trains on the device of the variables.
    ///
    /// # Errors
    /// The errors of [`Scheduler::start`], and [`Error::Torch`] if libtorch cannot build the optimizer.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
    ///
    /// let vs = nn::VarStore::new(Device::cuda_if_available());
    /// let net = nn::linear(vs.root(), 4, 2, Default::default());
    /// let sgd = nn::Sgd { momentum: 0.9, ..Default::default() };
    /// let opt = Plan::lr(0.1, CosineAnnealingLr::new(50)?).build(&vs, sgd)?;
    /// assert_eq!(opt.lr(), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn build(&self, vs: &VarStore, config: impl OptimizerConfig) -> Result<ScheduledOptimizer> {
        // The rate does not matter: the plan's rates are written before any training.
        let optimizer = config.build(vs, 0.0).map_err(|error| Error::Torch(error.to_string()))?;
        self.follow(vs, optimizer)
    }

    /// Makes an existing optimizer of `vs` follow this plan.
    ///
    /// The plan's values at step 0 are written to the optimizer and replace the rates that it had. Gradients are kept.
    ///
    /// # Errors
    /// The errors of [`Scheduler::start`], and [`Error::ForeignVarStore`] if the optimizer does not train the variables of `vs`.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let net = nn::linear(vs.root(), 4, 2, Default::default());
    /// let opt = Plan::lr(0.1, Constant).wrap(&vs, nn::Adam::default().build(&vs, 1e-3)?)?;
    /// assert_eq!(opt.lr(), 0.1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wrap(&self, vs: &VarStore, optimizer: Optimizer) -> Result<ScheduledOptimizer> {
        self.follow(vs, optimizer)
    }

    fn follow(&self, vs: &VarStore, mut optimizer: Optimizer) -> Result<ScheduledOptimizer> {
        let watched = Watched::new(vs, &mut optimizer)?;
        // The plan overwrites the momentum that the optimizer was built with.
        let warnings = self.check_optimizer(&optimizer);
        let scheduler = Scheduler::start(self, watched.groups(), &mut optimizer)?;
        Ok(ScheduledOptimizer::new(optimizer, watched, scheduler, warnings?))
    }

    /// Creates a scheduler for the optimizer of `vs`, for code that must keep a plain `nn::Optimizer` (level 1).
    ///
    /// The plan's values at step 0 are written to the optimizer. Gradients are kept.
    ///
    /// # Errors
    /// The errors of [`wrap`](Self::wrap).
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let net = nn::linear(vs.root(), 4, 2, Default::default());
    /// let mut optimizer = nn::Sgd::default().build(&vs, 0.1)?;
    /// let mut scheduler = Plan::lr(0.1, StepLr::new(30, 0.1)?).start(&vs, &mut optimizer)?;
    /// scheduler.step(&mut optimizer)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn start(&self, vs: &VarStore, optimizer: &mut Optimizer) -> Result<Scheduler> {
        let groups = Watched::new(vs, optimizer)?.groups();
        Scheduler::start(self, groups, optimizer)
    }
}
