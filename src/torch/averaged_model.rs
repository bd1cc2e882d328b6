use super::variables::{self, VariablePair};
use crate::error::check;
use crate::{Error, Result};
use tch::nn::VarStore;
use tch::{Tensor, no_grad};

/// A second model whose weights are the average of those that a first one had at every update: stochastic weight averaging, or
/// an exponential moving average.
///
/// It owns the averaged `VarStore`. Build the same network on both stores; the averaged one is what is evaluated and saved.
/// Devices may differ.
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
/// `get_ema_multi_avg_fn(decay)`; equal to the bit on the CPU.
///
/// # Source
///
/// Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", arXiv 1803.05407.
#[derive(Debug)]
pub struct AveragedModel {
    vs: VarStore,
    rule: AverageRule,
    use_buffers: bool,
    n_averaged: u64,
}

#[derive(Debug, Clone, Copy)]
enum AverageRule {
    Equal,
    Ema { decay: f64 },
}

impl AveragedModel {
    /// Every update counts the same.
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

    /// Older updates fade: `average = decay * average + (1 - decay) * current`. `decay` is from 0 to 1 (torch's default: 0.999).
    ///
    /// # Errors
    /// [`Error::Parameter`] where `decay` is out of its range.
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

    /// Whether buffers, such as the statistics of a batch norm, are averaged as weights are, instead of copied. Default no.
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

    /// Takes the weights that `vs` has now into the average; the first time, it copies them.
    ///
    /// # Errors
    /// [`Error::ForeignModel`] where the two stores do not hold variables of the same names and shapes; then nothing has changed.
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::AveragedModel;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// let error = averaged.update_parameters(&vs).unwrap_err();
    /// assert_eq!(error.to_string(), "averaged model: w is missing, expected a tensor of shape [2]");
    /// ```
    pub fn update_parameters(&mut self, vs: &VarStore) -> Result<()> {
        let pairs = variables::pairs(vs, &self.vs)?;
        no_grad(|| pairs.into_iter().try_for_each(|pair| self.update(pair)))?;
        self.n_averaged += 1;
        Ok(())
    }

    fn update(&self, VariablePair { current, mut averaged, is_buffer }: VariablePair) -> Result<()> {
        let current = current.to_device(averaged.device());
        let copies = self.n_averaged == 0 || (is_buffer && !self.use_buffers);
        let updated = match self.rule {
            _ if copies => averaged.f_copy_(&current).map(drop),
            AverageRule::Equal if averaged.device().is_cuda() => {
                averaged.f_lerp_(&current, 1.0 / (self.n_averaged + 1) as f64).map(drop)
            }
            AverageRule::Equal => {
                let difference = (&current - &averaged) / Tensor::from(self.n_averaged as i64 + 1);
                averaged.f_copy_(&(&averaged + difference)).map(drop)
            }
            AverageRule::Ema { decay } => averaged.f_lerp_(&current, 1.0 - decay).map(drop),
        };
        updated.map_err(|error| Error::Torch(error.to_string()))
    }

    /// How many updates the average holds.
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

    /// Goes on with an average that was saved after so many updates, and whose weights the store has been loaded with.
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

    /// The averaged variables, for saving.
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

    /// The averaged variables, for loading.
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

    /// The averaged variables and how many updates they hold, for loading both.
    pub(super) fn load_targets(&mut self) -> (&mut VarStore, &mut u64) {
        (&mut self.vs, &mut self.n_averaged)
    }
}
