use super::run::steps_of;
use crate::error::check;
use crate::{Constant, Plan, PolynomialLr, Result, RunLength, Schedule, Warmup};

/// A plan to fine-tune a pretrained model with AdamW. `lr` is the highest rate. `run` is its length: a number of steps, or a
/// [`RunLength`] in epochs, for instance.
///
#[doc = include_str!("../docs/pictures/finetune.svg")]
///
/// - The rate rises in a straight line from 0 for a tenth of the run, and then falls in a straight line to 0.
/// - The weight decay is 0.01.
///
/// `lr` is from 2e-5 to 5e-5 for a model of the size of BERT. Give a new head a group of its own with a larger rate: `plan.lr_factor(1,
/// 10.0)`. Lower rates for the first layers are [`layer_wise`](Plan::layer_wise), for instance `plan.layer_wise(14, 0.75)`.
///
/// # Source
///
/// Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", arXiv 1810.04805, appendix
/// A.3 for the rates, and the program of the paper, google-research/bert, for the rest: `warmup_proportion` 0.1 of
/// `run_classifier.py` and `weight_decay_rate` 0.01 of `optimization.py`. There the line falls from step 0 on, and the warm-up
/// replaces its first tenth. Here it falls after the warm-up, as in `get_linear_schedule_with_warmup` of transformers.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if `lr` is not finite and above 0, or the run has no steps.
/// [`Error::RunUnknown`](crate::Error::RunUnknown) if the length of the run is unknown, or cannot be turned into steps.
///
/// ```
/// use tch_lr_scheduler::recipes;
///
/// let plan = recipes::finetune(2e-5, 1_000)?;
/// assert_eq!([0, 100, 550, 1_000].map(|step| plan.preview(1, step).unwrap().lr[0]), [0.0, 2e-5, 1e-5, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// Three epochs of 115 steps:
///
/// ```
/// use tch_lr_scheduler::{RunLength, Span, recipes};
///
/// let run = RunLength::new(Span::epochs(3.0))?.steps_per_epoch(115)?;
/// let sentences: Vec<_> = recipes::finetune(2e-5, run)?.describe(1, None)?.iter().map(|one| one.sentence.clone()).collect();
/// assert_eq!(
///     sentences,
///     ["linear warm-up from 0 to 2e-5 at epoch 0.295652, linear to 0 at epoch 3", "constant 0.01"]
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn finetune(lr: f64, run: impl Into<RunLength>) -> Result<Plan> {
    let run = run.into();
    check::finite_above_zero("finetune", "lr", lr)?;
    let steps = steps_of("finetune", &run)?;
    let warmup = steps / 10;
    let fall = PolynomialLr::new(steps - warmup, 1.0)?;
    let schedule = match warmup {
        0 => fall.boxed(),
        _ => fall.warmup_with(Warmup::from_zero(warmup)?).boxed(),
    };
    Ok(Plan::lr(lr, schedule).run(run)?.weight_decay(0.01, Constant))
}
