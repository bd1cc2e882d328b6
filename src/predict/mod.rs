//! Predicts the loss of a schedule before training, from two or three runs under other schedules.
//!
//! Two published laws say how the loss depends on the curve of rates alone, for one model, data and batch size.
//! [`fit()`] fits a law to logs of runs. [`FittedLaw::predict_plan`] predicts the loss of any plan, and [`search()`] finds the best
//! schedule of a family under the law. [The page](crate::docs::predict) says when the laws hold and when they do not.
//!
//! ```
//! use tch_lr_scheduler::predict::{LawKind, ObservedRun, RateCurve, fit};
//! use tch_lr_scheduler::{CosineAnnealingLr, Plan};
//!
//! # let law = tch_lr_scheduler::predict::MultiPowerLaw { l0: 2.0, a: 1.0, alpha: 0.5, b: 400.0, c: 2.0, beta: 0.4, gamma: 0.5 };
//! # let measured = |curve: &RateCurve| {
//! #     let steps: Vec<u64> = (1..=20).map(|part| 50 * part).collect();
//! #     let losses = tch_lr_scheduler::predict::LossLaw::from(law).losses(curve, &steps);
//! #     steps.into_iter().zip(losses).collect::<Vec<_>>()
//! # };
//! let constant = RateCurve::held([(0, 1e-3)], 1_000)?;
//! let step = RateCurve::held([(0, 1e-3), (600, 2e-4)], 1_000)?;
//! let runs = [
//!     ObservedRun::new("constant", constant.clone(), measured(&constant))?,
//!     ObservedRun::new("step", step.clone(), measured(&step))?,
//! ];
//! let law = fit(&runs, LawKind::MultiPower)?;
//!
//! let cosine = Plan::lr(1e-3, CosineAnnealingLr::new(1_000)?).total_steps(1_000);
//! let prediction = law.predict_plan(&cosine, 1, None)?;
//! assert!(prediction.low() < prediction.loss() && prediction.loss() < prediction.high());
//! # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
//! ```

mod changes;
mod error;
mod fit;
mod fitted_law;
mod law;
mod log;
mod observed_run;
mod prediction;
mod predictions;
mod rate_curve;
mod search;
mod seen;
mod warning;

pub use error::{PredictError, Result};
pub use fit::fit;
pub use fitted_law::FittedLaw;
pub use law::{AnnealingLaw, LawKind, LossLaw, MultiPowerLaw};
pub use log::LogColumns;
pub use observed_run::ObservedRun;
pub use prediction::{PredictedLoss, Prediction};
pub use rate_curve::RateCurve;
pub use search::{Candidate, Family, Search, search};
pub use seen::{Seen, SeenRun};
pub use warning::PredictWarning;
