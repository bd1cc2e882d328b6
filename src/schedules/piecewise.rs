use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, field_name, object_schema, word_enum};
use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape as Curve;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};
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
#[doc = include_str!("../docs/pictures/piecewise.svg")]
///
/// The first point is at step 0. Each method appends a point, and sets the shape of the curve between the point before and the new
/// one. After the last point the factor is constant. Two points at the same step are a jump.
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

    /// Appends a point with `factor` at `step`, which a straight line leads to. If the last point is at `step` too, the factor
    /// jumps.
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

    /// Appends a point with `factor` at `step`, which half a cosine wave leads to.
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

impl Piecewise {
    fn summarize(&self, summary: &mut Summary) {
        let mut start = 0;
        for piece in &self.pieces {
            let shape = match piece.shape {
                Shape::Constant => Curve::Constant,
                Shape::Linear => Curve::Linear,
                Shape::Cosine => Curve::cosine(piece.end - start),
            };
            summary.phase(start, Some(piece.end), shape);
            start = piece.end;
        }
        summary.phase(start, None, Curve::Constant);
        self.pieces.iter().for_each(|piece| summary.phase_start(piece.end, "the point"));
    }
}

type_entry!(Piecewise "Piecewise" { start: f64, [it -> it.first]; pieces: Vec<Piece> = vec![] } => {
    pieces.into_iter().try_fold(Piecewise::starting_at(start)?, |built, piece| built.piece(piece.shape, piece.end, piece.factor))
});

word_enum!(Shape { Constant = "constant", Linear = "linear", Cosine = "cosine" });

const PIECE: [FieldName; 3] = [field_name!(shape), field_name!(step), field_name!(factor)];

impl Read for Piece {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&PIECE)?;
        let [shape, step, factor] = PIECE;
        Ok(Self { shape: node.required(shape)?, end: node.required(step)?, factor: node.required(factor)? })
    }
}

impl HasSchema for Piece {
    fn schema() -> Data {
        object_schema(
            [("shape", Shape::schema()), ("step", u64::schema()), ("factor", f64::schema())],
            &["shape", "step", "factor"],
        )
    }
}

impl Write for Piece {
    fn write(&self) -> Data {
        Data::object([("shape", self.shape.write()), ("step", self.end.write()), ("factor", self.factor.write())])
    }
}
