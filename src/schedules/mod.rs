//! The schedules, one per file. A schedule that torch has too is named after torch's class.

mod anneal;
mod constant_lr;
mod cosine_annealing_lr;
mod cosine_annealing_warm_restarts;
mod cyclic_lr;
mod exponential_lr;
mod lambda_lr;
mod linear_lr;
mod multi_step_lr;
mod multiplicative_lr;
mod one_cycle_lr;
mod piecewise;
mod polynomial_lr;
mod range_ramp;
mod step_lr;
mod swa_lr;
mod table;
mod wsd;

pub use anneal::AnnealStrategy;
pub use constant_lr::ConstantLr;
pub use cosine_annealing_lr::CosineAnnealingLr;
pub use cosine_annealing_warm_restarts::CosineAnnealingWarmRestarts;
pub use cyclic_lr::{CyclicLr, CyclicMode, ScaleMode};
pub use exponential_lr::ExponentialLr;
pub use lambda_lr::LambdaLr;
pub use linear_lr::LinearLr;
pub use multi_step_lr::MultiStepLr;
pub use multiplicative_lr::MultiplicativeLr;
pub use one_cycle_lr::OneCycleLr;
pub use piecewise::Piecewise;
pub use polynomial_lr::PolynomialLr;
pub use range_ramp::RangeRamp;
pub use step_lr::StepLr;
pub use swa_lr::SwaLr;
pub use table::Table;
pub use wsd::Wsd;
