use crate::error::check;
use crate::{Error, Result};
use tch::nn::VarStore;
use tch::{Tensor, no_grad};

/// Recomputes the running statistics of a model's batch norms from a data set.
///
/// Call this function after weights were averaged, because the old statistics do not belong to the averaged weights.
///
/// `vs` has the model's variables. `forward` runs the model in training mode on one batch. Every batch counts the same; its
/// size does not matter. Without any batch, the means become 0 and the variances 1. If the model has no batch norm, `forward`
/// is not called.
///
/// `momentum` is the momentum in `nn::BatchNormConfig`: above 0 and at most 1 (tch's default: 0.1). All batch norms of the
/// store must have this momentum.
///
/// # Errors
/// [`Error::Parameter`] if `momentum` is out of its range, and [`Error::Torch`] if libtorch cannot write the statistics.
///
/// ```
/// use tch::{Device, Kind, Tensor, nn, nn::ModuleT};
/// use tch_lr_scheduler::update_bn;
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let net = nn::batch_norm1d(vs.root(), 1, Default::default());
/// let batches = [[[1f32], [3.0]], [[5.0], [7.0]]].map(|rows| Tensor::from_slice2(&rows));
/// update_bn(&vs, 0.1, &batches, |batch| {
///     net.forward_t(batch, true);
/// })?;
/// let mean = f64::try_from(&vs.variables()["running_mean"]).unwrap();
/// assert!((mean - 4.0).abs() < 1e-6);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.swa_utils.update_bn(loader, model)`. The results are equal within a few roundings of `f32`. torch sets the
/// momentum to `None`, which makes a cumulative average. tch's batch norm cannot do so. This function therefore sets the
/// statistics to 0 before each batch, reads them after it, divides them by the momentum, and averages the results itself.
pub fn update_bn<B>(vs: &VarStore, momentum: f64, batches: impl IntoIterator<Item = B>, mut forward: impl FnMut(B)) -> Result<()> {
    check::fraction_above_zero("update_bn", "momentum", momentum)?;
    let mut statistics = running_statistics(vs);
    if statistics.is_empty() {
        return Ok(());
    }
    no_grad(|| {
        for (tracked, batch) in batches.into_iter().enumerate() {
            statistics.iter_mut().for_each(|(running, _)| drop(running.zero_()));
            forward(batch);
            let weight = 1.0 / (tracked + 1) as f64;
            for (running, average) in &mut statistics {
                let of_batch = &*running / momentum;
                *average = &*average * (1.0 - weight) + of_batch * weight;
            }
        }
        for (running, average) in &mut statistics {
            running.f_copy_(average).map_err(|error| Error::Torch(error.to_string()))?;
        }
        Ok(())
    })
}

/// The running means and variances in `vs`, each with its value before any batch: 0 or 1.
fn running_statistics(vs: &VarStore) -> Vec<(Tensor, Tensor)> {
    let last = |name: &str| name.rsplit('.').next().map(str::to_owned);
    vs.variables()
        .into_iter()
        .filter_map(|(name, running)| match last(&name).as_deref() {
            Some("running_mean") => Some((running.shallow_clone(), running.zeros_like())),
            Some("running_var") => Some((running.shallow_clone(), running.ones_like())),
            _ => None,
        })
        .collect()
}
