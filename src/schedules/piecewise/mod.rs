mod data;
mod words;

use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::{Result, Schedule, Shape};

const NAME: &str = "Piecewise";

/// Piecewise interpolation: a schedule whose value is the base times a factor, which goes through given points.
///
/// ```text
/// value(t) = base * (to + (from - to) * weight(p))     p = (t - start) / (end - start)
///            start, from: the last point at or before t
///            end, to:     the next point
///            weight(p):   1 (constant), 1 - p (linear), (1 + cos(pi * p)) / 2 (cosine), or that of another Shape
/// ```
///
#[doc = include_str!("../../docs/pictures/piecewise.svg")]
///
/// The first point is at step 0. Each method appends a point, and sets the shape of the curve between the point before and the new
/// one: [`shaped_to`](Self::shaped_to) takes any [`Shape`]. After the last point the factor is constant. Two points at the same step are a jump, and so is
/// [`jump_to`](Self::jump_to). A [`Table`](crate::Table) has the same shape between all points.
///
/// # Examples
///
/// The factor of this trapezoid rises linearly, is constant, and then falls linearly to 0.
///
/// ```
/// use tch_lr_scheduler::{Piecewise, Schedule};
///
/// let trapezoid = Piecewise::starting_at(0.0)?.linear_to(10, 1.0)?.constant_to(80)?.linear_to(100, 0.0)?;
/// assert_eq!(trapezoid.at(0.5, 5), 0.25);
/// assert_eq!(trapezoid.at(0.5, 79), 0.5);
/// assert_eq!(trapezoid.at(0.5, 90), 0.25);
/// assert_eq!(trapezoid.at(0.5, 200), 0.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class. Several `LinearLR` in a `SequentialLR` make a similar curve, but their factors cannot rise from 0 or
/// above 1.
///
/// # In other libraries
///
/// - optax: `piecewise_interpolate_schedule(interpolate_type, init_value, boundaries_and_scales)`. Its scales multiply the value of
///   the point before, while factors here multiply the base.
/// - Ignite: `PiecewiseLinear(optimizer, param_name, milestones_values)`, with values in place of factors
/// - fastai: `combine_scheds(pcts, scheds)`, with the length of each piece as a fraction of the run
///
/// # Source
///
/// No paper for the schedule. The trapezoid is described by Xing et al., "A Walk with SGD", arXiv 1802.08770. [`Wsd`](crate::Wsd)
/// is the trapezoid of language models.
#[doc(alias("fit_flat_cos", "flat_cos", "flat_and_anneal", "combined_cos"))]
#[doc(alias("piecewise_interpolate_schedule", "PiecewiseLinear", "combine_scheds"))]
#[derive(Debug, Clone, PartialEq)]
pub struct Piecewise {
    first: f64,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
struct Piece {
    shape: Shape,
    end: u64,
    factor: f64,
}

impl Piecewise {
    /// Creates the schedule with its first point: `factor` at step 0, finite and not negative. With a base of 1, the factors are
    /// the values.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, Schedule};
    ///
    /// assert_eq!(Piecewise::starting_at(0.5)?.at(0.2, 7), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn starting_at(factor: f64) -> Result<Self> {
        Ok(Self { first: check::finite_not_negative(NAME, "factor", factor)?, pieces: vec![] })
    }

