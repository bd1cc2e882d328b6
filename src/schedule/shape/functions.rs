//! The shapes that are functions of the program.

use super::shape::{Kind, Shape};
use crate::data::FunctionKind;
use crate::error::check;
use crate::{Function, Result};

impl Shape {
    /// A closure from the progress `p`, from 0 to 1, to the weight. It returns 1 for 0, and 0 for 1, if the curve is to arrive at
    /// its final value.
    ///
    /// The closure must be pure: it must return the same weight for the same progress. An infinity or NaN is an error when the
    /// [`Scheduler`](crate::Scheduler) reaches it. A plan file cannot contain the closure, and a [`Cooldown`](crate::Cooldown)
    /// refuses it, because its state could not be read back.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// let stairs = Shape::new(|p| 1.0 - (p * 4.0).floor() / 4.0);
    /// assert_eq!([0.0, 0.3, 1.0].map(|p| stairs.weight(p, 100)), [1.0, 0.75, 0.0]);
    /// ```
    #[must_use]
    pub fn new(weight: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self::of(Function::new(weight))
    }

    /// A closure as [`new`](Self::new) takes it, with a name for plan files. A program that reads such a file
    /// [registers](crate::Functions::with) the closure under this name.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, ScheduleSpec, Shape};
    ///
    /// let shape = Shape::named("stairs", |p| 1.0 - (p * 4.0).floor() / 4.0);
    /// let spec = ScheduleSpec::of(&Piecewise::starting_at(1.0)?.shaped_to(100, 0.0, shape)?);
    /// assert!(spec.to_string().contains(r#""shape": {"type": "function", "function": "stairs"}"#));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[must_use]
    pub fn named(name: impl Into<String>, weight: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self::of(Function::named(name, weight))
    }

    /// A [`Function`] of the progress `p`. `{ type = "function", function = ... }` in a file. A weight below 0 counts as 0, and one
    /// above 1 as 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Function, Shape};
    ///
    /// assert_eq!(Shape::of(Function::power(0.25)?).weight(0.5, 100), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[must_use]
    pub fn of(weight: Function) -> Self {
        Self(Kind::Function(weight))
    }

    /// The shape, if it has a weight for a fall.
    pub(crate) fn for_a_fall(self, owner: &'static str, parameter: &'static str) -> Result<Self> {
        let bound = "a shape that falls, because \"logarithmic\" is only for a warm-up";
        check::ensure(self.0 != Kind::Logarithmic, owner, parameter, bound, "logarithmic")?;
        Ok(self)
    }

    /// The shape, if a state file can contain it.
    pub(crate) fn for_a_state(self, owner: &'static str) -> Result<Self> {
        let kind = if let Kind::Function(function) = &self.0 { Some(function.kind()) } else { None };
        let is_of_the_program = matches!(kind, Some(FunctionKind::Unnamed | FunctionKind::Named(_)));
        let bound = "a shape that a state file can contain, and not a function of the program";
        check::ensure(!is_of_the_program, owner, "shape", bound, format_args!("{}", self.name()))?;
        Ok(self)
    }
}
