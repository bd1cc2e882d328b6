//! The shapes with a number as their parameter.

use super::shape::{Kind, Shape};
use crate::Result;
use crate::error::check;

const NAME: &str = "Shape";

impl Shape {
    /// `1 - p^power`. `power` is finite and above 0: 0.5 is [`one_minus_sqrt`](Self::one_minus_sqrt) and 2 is
    /// [`one_minus_square`](Self::one_minus_square). `{ type = "power", power = 0.7 }` in a file.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `power` is not above 0 or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// let shape = Shape::power(3.0)?;
    /// assert_eq!([0.0, 0.5, 1.0].map(|p| shape.weight(p, 100)), [1.0, 0.875, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn power(power: f64) -> Result<Self> {
        Ok(Self(Kind::Power(check::finite_above_zero(NAME, "power", power)?)))
    }

    /// `(1 - p)^power`. `power` is finite and above 0. `{ type = "polynomial", power = 2.0 }` in a file.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `power` is not above 0 or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// let shape = Shape::polynomial(2.0)?;
    /// assert_eq!([0.0, 0.5, 1.0].map(|p| shape.weight(p, 100)), [1.0, 0.25, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn polynomial(power: f64) -> Result<Self> {
        Ok(Self(Kind::Polynomial(check::finite_above_zero(NAME, "power", power)?)))
    }

    /// `floor^p`: an exponential decay whose weight ends at `floor` and not at 0. `floor` is above 0 and below 1.
    /// `{ type = "exponential", floor = 0.01 }` in a file.
    ///
    /// A piece, a table and a cooldown jump to their final value at the end. A [`Wsd`](crate::Wsd) stays at the weight `floor`.
    /// [`exponential_normalized`](Self::exponential_normalized) ends at 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `floor` is not above 0 and below 1.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// let shape = Shape::exponential(0.25)?;
    /// assert_eq!([0.0, 0.5, 1.0].map(|p| shape.weight(p, 100)), [1.0, 0.5, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn exponential(floor: f64) -> Result<Self> {
        Ok(Self(Kind::Exponential(floor_of(floor)?)))
    }

    /// `(floor^p - floor) / (1 - floor)`: an exponential decay, stretched to end at 0. `floor` is above 0 and below 1.
    /// `{ type = "exponential-normalized", floor = 0.1 }` in a file.
    ///
    /// If `floor` is the final value divided by the first one, the value is multiplied by the same factor at every step.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `floor` is not above 0 and below 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, Schedule, Shape};
    ///
    /// let shape = Shape::exponential_normalized(0.25)?;
    /// let fall = Piecewise::starting_at(1.0)?.shaped_to(2, 0.25, shape)?;
    /// assert_eq!([0, 1, 2].map(|step| fall.at(1.0, step)), [1.0, 0.5, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn exponential_normalized(floor: f64) -> Result<Self> {
        Ok(Self(Kind::ExponentialNormalized(floor_of(floor)?)))
    }
}

fn floor_of(floor: f64) -> Result<f64> {
    check::ensure(floor > 0.0 && floor < 1.0, NAME, "floor", "above 0 and below 1", floor)?;
    Ok(floor)
}