    /// Appends a point at `step` with the factor of the point before, so that the factor is constant until `step`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `step` is before the last point.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, Schedule};
    ///
    /// let schedule = Piecewise::starting_at(1.0)?.constant_to(5)?.linear_to(6, 0.5)?;
    /// assert_eq!(schedule.at(0.1, 5), 0.1);
    /// assert_eq!(schedule.at(0.1, 6), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn constant_to(self, step: u64) -> Result<Self> {
        let factor = self.last().1;
        self.piece(Shape::constant(), step, factor)
    }

    /// Appends a point with `factor` at `step`, to which the factor jumps: until `step` it is that of the point before.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `step` is before the last point, or `factor` is negative or not finite.
    ///
    /// In a plan file, it is a piece of the shape `"constant"` with a `factor`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, Schedule, ScheduleSpec};
    ///
    /// let schedule = Piecewise::starting_at(1.0)?.jump_to(80, 0.5)?.jump_to(90, 0.25)?;
    /// assert_eq!([79, 80, 89, 90].map(|step| schedule.at(0.4, step)), [0.4, 0.2, 0.2, 0.1]);
    ///
    /// let file = r#"{"type": "Piecewise", "start": 1.0, "pieces": [{"shape": "constant", "step": 80, "factor": 0.5},
    ///     {"shape": "constant", "step": 90, "factor": 0.25}]}"#;
    /// let spec: ScheduleSpec = serde_json::from_str(file)?;
    /// assert_eq!(ScheduleSpec::of(&schedule), spec);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn jump_to(self, step: u64, factor: f64) -> Result<Self> {
        self.piece(Shape::constant(), step, factor)
    }

    /// Appends a point with `factor` at `step`, connected with the point before by a straight line. If the last point is at `step`
    /// too, the factor jumps.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `step` is before the last point, or `factor` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, Schedule};
    ///
    /// let schedule = Piecewise::starting_at(0.0)?.linear_to(4, 1.0)?.linear_to(4, 0.5)?;
    /// assert_eq!([1, 3, 4].map(|step| schedule.at(1.0, step)), [0.25, 0.75, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn linear_to(self, step: u64, factor: f64) -> Result<Self> {
        self.piece(Shape::linear(), step, factor)
    }

    /// Appends a point with `factor` at `step`, connected with the point before by half a cosine wave.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `step` is before the last point, or `factor` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, Schedule};
    ///
    /// let schedule = Piecewise::starting_at(1.0)?.cosine_to(4, 0.0)?;
    /// assert!((schedule.at(1.0, 1) - 0.853553390593).abs() < 1e-12);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cosine_to(self, step: u64, factor: f64) -> Result<Self> {
        self.piece(Shape::cosine(), step, factor)
    }

    /// Appends a point with `factor` at `step`, connected with the point before by a curve of the shape `shape`.
    ///
    /// The weight of the shape is that of the point before: `1-sqrt` is steep after the point before, whether the factor rises or
    /// falls. The factor is `factor` at `step`, so it jumps there if the weight does not end at 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `step` is before the last point, `factor` is negative or not finite, or
    /// `shape` is [`logarithmic`](Shape::logarithmic), which is only for a warm-up.
    ///
    /// ```
    /// use tch_lr_scheduler::{Piecewise, Schedule, Shape};
    ///
    /// let schedule = Piecewise::starting_at(1.0)?.constant_to(80)?.shaped_to(100, 0.0, Shape::one_minus_sqrt())?;
    /// assert_eq!([80, 85, 100].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn shaped_to(self, step: u64, factor: f64, shape: Shape) -> Result<Self> {
        self.piece(shape.for_a_fall(NAME, "shape")?, step, factor)
    }

    /// The step and the factor of the last point.
    fn last(&self) -> (u64, f64) {
        self.pieces.last().map_or((0, self.first), |piece| (piece.end, piece.factor))
    }

    fn piece(mut self, shape: Shape, end: u64, factor: f64) -> Result<Self> {
        let last = self.last().0;
        check::ensure(end >= last, NAME, "step", format!("at least {last}, the step of the last point"), end)?;
        self.pieces.push(Piece { shape, end, factor: check::finite_not_negative(NAME, "factor", factor)? });
        Ok(self)
    }
}

impl Schedule for Piecewise {
    fn value(&self, base: f64, time: f64) -> f64 {
        let next = self.pieces.partition_point(|piece| piece.end as f64 <= time);
        let (start, from) = match next.checked_sub(1) {
            Some(previous) => (self.pieces[previous].end as f64, self.pieces[previous].factor),
            None => (0.0, self.first),
        };
        let Some(piece) = self.pieces.get(next) else {
            return product(base, from);
        };
        let fraction = (time - start) / (piece.end as f64 - start);
        product(base, piece.shape.between(from, piece.factor, fraction))
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.last().0)
    }

    fn peak(&self, base: f64) -> f64 {
        product(base, self.pieces.iter().fold(self.first, |peak, piece| peak.max(piece.factor)))
    }

    fn next_change(&self, step: u64) -> u64 {
        match self.pieces.get(self.pieces.partition_point(|piece| piece.end <= step)) {
            None => u64::MAX,
            Some(Piece { shape, end, .. }) if shape.is_constant() => *end,
            Some(_) => step.saturating_add(1),
        }
    }

    registered!();
}

multiplies!(Piecewise);
