/// The kind of curve that a [`Phase`](crate::Phase) follows.
///
/// ```
/// use tch_lr_scheduler::{Constant, ExponentialLr, PhaseKind, Schedule, Summary};
///
/// let schedule = ExponentialLr::new(0.5)?.clamp(0.01, 1.0)?;
/// let kinds: Vec<_> = Summary::of(&schedule, 0.1, Some(10)).phases().iter().map(|phase| phase.kind).collect();
/// assert_eq!(kinds, [PhaseKind::Exponential, PhaseKind::Constant]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PhaseKind {
    /// All values are equal.
    Constant,
    /// A line.
    Linear,
    /// A part of a cosine, at most half a period.
    Cosine,
    /// A multiple of a power of the step, plus a constant.
    Exponential,
    /// A multiple of a power of the number of steps that are left, plus a constant.
    Polynomial,
    /// A multiple of a power of the number of steps since an earlier step, plus a constant: an inverse square root, an inverse time.
    Power,
    /// Another curve, which the sentence names, such as `1-sqrt`.
    Named,
    /// More cycles than a summary lists, each like the one before.
    Repeated,
    /// None of the other kinds: a function of the program, or a combination of schedules without a simpler form.
    Other,
}
