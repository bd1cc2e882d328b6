use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// The base value, always: what a feedback rule starts from, and what a schedule is compared with.
///
/// ```text
/// value(t) = base
/// ```
///
#[doc = include_str!("../docs/pictures/constant.svg")]
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule};
///
/// assert_eq!(Constant.at(0.1, 1_000), 0.1);
/// ```
///
/// # In PyTorch
///
/// An optimizer without a scheduler. `torch.optim.lr_scheduler.ConstantLR`, which is not constant, is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Constant;

impl Schedule for Constant {
    fn value(&self, base: f64, _time: f64) -> f64 {
        base
    }

    fn constant_from(&self) -> Option<u64> {
        Some(0)
    }

    registered!();
}

multiplies!(Constant);

impl Constant {
    fn summarize(&self, summary: &mut Summary) {
        summary.say(format!("constant {}", summary.value(summary.base())));
    }
}

type_entry!(Constant "Constant" {} => Ok(Constant));
