use crate::data::word_enum;

/// What a schedule does after its end. [`Schedule::past_end`](crate::Schedule::past_end) takes it.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, EndPolicy, Schedule};
///
/// let cosine = CosineAnnealingLr::new(10)?;
/// let at_15 = |policy| (cosine.past_end(10, policy).at(0.1, 15) * 1e3).round();
/// assert_eq!([EndPolicy::Hold, EndPolicy::Follow, EndPolicy::Repeat].map(at_15), [0.0, 50.0, 50.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndPolicy {
    /// Keeps the value of the end. The default in a plan file.
    #[default]
    Hold,
    /// Continues by the formula of the schedule, as without an end.
    Follow,
    /// Starts again at step 0 of the schedule.
    Repeat,
    /// Makes a later step an error: a scheduler returns [`Error::PastEnd`](crate::Error::PastEnd), and writes nothing. The value itself
    /// stays that of the end.
    Error,
}

word_enum!(EndPolicy { Hold = "hold", Follow = "follow", Repeat = "repeat", Error = "error" });
