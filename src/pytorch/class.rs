use crate::data::FieldName;
use crate::data::word_enum;

/// The classes of `torch.optim.lr_scheduler` and `torch.optim.swa_utils`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    LambdaLr,
    MultiplicativeLr,
    StepLr,
    MultiStepLr,
    ConstantLr,
    LinearLr,
    ExponentialLr,
    PolynomialLr,
    CosineAnnealingLr,
    CosineAnnealingWarmRestarts,
    CyclicLr,
    OneCycleLr,
    SwaLr,
    SequentialLr,
    ChainedScheduler,
    ReduceLrOnPlateau,
}

word_enum!(Class {
    LambdaLr = "LambdaLR",
    MultiplicativeLr = "MultiplicativeLR",
    StepLr = "StepLR",
    MultiStepLr = "MultiStepLR",
    ConstantLr = "ConstantLR",
    LinearLr = "LinearLR",
    ExponentialLr = "ExponentialLR",
    PolynomialLr = "PolynomialLR",
    CosineAnnealingLr = "CosineAnnealingLR",
    CosineAnnealingWarmRestarts = "CosineAnnealingWarmRestarts",
    CyclicLr = "CyclicLR",
    OneCycleLr = "OneCycleLR",
    SwaLr = "SWALR",
    SequentialLr = "SequentialLR",
    ChainedScheduler = "ChainedScheduler",
    ReduceLrOnPlateau = "ReduceLROnPlateau",
});

impl Class {
    pub(super) const NAME: FieldName = FieldName::plain("class");

    /// Whether torch's `step()` multiplies or moves the rate in force, and never looks at a base.
    pub(super) fn goes_on_from_the_rate(self) -> bool {
        use Class::*;
        matches!(self, MultiplicativeLr | StepLr | MultiStepLr | ConstantLr | LinearLr | ExponentialLr | PolynomialLr | SwaLr)
    }

    /// Whether it takes a time between two steps, and goes on from there.
    pub(super) fn takes_fractions(self) -> bool {
        matches!(self, Self::CosineAnnealingWarmRestarts | Self::CyclicLr | Self::OneCycleLr)
    }
}
