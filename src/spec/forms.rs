//! The list of all types that a plan file can name: one line each.

use super::form::{Form, HasForm};
use crate::combinators::*;
use crate::*;

type Inner = Box<dyn Schedule>;

pub(crate) const ALL: &[Form] = &[
    Constant::FORM,
    StepLr::FORM,
    MultiStepLr::FORM,
    ConstantLr::FORM,
    LinearLr::FORM,
    ExponentialLr::FORM,
    PolynomialLr::FORM,
    CosineAnnealingLr::FORM,
    CosineAnnealingWarmRestarts::FORM,
    CyclicLr::FORM,
    OneCycleLr::FORM,
    LambdaLr::FORM,
    MultiplicativeLr::FORM,
    SwaLr::FORM,
    Piecewise::FORM,
    RangeRamp::FORM,
    SequentialLr::FORM,
    ChainedScheduler::FORM,
    Warmed::<Inner>::FORM,
    Hold::<Inner>::FORM,
    Delay::<Inner>::FORM,
    Frozen::<Inner>::FORM,
    Cycle::<Inner>::FORM,
    Every::<Inner>::FORM,
    Stretch::<Inner>::FORM,
    Times::<Inner, Inner>::FORM,
    Min::<Inner, Inner>::FORM,
    Max::<Inner, Inner>::FORM,
    Clamp::<Inner>::FORM,
    Scale::<Inner>::FORM,
    Shift::<Inner>::FORM,
];
