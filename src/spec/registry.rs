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
    Wsd::ENTRY,
    CosineDecay::ENTRY,
    PolynomialDecay::ENTRY,
    Rex::ENTRY,
    Tanh::ENTRY,
    InverseSqrt::ENTRY,
    Noam::ENTRY,
    InverseTime::ENTRY,
    Power::ENTRY,
    Eden::ENTRY,
    InfiniteLr::ENTRY,
    Sin::ENTRY,
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
    Plus::<Inner, Inner>::ENTRY,
    Within::<Inner>::ENTRY,
    PastEnd::<Inner>::ENTRY,
    Noise::<Inner>::ENTRY,
];

/// The Rust spelling of a parameter of a type, or the same name if there is no such parameter.
pub(crate) fn parameter_in_code<'a>(type_name: &str, parameter: &'a str) -> &'a str {
    let entry = ALL.iter().find(|entry| entry.is_called(type_name));
    let found = entry.and_then(|entry| entry.parameters.iter().find(|known| known.name.torch == parameter));
    found.map_or(parameter, |known| known.name.rust)
}
