//! Warnings about a plan together with the optimizer that follows it.

use super::ScheduledOptimizer;
use super::native::LibtorchOptimizer;
use crate::plan::assignments::Source;
use crate::schedule::Time;
use crate::{Hyperparameter, Plan, Result, Setting, Warning, WarningKind};
use tch::nn::Optimizer;

impl ScheduledOptimizer {
    /// The warnings of [`Plan::check_optimizer`] about this optimizer, as it was before the plan wrote its first values.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::{OneCycleLr, Plan, WarningKind};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let net = nn::linear(vs.root(), 4, 2, Default::default());
    /// let cycle = OneCycleLr::new(0.1, 100)?;
    /// let opt = Plan::lr(0.1, cycle).build(&vs, nn::Sgd::default())?; // its momentum is 0
    /// assert_eq!(opt.warnings()[0].kind, WarningKind::AddsMomentum);
    ///
    /// let opt = Plan::lr(0.1, cycle.cycle_momentum(false)).build(&vs, nn::Sgd::default())?;
    /// assert!(opt.warnings().is_empty());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

impl Plan {
    /// Checks the plan for settings that are valid but probably a mistake with this optimizer. Call it before the optimizer follows
    /// the plan. [`ScheduledOptimizer::warnings`] returns the same for an optimizer that was built or wrapped.
    ///
    /// The only such warning is [`WarningKind::AddsMomentum`]: the schedule of the rate cycles the momentum too, and the optimizer
    /// has the momentum 0.
    ///
    /// # Errors
    /// [`Error::Torch`](crate::Error::Torch) if the class of the optimizer is unknown, and the errors of
    /// [`Scheduler::start`](crate::Scheduler::start) if the plan does not fit its groups.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::{CyclicLr, Plan};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let net = nn::linear(vs.root(), 4, 2, Default::default());
    /// let plan = Plan::lr(0.1, CyclicLr::new(0.01, 0.1)?);
    /// assert_eq!(plan.check_optimizer(&nn::Sgd::default().build(&vs, 0.1)?)?.len(), 1);
    /// assert_eq!(plan.check_optimizer(&nn::Adam::default().build(&vs, 0.1)?)?.len(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_optimizer(&self, optimizer: &Optimizer) -> Result<Vec<Warning>> {
        let Some(companion) = self.companion_momentum() else {
            return Ok(vec![]);
        };
        let libtorch = LibtorchOptimizer::of(optimizer)?;
        let groups = libtorch.groups()?;
        let (scheduled, sources) = self.resolve(&companion, groups)?;
        let mut without: Vec<(usize, f64)> = vec![];
        for (group, source) in sources.iter().enumerate() {
            if let Source::Scheduled(index) = source
                && libtorch.options(group)?.momentum == 0.0
            {
                without.push((group, scheduled[*index].at(Time::at_step(0))));
            }
        }
        let Some(&(group, first)) = without.first() else {
            return Ok(vec![]);
        };
        let setting = if without.len() == groups {
            Setting::of_all(Hyperparameter::Momentum)
        } else {
            Setting::of_group(Hyperparameter::Momentum, group)
        };
        let message = format!(
            "the schedule of the rate cycles the momentum, which is {first} at step 0, but the optimizer was built with momentum 0 \
            (`cycle_momentum(false)` leaves it at 0)"
        );
        let (kind, subject, path) = (WarningKind::AddsMomentum, setting.to_string(), "lr.schedule".into());
        Ok(vec![Warning { kind, subject, path, position: None, message }])
    }
}
