use super::{ConfigSource, ImportOptions, import as import_text};
use crate::{Plan, Result};

/// The plan of a list `param_scheduler` of mmengine, in JSON, YAML or Python. `lr` is the rate of the optimizer, and `epochs` the length
/// of the run, which is the default of `end`.
///
/// A step of the plan is an update of the weights if one of the schedulers counts updates (`by_epoch=False` or
/// `convert_to_iter_based=True`). `steps_per_epoch` is then needed. Otherwise a step is an epoch. [`import`](super::import()) reads the
/// whole config, with the rate and the length.
///
/// The types are `ConstantLR`, `CosineAnnealingLR`, `CosineRestartLR`, `ExponentialLR`, `LinearLR`, `MultiStepLR`, `OneCycleLR`, `PolyLR`,
/// `StepLR`, `ReduceOnPlateauLR` and mmdetection's `QuadraticWarmupLR`. [`docs::mmengine`](crate::docs::mmengine) has a row for each.
///
/// # Errors
/// [`Error::Data`](crate::Error::Data) with the path and the line, as [`import`](super::import()).
///
/// ```
/// use tch_lr_scheduler::recipes::mmengine;
///
/// let schedulers = "param_scheduler = [
///     dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=500),
///     dict(type='MultiStepLR', by_epoch=True, begin=0, end=12, milestones=[8, 11], gamma=0.1),
/// ]";
/// let plan = mmengine(schedulers, 0.02, 12, Some(7_330))?;
/// assert_eq!([0, 499, 8 * 7_330].map(|step| plan.preview(1, step).unwrap().lr[0]), [2e-5, 0.02, 0.002]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias("param_scheduler", "mmcv", "mmdetection", "mmpretrain", "mmsegmentation"))]
pub fn mmengine(schedulers: &str, lr: f64, epochs: u64, steps_per_epoch: Option<u64>) -> Result<Plan> {
    let source = Some(ConfigSource::Mmengine);
    let options = ImportOptions { source, steps_per_epoch, epochs: Some(epochs), lr: Some(lr), ..Default::default() };
    import_text(schedulers, &options).map(|imported| imported.plan)
}
