use super::{ScheduleSpec, Summary};
use std::borrow::Cow;

/// The description of a schedule, which [`Schedule::described`](crate::Schedule::described) returns.
///
/// The schedules of this crate return their type and parameters, so that they can be written to a plan file. A user's schedule can
/// return [`words`](Self::words), a phrase for people. Without it, the schedule is shown by its `Debug` output.
///
/// ```
/// use tch_lr_scheduler::{Described, Schedule, Summary};
///
/// #[derive(Debug)]
/// struct InverseSquareRoot;
///
/// impl Schedule for InverseSquareRoot {
///     fn value(&self, base: f64, time: f64) -> f64 {
///         base / (1.0 + time).sqrt()
///     }
///     fn described(&self) -> Described<'_> {
///         Described::words("inverse square root decay")
///     }
/// }
/// let schedule = InverseSquareRoot.delay(20);
/// assert_eq!(Summary::of(&schedule, 0.1, None).sentence(), "0.1 until 20; then inverse square root decay");
/// ```
#[derive(Default)]
pub struct Described<'a>(pub(super) Content<'a>);

/// What a [`Described`] contains.
#[derive(Default)]
pub(super) enum Content<'a> {
    #[default]
    Nothing,
    Words(Cow<'a, str>),
    Registered(&'a dyn Registered),
}

/// A schedule of this crate. It has a [`TypeEntry`](super::type_entry::TypeEntry), which can build it from data.
pub(crate) trait Registered {
    /// The type and the parameters of the schedule, as in a plan file.
    fn spec(&self) -> ScheduleSpec;

    /// Appends the phases of the schedule.
    fn append_summary(&self, summary: &mut Summary);
}

impl<'a> Described<'a> {
    /// A description by a phrase, such as "inverse square root decay". The phrase becomes part of the [`Summary`](crate::Summary).
    ///
    /// ```
    /// use tch_lr_scheduler::{Described, Plan, Schedule};
    ///
    /// #[derive(Debug)]
    /// struct Half;
    ///
    /// impl Schedule for Half {
    ///     fn value(&self, base: f64, _time: f64) -> f64 {
    ///         base / 2.0
    ///     }
    ///     fn described(&self) -> Described<'_> {
    ///         Described::words("half of the base")
    ///     }
    /// }
    /// assert_eq!(Plan::lr(0.1, Half).describe(1, None)?[0].to_string(), "lr: half of the base");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn words(phrase: impl Into<Cow<'a, str>>) -> Self {
        Self(Content::Words(phrase.into()))
    }

    pub(crate) fn registered(schedule: &'a dyn Registered) -> Self {
        Self(Content::Registered(schedule))
    }
}

/// The accessors of [`Schedule`](crate::Schedule) that return `self` in every schedule of this crate.
macro_rules! registered {
    () => {
        fn described(&self) -> $crate::Described<'_> {
            $crate::Described::registered(self)
        }

        fn history(&self) -> Option<&dyn $crate::History> {
            Some(self)
        }
    };
}

pub(crate) use registered;
