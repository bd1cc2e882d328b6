use crate::error::check;
use crate::{Constant, Plan, PolynomialLr, Result};

/// A plan for PPO and other policy gradients with Adam: `lr` is the first rate, and `steps` the number of updates of the policy.
///
/// - The rate falls in a straight line to 0, without a warm-up.
/// - The eps of Adam is 1e-5.
///
/// `lr` is 2.5e-4 for Atari, and 3e-4 for MuJoCo. Clip the norm of the gradients to 0.5. The clip range of PPO may fall along the same
/// line: `plan.scalar("clip_range", 0.1, PolynomialLr::new(steps, 1.0)?)`.
///
/// # Source
///
/// OpenAI's baselines, `ppo2/defaults.py` for the rates, the line and the clip range, and `ppo2/model.py` for the eps, as Huang et al.
/// describe them: "The 37 Implementation Details of Proximal Policy Optimization", ICLR Blog Track 2022, core details 3, 4 and 11. The
/// line for Atari is also in Schulman et al., "Proximal Policy Optimization Algorithms", arXiv 1707.06347, table 5.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if `lr` is not finite and above 0, or `steps` is 0.
///
/// ```
/// use tch_lr_scheduler::recipes;
///
/// let plan = recipes::rl(2.5e-4, 10_000)?;
/// assert_eq!([0, 5_000, 10_000].map(|step| plan.preview(1, step).unwrap().lr[0]), [2.5e-4, 1.25e-4, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias("ppo", "anneal_lr"))]
pub fn rl(lr: f64, steps: u64) -> Result<Plan> {
    check::finite_above_zero("rl", "lr", lr)?;
    check::at_least_one("rl", "steps", steps)?;
    Ok(Plan::lr(lr, PolynomialLr::new(steps, 1.0)?).total_steps(steps).eps(1e-5, Constant))
}
