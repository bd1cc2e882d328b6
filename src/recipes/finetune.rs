use crate::error::check;
use crate::{Constant, Plan, PolynomialLr, Result, Schedule, Warmup};

/// A plan to fine-tune a pretrained model with AdamW: `lr` is the highest rate, and `steps` the length of the run.
///
/// - The rate rises in a straight line from 0 for a tenth of the run, and then falls in a straight line to 0.
/// - The weight decay is 0.01.
///
/// `lr` is from 2e-5 to 5e-5 for a model of the size of BERT. Give a new head a group of its own with a larger rate: `plan.lr_factor(1,
/// 10.0)`.
///
/// # Source
///
/// Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", arXiv 1810.04805, appendix A.3
/// for the rates, and the program of the paper, google-research/bert, for the rest: `warmup_proportion` 0.1 of `run_classifier.py` and
/// `weight_decay_rate` 0.01 of `optimization.py`. There the line falls from step 0 on, and the warm-up replaces its first tenth. Here it
/// falls after the warm-up, as in `get_linear_schedule_with_warmup` of transformers.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if `lr` is not finite and above 0, or `steps` is 0.
///
/// ```
/// use tch_lr_scheduler::recipes;
///
/// let plan = recipes::finetune(2e-5, 1_000)?;
/// assert_eq!([0, 100, 550, 1_000].map(|step| plan.preview(1, step).unwrap().lr[0]), [0.0, 2e-5, 1e-5, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn finetune(lr: f64, steps: u64) -> Result<Plan> {
    check::finite_above_zero("finetune", "lr", lr)?;
    check::at_least_one("finetune", "steps", steps)?;
    let warmup = steps / 10;
    let fall = PolynomialLr::new(steps - warmup, 1.0)?;
    let schedule = match warmup {
        0 => fall.boxed(),
        _ => fall.warmup_with(Warmup::from_zero(warmup)?).boxed(),
    };
    Ok(Plan::lr(lr, schedule).total_steps(steps).weight_decay(0.01, Constant))
}
