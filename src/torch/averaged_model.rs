use super::variables::{self, VariablePair};
use crate::error::check;
use crate::{Error, Result};
use tch::nn::VarStore;
use tch::{TchError, Tensor, no_grad};

/// A second model whose weights are the average of a trained model's weights over all updates.
///
/// The average is equal (stochastic weight averaging, SWA) or exponential (exponential moving average, EMA).
///
/// An `AveragedModel` owns a second `VarStore`. Build the same network on this store and on the store of the trained model.
/// Evaluate and save the averaged network. The two stores may be on different devices.
///
/// ```
/// use tch::{Device, Kind, nn};
/// use tch_lr_scheduler::{AveragedModel, Constant, Plan};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let w = vs.root().ones("w", &[1]);
/// let averaged_vs = nn::VarStore::new(Device::Cpu);
/// let averaged_w = averaged_vs.root().zeros("w", &[1]);
///
/// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
/// let mut averaged = AveragedModel::equal(averaged_vs);
/// for _ in 0..3 {
///     averaged.update_parameters(&vs)?; // w is 1, 0.5, 0
///     opt.backward_step(&w.sum(Kind::Float));
/// }
/// assert_eq!(f64::try_from(&averaged_w).unwrap(), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=..., use_buffers=False)`, with `get_swa_multi_avg_fn()` or
/// `get_ema_multi_avg_fn(decay)`. On the CPU, the averages equal torch's to the bit.
///
/// # Source
///
/// Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", arXiv 1803.05407.
#[doc(alias("EMA", "ExponentialMovingAverage", "SWA", "ModelEmaV3"))]
#[derive(Debug)]
#[must_use = "an averaged model does nothing until its parameters are updated"]
pub struct AveragedModel {
    vs: VarStore,
    rule: AverageRule,
    use_buffers: bool,
    n_averaged: u64,
}

/// How an update enters the average.
#[derive(Debug, Clone, Copy)]
enum AverageRule {
    Equal,
    Ema { decay: f64 },
}

impl AveragedModel {
    /// Creates an equal average in the store `averaged`: every update has the same weight.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// assert_eq!(AveragedModel::equal(nn::VarStore::new(Device::Cpu)).n_averaged(), 0);
    /// ```
    #[doc(alias = "get_swa_avg_fn")]
    pub fn equal(averaged: VarStore) -> Self {
        Self { vs: averaged, rule: AverageRule::Equal, use_buffers: false, n_averaged: 0 }
    }

    /// Creates an exponential moving average in the store `averaged`: `average = decay * average + (1 - decay) * current`.
    ///
    /// `decay` is from 0 to 1 (torch's default: 0.999). The larger `decay` is, the longer old updates count.
    ///
    /// # Errors
    /// [`Error::Parameter`] if `decay` is out of its range.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// assert!(AveragedModel::ema(nn::VarStore::new(Device::Cpu), 0.999).is_ok());
    /// assert!(AveragedModel::ema(nn::VarStore::new(Device::Cpu), 1.5).is_err());
    /// ```
    #[doc(alias = "get_ema_avg_fn")]
    pub fn ema(averaged: VarStore, decay: f64) -> Result<Self> {
        let decay = check::fraction("AveragedModel", "decay", decay)?;
        Ok(Self { rule: AverageRule::Ema { decay }, ..Self::equal(averaged) })
    }

    /// Sets whether buffers, such as the statistics of a batch norm, are averaged like weights. Default: `false`, buffers are
    /// copied.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// let averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu)).use_buffers(true);
    /// # let _ = averaged;
    /// ```
    pub fn use_buffers(mut self, use_buffers: bool) -> Self {
        self.use_buffers = use_buffers;
        self
    }

