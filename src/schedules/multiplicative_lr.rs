use super::recursion::Recursion;
use crate::Schedule;
use crate::arithmetic::product;
use std::any::type_name;
use std::fmt;

/// The base times a factor for every step so far, each from a function of the step.
///
/// ```text
/// value(t) = base * lr_lambda(1) * lr_lambda(2) * ... * lr_lambda(floor(t))
/// ```
///
#[doc = include_str!("../docs/pictures/multiplicative_lr.svg")]
///
/// ```
/// use tch_lr_scheduler::{MultiplicativeLr, Schedule};
///
/// let schedule = MultiplicativeLr::new(|_step| 0.5);
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 2), 0.025);
/// ```
///
/// There is no closed form: asked for a step out of order, it multiplies from the start. Asked for the step after one that it
/// was asked for before, it multiplies once.
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.MultiplicativeLR(optimizer, lr_lambda)`; equal to the bit where the function is. As a later member
/// of a [`SequentialLr`](crate::SequentialLr) it goes on from the value that is in force, and multiplies with `lr_lambda(0)`
/// first, as in torch.
#[doc(alias = "MultiplicativeLR")]
pub struct MultiplicativeLr<F> {
    lr_lambda: F,
    recursion: Recursion,
}

impl<F: Fn(u64) -> f64 + Send + Sync> MultiplicativeLr<F> {
    /// `lr_lambda`: from the step, 1 for the first that is multiplied with, to the factor. It must be pure.
    ///
    /// ```
    /// use tch_lr_scheduler::{MultiplicativeLr, Schedule};
    ///
    /// let schedule = MultiplicativeLr::new(|step| if step == 10 { 0.5 } else { 1.0 });
    /// assert_eq!(schedule.at(0.1, 9), 0.1);
    /// assert_eq!(schedule.at(0.1, 10), 0.05);
    /// ```
    pub fn new(lr_lambda: F) -> Self {
        Self { lr_lambda, recursion: Recursion::default() }
    }
}

impl<F: Fn(u64) -> f64 + Send + Sync> Schedule for MultiplicativeLr<F> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.recursion.at(base, time as u64, || base, |value, step| product(value, (self.lr_lambda)(step)))
    }

    fn is_proportional(&self) -> bool {
        true
    }

    fn chain(&self, current: f64, _base: f64, step: u64) -> f64 {
        if step == 0 { current } else { product(current, (self.lr_lambda)(step)) }
    }

    fn take_over(&self, _base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        self.value(product(before(), (self.lr_lambda)(0)), time)
    }
}

impl<F: Clone> Clone for MultiplicativeLr<F> {
    fn clone(&self) -> Self {
        Self { lr_lambda: self.lr_lambda.clone(), recursion: Recursion::default() }
    }
}

impl<F> fmt::Debug for MultiplicativeLr<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MultiplicativeLr").field("lr_lambda", &type_name::<F>()).finish()
    }
}
