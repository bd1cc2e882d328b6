use super::{ScheduleSpec, Summary};
use std::borrow::Cow;

/// What a schedule says about itself: as data for plan files, and in words for people.
///
/// The schedules of this crate return their entry of the registry. A schedule of the program's own may return
/// [`words`](Self::words), or nothing: it is then shown as its `Debug` output.
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

#[derive(Default)]
pub(super) enum Content<'a> {
    #[default]
    Nothing,
    Words(Cow<'a, str>),
    Registered(&'a dyn Registered),
}

/// A schedule of this crate, which has an entry in the registry.
pub(crate) trait Registered {
    /// The type's name and the parameters, as a plan file holds them.
    fn spec(&self) -> ScheduleSpec;

    /// Appends what the schedule does.
    fn append_summary(&self, summary: &mut Summary);
}

impl<'a> Described<'a> {
    /// A phrase for people, such as "inverse square root decay". It becomes part of the sentence that describes the plan.
    ///
    /// ```
    /// # use tch_lr_scheduler::Described;
    /// let described = Described::words("inverse square root decay");
    /// # let _ = described;
    /// ```
    pub fn words(phrase: impl Into<Cow<'a, str>>) -> Self {
        Self(Content::Words(phrase.into()))
    }

    pub(crate) fn registered(schedule: &'a dyn Registered) -> Self {
        Self(Content::Registered(schedule))
    }
}

/// The two accessors of [`Schedule`](crate::Schedule) that a schedule of this crate answers by itself.
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
