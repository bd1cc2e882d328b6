mod data;
mod words;

use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::{Result, Schedule};
use std::f64::consts::PI;

const NAME: &str = "Piecewise";

/// Piecewise interpolation: a schedule whose value is the base times a factor, which goes through given points.
///
/// ```text
/// value(t) = base * (from + (to - from) * shape(p))     p = (t - start) / (end - start)
///            start, from: the last point at or before t
///            end, to:     the next point
///            shape(p):    0 (constant), p (linear), or (1 - cos(pi * p)) / 2 (cosine)
/// ```
///
#[doc = include_str!("../../docs/pictures/piecewise.svg")]
///
/// The first point is at step 0. Each method appends a point, and sets the shape of the curve between the point before and the new
/// one. After the last point the factor is constant. Two points at the same step are a jump, and so is
/// [`jump_to`](Self::jump_to). A [`Table`](crate::Table) has the same shape between all points.
///
/// # Examples
///
/// The factor of this trapezoid rises linearly, is constant, and then falls linearly to 0. The shape is also called
/// warmup-stable-decay (WSD).
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
/// - transformers: `get_wsd_schedule(optimizer, num_warmup_steps, num_decay_steps, num_stable_steps=...)`; its default decay is
///   [`cosine_to`](Self::cosine_to)
/// - optax: `piecewise_interpolate_schedule(interpolate_type, init_value, boundaries_and_scales)`. Its scales multiply the value of
///   the point before, while factors here multiply the base.
/// - Ignite: `PiecewiseLinear(optimizer, param_name, milestones_values)`, with values in place of factors
/// - fastai: `combine_scheds(pcts, scheds)`, with the length of each piece as a fraction of the run
///
/// # Source
///
/// No paper for the schedule. The trapezoid is described by Xing et al., "A Walk with SGD", arXiv 1802.08770, and as
/// warmup-stable-decay by Hu et al., "MiniCPM: Unveiling the Potential of Small Language Models with Scalable Training Strategies",
/// arXiv 2404.06395.
#[doc(alias("WSD", "get_wsd_schedule", "piecewise_interpolate_schedule", "PiecewiseLinear", "combine_scheds"))]
#[derive(Debug, Clone, PartialEq)]
pub struct Piecewise {
    first: f64,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    shape: Shape,
    end: u64,
    factor: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    Constant,
    Linear,
    Cosine,
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
        self.piece(Shape::Constant, step, factor)
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
        self.piece(Shape::Constant, step, factor)
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
        self.piece(Shape::Linear, step, factor)
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
        self.piece(Shape::Cosine, step, factor)
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
        let factor = match piece.shape {
            Shape::Constant => from,
            Shape::Linear => from + (piece.factor - from) * fraction,
            Shape::Cosine => from + (piece.factor - from) * (1.0 - (PI * fraction).cos()) / 2.0,
        };
        product(base, factor)
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
            Some(Piece { shape: Shape::Constant, end, .. }) => *end,
            Some(_) => step.saturating_add(1),
        }
    }

    registered!();
}

multiplies!(Piecewise);
