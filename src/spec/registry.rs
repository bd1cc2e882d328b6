//! The registry: the list of all types of schedules that a plan file can name.

use crate::combinators::*;
use crate::schedule::type_entry::{HasTypeEntry, TypeEntry};
use crate::*;

/// A schedule of any type, inside a combinator that is read from a file.
type Inner = Box<dyn Schedule>;

pub(crate) const ALL: &[TypeEntry] = &[
    Constant::ENTRY,
    StepLr::ENTRY,
    MultiStepLr::ENTRY,
    ConstantLr::ENTRY,
    LinearLr::ENTRY,
    ExponentialLr::ENTRY,
    PolynomialLr::ENTRY,
    CosineAnnealingLr::ENTRY,
    CosineAnnealingWarmRestarts::ENTRY,
    CyclicLr::ENTRY,
    OneCycleLr::ENTRY,
    LambdaLr::ENTRY,
    MultiplicativeLr::ENTRY,
    SwaLr::ENTRY,
    Piecewise::ENTRY,
    Table::ENTRY,
    RangeRamp::ENTRY,
    SequentialLr::ENTRY,
    ChainedScheduler::ENTRY,
    WithWarmup::<Inner>::ENTRY,
    WarmupBeside::<Inner>::ENTRY,
    Hold::<Inner>::ENTRY,
    Delay::<Inner>::ENTRY,
    Frozen::<Inner>::ENTRY,
    Cycle::<Inner>::ENTRY,
    Every::<Inner>::ENTRY,
    Stretch::<Inner>::ENTRY,
    Times::<Inner, Inner>::ENTRY,
    Min::<Inner, Inner>::ENTRY,
    Max::<Inner, Inner>::ENTRY,
    Clamp::<Inner>::ENTRY,
    Scale::<Inner>::ENTRY,
    Offset::<Inner>::ENTRY,
];
