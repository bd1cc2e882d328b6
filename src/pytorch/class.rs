use crate::data::FieldName;
use crate::data::word_enum;

/// The scheduler classes of `torch.optim.lr_scheduler` and `torch.optim.swa_utils`.
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

    /// Whether torch's `step()` computes the next rate from the current one and never reads `base_lrs`.
    pub(super) fn ignores_base_lrs(self) -> bool {
        use Class::*;
        matches!(self, MultiplicativeLr | StepLr | MultiStepLr | ConstantLr | LinearLr | ExponentialLr | PolynomialLr | SwaLr)
    }

    /// Whether torch's `step(epoch)` takes a fractional epoch and continues from it.
    pub(super) fn takes_fractions(self) -> bool {
        matches!(self, Self::CosineAnnealingWarmRestarts | Self::CyclicLr | Self::OneCycleLr)
    }
}
