//! One schedule a file, named as torch's class.

mod constant;
mod cosine_annealing_lr;
mod exponential_lr;
mod lambda_lr;
mod multi_step_lr;
mod step_lr;

pub use constant::Constant;
pub use cosine_annealing_lr::CosineAnnealingLr;
pub use exponential_lr::ExponentialLr;
pub use lambda_lr::LambdaLr;
pub use multi_step_lr::MultiStepLr;
pub use step_lr::StepLr;

/// `base * gamma^count`, kept finite where the power overflows.
fn decayed(base: f64, gamma: f64, count: f64) -> f64 {
    (base * gamma.powf(count).min(f64::MAX)).clamp(f64::MIN, f64::MAX)
}
