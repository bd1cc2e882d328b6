use super::run::steps_of;
use crate::error::check;
use crate::{Constant, CosineAnnealingLr, Plan, Result, RunLength, Schedule, Warmup};

/// A plan to train an image classifier from scratch with SGD. `lr` is the highest rate. `run` is its length: a number of steps,
/// or a [`RunLength`] in epochs, for instance.
///
#[doc = include_str!("../docs/pictures/vision.svg")]
///
/// - The rate rises in a straight line from 0 for a 24th of the run (5 of 120 epochs), and then falls along a cosine to 0.
/// - The momentum is 0.9, and the weight decay is 1e-4.
///
/// `lr` is 0.1 for each 256 images of a batch. For the recipes of transformers (DeiT, ConvNeXt, Swin), which use AdamW, see
/// [`timm()`](super::timm()).
///
/// # Source
///
/// He et al., "Bag of Tricks for Image Classification with Convolutional Neural Networks", arXiv 1812.01187: section 2.1 for the
/// 120 epochs, 3.1 for the rate and the warm-up, 5.1 for the cosine. The paper trains with Nesterov's momentum. The numbers of
/// the momentum and of the weight decay are from He et al., "Deep Residual Learning for Image Recognition", arXiv 1512.03385,
/// section 3.4.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if `lr` is not finite and above 0, or the run has no steps.
/// [`Error::RunUnknown`](crate::Error::RunUnknown) if the length of the run is unknown, or cannot be turned into steps.
///
/// ```
/// use tch_lr_scheduler::recipes;
///
/// let plan = recipes::vision(0.1, 120)?; // in epochs
/// assert_eq!([0, 5, 120].map(|epoch| plan.preview(1, epoch).unwrap().lr[0]), [0.0, 0.1, 0.0]);
/// assert_eq!(plan.preview(1, 0)?.momentum, [0.9]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// 120 epochs of 5,004 steps, if the schedule advances after each batch of 256 images:
///
/// ```
/// use tch_lr_scheduler::{RunLength, Span, recipes};
///
/// let run = RunLength::new(Span::epochs(120.0))?.steps_per_epoch(5_004)?;
/// let sentences: Vec<_> = recipes::vision(0.1, run)?.describe(1, None)?.iter().map(|one| one.sentence.clone()).collect();
/// assert_eq!(
///     sentences,
///     ["linear warm-up from 0 to 0.1 at epoch 5, cosine to 0 at epoch 120", "constant 0.9", "constant 1e-4"]
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn vision(lr: f64, run: impl Into<RunLength>) -> Result<Plan> {
    let run = run.into();
    check::finite_above_zero("vision", "lr", lr)?;
    let steps = steps_of("vision", &run)?;
    let warmup = steps / 24;
    let cosine = CosineAnnealingLr::new(steps - warmup)?;
    let schedule = match warmup {
        0 => cosine.boxed(),
        _ => cosine.warmup_with(Warmup::from_zero(warmup)?).boxed(),
    };
    let plan = Plan::lr(lr, schedule).run(run)?;
    Ok(plan.momentum(0.9, Constant).weight_decay(1e-4, Constant))
}
