mod annealing;
mod data;
mod kind;
mod loss_law;
mod multi_power;

pub use annealing::AnnealingLaw;
pub use kind::LawKind;
pub use loss_law::LossLaw;
pub use multi_power::MultiPowerLaw;
