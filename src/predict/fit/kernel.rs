//! How the effect of a change of the rate grows, in scaled units and as a function of the numbers that the optimizer varies.

use super::scale::Scale;
use crate::predict::changes::{Change, Place};
use crate::predict::law::{AnnealingLaw, LawKind, LossLaw, MultiPowerLaw};

/// The place in scaled units after a change at which the fall is a number of the fit.
const REFERENCE: f64 = 0.2;
/// The numbers that describe the growth begin here in the list of all numbers.
pub(super) const FIRST: usize = 4;
/// The largest number of numbers that describe the growth.
pub(super) const MOST: usize = 3;

/// The growth of the effect of a change, from 0, and its derivatives by the numbers of the growth.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Growth {
    pub(super) value: f64,
    pub(super) slopes: [f64; MOST],
}

/// The growth of one law with given numbers. All numbers are logarithms.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kernel {
    /// `c`, `beta` and `gamma`.
    MultiPower { c: f64, beta: f64, gamma: f64 },
    /// The negative logarithm of `lambda`, per unit of the steps.
    Annealing { decay: f64 },
}

impl Kernel {
    pub(super) fn new(kind: LawKind, numbers: &[f64]) -> Self {
        let number = |index: usize| numbers.get(FIRST + index).copied().unwrap_or(0.0).exp();
        match kind {
            LawKind::MultiPower => Self::MultiPower { c: number(0), beta: number(1), gamma: number(2) },
            LawKind::Annealing => Self::Annealing { decay: number(0) },
        }
    }

    /// What all places after a change have in common: the speed of the growth.
    pub(super) fn speed(&self, change: &Change) -> f64 {
        match self {
            Self::MultiPower { c, gamma, .. } => c * (-gamma * change.ln_rate).exp(),
            Self::Annealing { decay } => *decay,
        }
    }

    /// The growth of the effect of a change until a place.
    #[inline]
    pub(super) fn growth(&self, change: &Change, speed: f64, place: &Place) -> Growth {
        match self {
            Self::MultiPower { beta, gamma, .. } => {
                let grown = speed * (place.sum - change.before).max(0.0);
                let log = grown.ln_1p();
                let value = -(-beta * log).exp_m1();
                let left = 1.0 - value;
                let by_speed = beta * left * (grown / (1.0 + grown));
                Growth { value, slopes: [by_speed, beta * log * left, -gamma * change.ln_rate * by_speed] }
            }
            Self::Annealing { .. } => {
                let grown = speed * (place.step - change.step).max(0.0);
                let value = -(-grown).exp_m1();
                Growth { value, slopes: [grown * (1.0 - value), 0.0, 0.0] }
            }
        }
    }

    /// The growth at the reference: after a change to the highest rate.
    pub(super) fn reference(&self) -> Growth {
        let change = Change::default();
        let place = Place { step: REFERENCE, sum: REFERENCE, changes: 1 };
        self.growth(&change, self.speed(&change), &place)
    }

    /// The law in the units of the runs. `floor` is the loss that is approached, `power` the value of the power law at the unit
    /// of the sum, `fall` the fall at the reference.
    pub(super) fn law(&self, [floor, power, fall, alpha]: [f64; FIRST], scale: &Scale) -> LossLaw {
        let a = power * scale.sum.powf(alpha);
        let factor = fall / (scale.rate * self.reference().value);
        match *self {
            Self::MultiPower { c, beta, gamma } => {
                let c = c * scale.rate.powf(gamma) / scale.sum;
                MultiPowerLaw { l0: floor, a, alpha, b: factor, c, beta, gamma }.into()
            }
            Self::Annealing { decay } => {
                let lambda = (-decay / scale.steps).exp();
                let c = factor * -(-decay / scale.steps).exp_m1();
                AnnealingLaw { l0: floor, a, alpha, c, lambda }.into()
            }
        }
    }
}