    /// Adds the current weights of `vs` to the average. The first update copies them.
    ///
    /// # Errors
    /// [`Error::ForeignModel`] if the variables of the two stores differ in name or shape; nothing is changed then.
    /// [`Error::Torch`] if libtorch cannot average a variable, such as a buffer of integers in an exponential average;
    /// variables before it, in the order of their names, are then already updated.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// let error = averaged.update_parameters(&vs).unwrap_err();
    /// assert_eq!(error.to_string(), "averaged model: w is missing, expected a variable of shape [2], as in the trained model");
    /// ```
    pub fn update_parameters(&mut self, vs: &VarStore) -> Result<()> {
        let pairs = variables::pairs(vs, &self.vs)?;
        let updated = no_grad(|| pairs.into_iter().try_for_each(|pair| self.update(pair)));
        updated.map_err(|error| Error::Torch(error.to_string()))?;
        self.n_averaged = self.n_averaged.saturating_add(1);
        Ok(())
    }

    /// Updates one variable with the operations that torch uses on this device, so that the result equals torch's to the bit.
    fn update(&self, VariablePair { current, mut averaged, is_buffer }: VariablePair) -> std::result::Result<(), TchError> {
        let current = current.f_to_device(averaged.device())?;
        let count = self.n_averaged.saturating_add(1);
        let copies = self.n_averaged == 0 || (is_buffer && !self.use_buffers);
        match self.rule {
            _ if copies => averaged.f_copy_(&current)?,
            AverageRule::Equal if averaged.device().is_cuda() => {
                _ = averaged.f_lerp_(&current, 1.0 / count as f64)?;
            }
            AverageRule::Equal => {
                let difference = current.f_sub(&averaged)?.f_div(&Tensor::from(i64::try_from(count).unwrap_or(i64::MAX)))?;
                averaged.f_copy_(&averaged.f_add(&difference)?)?;
            }
            AverageRule::Ema { decay } => _ = averaged.f_lerp_(&current, 1.0 - decay)?,
        }
        Ok(())
    }

    /// The number of updates in the average. 0 at the start.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// let mut averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// averaged.update_parameters(&nn::VarStore::new(Device::Cpu))?;
    /// assert_eq!(averaged.n_averaged(), 1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn n_averaged(&self) -> u64 {
        self.n_averaged
    }

    /// Continues a saved average that had `n_averaged` updates. Load the saved weights into [`vs_mut`](Self::vs_mut) too.
    ///
    /// [`PartMut::average`](crate::PartMut::average) loads both from a checkpoint.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// let averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu)).resumed_at(12);
    /// assert_eq!(averaged.n_averaged(), 12);
    /// ```
    pub fn resumed_at(mut self, n_averaged: u64) -> Self {
        self.n_averaged = n_averaged;
        self
    }

    /// The store of the averaged variables, for evaluation and for saving.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// assert!(AveragedModel::equal(nn::VarStore::new(Device::Cpu)).vs().is_empty());
    /// ```
    pub fn vs(&self) -> &VarStore {
        &self.vs
    }

    /// The store of the averaged variables, for loading.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// let mut averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// averaged.vs_mut().freeze();
    /// ```
    pub fn vs_mut(&mut self) -> &mut VarStore {
        &mut self.vs
    }

    /// The objects that a saved average is loaded into: the store, and the number of updates.
    pub(super) fn load_targets(&mut self) -> (&mut VarStore, &mut u64) {
        (&mut self.vs, &mut self.n_averaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tch::{Device, Kind};

    /// libtorch can subtract no booleans, and torch's `AveragedModel` raises an error too.
    #[test]
    fn a_buffer_that_libtorch_cannot_average_is_an_error() -> Result<()> {
        let store = || {
            let vs = VarStore::new(Device::Cpu);
            vs.root().zeros_no_train("mask", &[2]).set_data(&Tensor::zeros([2], (Kind::Bool, Device::Cpu)));
            vs
        };
        let mut averaged = AveragedModel::equal(store()).use_buffers(true);
        averaged.update_parameters(&store())?;
        let error = averaged.update_parameters(&store());
        assert!(matches!(error, Err(Error::Torch(_))), "{error:?}");
        assert_eq!(averaged.n_averaged(), 1);
        Ok(())
    }
}
