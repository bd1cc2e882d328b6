use super::run::steps_of;
use crate::error::check;
use crate::{Constant, Plan, PolynomialLr, Result, RunLength};

/// A plan for PPO and other policy gradients with Adam. `lr` is the first rate. `run` is the number of updates of the policy, or a
/// [`RunLength`], in samples of the environment for instance.
///
#[doc = include_str!("../docs/pictures/rl.svg")]
///
/// - The rate falls in a straight line to 0, without a warm-up.
/// - The eps of Adam is 1e-5.
///
/// `lr` is 2.5e-4 for Atari, and 3e-4 for MuJoCo. Clip the norm of the gradients to 0.5. The clip range of PPO may fall along the same
/// line: `plan.scalar("clip_range", 0.1, PolynomialLr::new(steps, 1.0)?)`.
///
/// # Source
///
/// OpenAI's baselines, `ppo2/defaults.py` for the rates, the line and the clip range, and `ppo2/model.py` for the eps, as Huang
/// et al. describe them: "The 37 Implementation Details of Proximal Policy Optimization", ICLR Blog Track 2022, core details 3, 4
/// and 11. The line for Atari is also in Schulman et al., "Proximal Policy Optimization Algorithms", arXiv 1707.06347, table 5.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if `lr` is not finite and above 0, or the run has no steps.
/// [`Error::RunUnknown`](crate::Error::RunUnknown) if the length of the run is unknown, or cannot be turned into steps.
///
/// ```
/// use tch_lr_scheduler::recipes;
///
/// let plan = recipes::rl(2.5e-4, 10_000)?;
/// assert_eq!([0, 5_000, 10_000].map(|step| plan.preview(1, step).unwrap().lr[0]), [2.5e-4, 1.25e-4, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// 10 million steps of 8 environments, in rollouts of 128 steps:
///
/// ```
/// use tch_lr_scheduler::{RunLength, Span, recipes};
///
/// let run = RunLength::new(Span::samples(10e6))?.samples_per_step(8 * 128)?;
/// let sentences: Vec<_> = recipes::rl(2.5e-4, run)?.describe(1, None)?.iter().map(|one| one.sentence.clone()).collect();
/// assert_eq!(sentences, ["linear from 2.5e-4 to 0 at 10.0004M samples", "constant 1e-5"]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias("ppo", "anneal_lr"))]
pub fn rl(lr: f64, run: impl Into<RunLength>) -> Result<Plan> {
    let run = run.into();
    check::finite_above_zero("rl", "lr", lr)?;
    let steps = steps_of("rl", &run)?;
    Ok(Plan::lr(lr, PolynomialLr::new(steps, 1.0)?).run(run)?.eps(1e-5, Constant))
}
