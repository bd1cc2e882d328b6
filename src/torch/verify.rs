//! Compares the hyperparameters in libtorch with the values of the plan.

use super::ScheduledOptimizer;
use super::groups::{Watched, check_store};
use super::native::LibtorchOptimizer;
use super::optimizer::value;
use crate::{Deviation, Error, Hyperparameter, Result, Scheduler, Setting, State};
use tch::nn::{Optimizer, VarStore};

impl ScheduledOptimizer {
    /// Checks that every hyperparameter that the plan sets (rate, momentum or beta1, weight decay, beta2, eps) has the value of the
    /// plan in every group of libtorch's optimizer.
    ///
    /// # Errors
    /// [`Error::OptimizerDeviates`] if a value differs; the error lists each of them. The error of [`advance`](Self::advance) if
    /// the plan does not allow a group that was added.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// opt.advance()?;
    /// opt.verify()?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn verify(&self) -> Result<()> {
        self.refused()?;
        compare(self.state(), &self.optimizer)
    }
}

impl Scheduler {
    /// Checks that every hyperparameter that the plan sets (rate, momentum or beta1, weight decay, beta2, eps) has the value of the
    /// plan in every group of libtorch's optimizer.
    ///
    /// They differ if the program has set them itself, has built the optimizer again, or passes another optimizer than before.
    ///
    /// # Errors
    /// [`Error::OptimizerDeviates`] if a value differs; the error lists each of them. [`Error::ForeignVarStore`] if the optimizer
    /// does not train the variables of `vs`.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let net = nn::linear(vs.root(), 4, 2, Default::default());
    /// let mut optimizer = nn::Sgd::default().build(&vs, 0.1)?;
    /// let scheduler = Plan::lr(0.1, StepLr::new(30, 0.1)?).start(&vs, &mut optimizer)?;
    /// scheduler.verify(&vs, &optimizer)?;
    ///
    /// optimizer.set_lr(9.0);
    /// let error = scheduler.verify(&vs, &optimizer).unwrap_err();
    /// assert!(error.to_string().starts_with("optimizer: lr[0] is 9.0, expected 0.1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verify(&self, vs: &VarStore, optimizer: &Optimizer) -> Result<()> {
        check_store(vs, optimizer)?;
        compare(self.state(), optimizer)
    }

    /// Continues with `optimizer`, which trains the variables of `vs`, and writes every value of the plan to it.
    ///
    /// Call this method after the program has built its optimizer again, or has set hyperparameters itself.
    ///
    /// # Errors
    /// The errors of [`regroup`](Self::regroup). [`Error::ForeignVarStore`] if the optimizer does not train the variables of `vs`;
    /// nothing is changed then.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let net = nn::linear(vs.root(), 4, 2, Default::default());
    /// let mut optimizer = nn::Sgd::default().build(&vs, 0.1)?;
    /// let mut scheduler = Plan::lr(0.1, StepLr::new(30, 0.1)?).start(&vs, &mut optimizer)?;
    ///
    /// let mut other = nn::Adam::default().build(&vs, 9.0)?;
    /// scheduler.attach(&vs, &mut other)?;
    /// scheduler.verify(&vs, &other)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn attach(&mut self, vs: &VarStore, optimizer: &mut Optimizer) -> Result<&State> {
        let groups = Watched::new(vs, optimizer)?.groups();
        self.regroup(groups, optimizer)
    }
}

fn compare(state: &State, optimizer: &Optimizer) -> Result<()> {
    let libtorch = LibtorchOptimizer::of(optimizer)?;
    let groups = libtorch.groups()?;
    let mut deviations = vec![];
    for group in 0..groups.max(state.lr.len()) {
        let options = if group < groups { Some(libtorch.options(group)?) } else { None };
        for &hyperparameter in Hyperparameter::ALL {
            let values = state.values(hyperparameter);
            let planned = values.get(group).copied();
            let found = options.as_ref().map(|options| value(options, hyperparameter));
            if !values.is_empty() && planned.map(f64::to_bits) != found.map(f64::to_bits) {
                deviations.push(Deviation { setting: Setting::of_group(hyperparameter, group), planned, found });
            }
        }
    }
    if deviations.is_empty() { Ok(()) } else { Err(Error::OptimizerDeviates { deviations }) }
}
