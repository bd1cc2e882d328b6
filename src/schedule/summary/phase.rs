use super::curve::Curve;

/// One phase of the curve in a [`Summary`](crate::Summary): the steps from `start` to `end`, in which the values follow one kind of
/// curve.
///
/// The values are those of the schedule at these steps.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, PhaseKind, Schedule, Summary};
///
/// let schedule = CosineAnnealingLr::new(90)?.warmup(10)?;
/// let summary = Summary::of(&schedule, 0.1, Some(100));
/// let [warmup, cosine] = summary.phases() else { panic!() };
/// assert_eq!((warmup.start, warmup.end, warmup.kind), (0, Some(10), PhaseKind::Linear));
/// assert_eq!((cosine.start, cosine.first, cosine.target), (10, Some(0.1), Some((100, 0.0))));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Phase {
    /// The first step of the phase.
    pub start: u64,
    /// The step after the last one. `None` if the phase does not end and the length of the run is unknown.
    pub end: Option<u64>,
    /// The kind of the curve.
    pub kind: PhaseKind,
    /// The value at `start`. `None` if too many steps would have to be computed for it.
    pub first: Option<f64>,
    /// The last step and value of the curve: at [`end`](Self::end) if the value there is still on the curve, otherwise at the last
    /// step of the phase. `None` if the phase does not end, or if too many steps would have to be computed.
    pub target: Option<(u64, f64)>,
    /// The number of steps for which each value stays. 1 if the value may change at every step.
    pub stair: u64,
    pub(super) curve: Curve,
    /// The values are `intercept + slope * progress`, if the form of the curve is known.
    pub(super) line: Option<(f64, f64)>,
    /// Whether each value is the first one times the progress.
    pub(super) is_pure: bool,
    /// Whether the schedule would follow the curve after `end` too.
    pub(super) is_cut: bool,
}

/// The kind of curve that a [`Phase`] follows.
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

impl Phase {
    /// The value at `step` according to the kind of the curve and to two of its values. `None` if the kind does not determine the
    /// values between them, or if `step` is before the phase.
    ///
    /// It equals the schedule's value up to rounding errors.
    ///
    /// ```
    /// use approx::assert_relative_eq;
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule, Summary};
    ///
    /// let schedule = CosineAnnealingLr::new(50)?;
    /// let summary = Summary::of(&schedule, 0.1, Some(50));
    /// assert_relative_eq!(summary.phases()[0].value_at(25).unwrap(), schedule.at(0.1, 25), max_relative = 1e-9);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn value_at(&self, step: u64) -> Option<f64> {
        let (intercept, slope) = self.line?;
        Some(intercept + slope * self.curve.progress(step.checked_sub(self.start)?)?)
    }

    /// The last step of the phase, if it ends.
    pub(super) fn last_step(&self) -> Option<u64> {
        self.end.map(|end| end - 1)
    }

    /// Whether the curve rises (1), falls (-1), or neither (0).
    pub(super) fn direction(&self) -> i8 {
        match (self.line, self.end) {
            (Some((_, slope)), end) if slope != 0.0 => {
                let later = end.map_or(2, |end| end - 1 - self.start);
                let [from, to] = [0, later.max(1)].map(|steps| self.curve.progress(steps).unwrap_or(0.0) * slope);
                i8::from(to > from) - i8::from(to < from)
            }
            _ => 0,
        }
    }
}
