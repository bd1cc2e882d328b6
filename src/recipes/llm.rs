use super::run::steps_of;
use crate::error::check;
use crate::{Constant, CosineAnnealingLr, Plan, Result, RunLength, Schedule, Warmup};

/// The warm-up of Llama 2 in steps.
const WARMUP: u64 = 2_000;

/// A plan to train a language model from scratch with AdamW. `lr` is the highest rate. `run` is its length: a number of steps, or
/// a [`RunLength`] in tokens, for instance.
///
#[doc = include_str!("../docs/pictures/llm.svg")]
///
/// - The rate rises in a straight line from 0 for 2,000 steps, or for a tenth of the run if that is less, and then falls along a cosine
///   to a tenth of `lr`.
/// - Beta1 is 0.9, beta2 is 0.95, and the weight decay is 0.1.
///
/// Clip the norm of the gradients to 1. The highest rate depends on the size of the model: 6e-4 for 125 million parameters, 3e-4
/// for 7 billion, 1.5e-4 for 70 billion.
///
/// # Source
///
/// Touvron et al., "Llama 2: Open Foundation and Fine-Tuned Chat Models", arXiv 2307.09288, section 2.2, and table 1 for the
/// rates. The rate of the smallest model is from Brown et al., "Language Models are Few-Shot Learners", arXiv 2005.14165, table
/// 2.1. The limit of a tenth for short runs is this crate's. The eps of Llama 2, 1e-5, is not part of the plan.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if `lr` is not finite and above 0, or the run has no steps.
/// [`Error::RunUnknown`](crate::Error::RunUnknown) if the length of the run is unknown, or cannot be turned into steps.
///
/// ```
/// use tch_lr_scheduler::recipes;
///
/// let plan = recipes::llm(2e-4, 100_000)?;
/// assert_eq!([0, 1_000, 2_000, 100_000].map(|step| plan.preview(1, step).unwrap().lr[0]), [0.0, 1e-4, 2e-4, 2e-5]);
/// assert_eq!(plan.preview(1, 0)?.beta2, [0.95]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// 300 billion tokens in batches of 4 million:
///
/// ```
/// use tch_lr_scheduler::{RunLength, Span, recipes};
///
/// let run = RunLength::new(Span::tokens(300e9))?.tokens_per_step(4_000_000)?;
/// let sentences: Vec<_> = recipes::llm(2e-4, run)?.describe(1, None)?.iter().map(|one| one.sentence.clone()).collect();
/// assert_eq!(
///     sentences,
///     [
///         "linear warm-up from 0 to 2e-4 at 8B tokens, cosine to 2e-5 at 300B tokens",
///         "constant 0.9",
///         "constant 0.95",
///         "constant 0.1",
///     ]
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn llm(lr: f64, run: impl Into<RunLength>) -> Result<Plan> {
    let run = run.into();
    check::finite_above_zero("llm", "lr", lr)?;
    let steps = steps_of("llm", &run)?;
    let warmup = WARMUP.min(steps / 10);
    let cosine = CosineAnnealingLr::new(steps - warmup)?.eta_min(0.1 * lr)?;
    let schedule = match warmup {
        0 => cosine.boxed(),
        _ => cosine.warmup_with(Warmup::from_zero(warmup)?).boxed(),
    };
    let plan = Plan::lr(lr, schedule).run(run)?;
    Ok(plan.momentum(0.9, Constant).beta2(0.95, Constant).weight_decay(0.1, Constant))
}
