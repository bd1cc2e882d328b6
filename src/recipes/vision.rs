use crate::error::check;
use crate::{Constant, CosineAnnealingLr, Plan, Result, Schedule, Warmup};

/// A plan to train an image classifier from scratch with SGD: `lr` is the highest rate, and `steps` the length of the run.
///
/// - The rate rises in a straight line from 0 for a 24th of the run (5 of 120 epochs), and then falls along a cosine to 0.
/// - The momentum is 0.9, and the weight decay is 1e-4.
///
/// `lr` is 0.1 for each 256 images of a batch. For the recipes of transformers (DeiT, ConvNeXt, Swin), which use AdamW, see
/// [`timm()`](super::timm()).
///
/// # Source
///
/// He et al., "Bag of Tricks for Image Classification with Convolutional Neural Networks", arXiv 1812.01187: section 2.1 for the 120
/// epochs, 3.1 for the rate and the warm-up, 5.1 for the cosine. The paper trains with Nesterov's momentum. The numbers of the momentum
/// and of the weight decay are from He et al., "Deep Residual Learning for Image Recognition", arXiv 1512.03385, section 3.4.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if `lr` is not finite and above 0, or `steps` is 0.
///
/// ```
/// use tch_lr_scheduler::recipes;
///
/// let plan = recipes::vision(0.1, 120)?; // in epochs
/// assert_eq!([0, 5, 120].map(|epoch| plan.preview(1, epoch).unwrap().lr[0]), [0.0, 0.1, 0.0]);
/// assert_eq!(plan.preview(1, 0)?.momentum, [0.9]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn vision(lr: f64, steps: u64) -> Result<Plan> {
    check::finite_above_zero("vision", "lr", lr)?;
    check::at_least_one("vision", "steps", steps)?;
    let warmup = steps / 24;
    let cosine = CosineAnnealingLr::new(steps - warmup)?;
    let schedule = match warmup {
        0 => cosine.boxed(),
        _ => cosine.warmup_with(Warmup::from_zero(warmup)?).boxed(),
    };
    let plan = Plan::lr(lr, schedule).total_steps(steps);
    Ok(plan.momentum(0.9, Constant).weight_decay(1e-4, Constant))
}
