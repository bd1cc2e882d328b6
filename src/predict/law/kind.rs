/// Which law is fitted.
///
/// ```
/// use tch_lr_scheduler::predict::LawKind;
///
/// assert_eq!(LawKind::default(), LawKind::MultiPower);
/// assert_eq!(LawKind::Annealing.to_string(), "annealing law");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum LawKind {
    /// [`MultiPowerLaw`](super::MultiPowerLaw), which has seven numbers. The default.
    #[default]
    MultiPower,
    /// [`AnnealingLaw`](super::AnnealingLaw), which has five numbers.
    Annealing,
}

impl std::fmt::Display for LawKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::MultiPower => "multi-power law",
            Self::Annealing => "annealing law",
        })
    }
}
