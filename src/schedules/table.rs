use crate::data::{Data, HasSchema, Node, Point, Read, Write};
use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup;
use crate::schedule::shape::FallShape;
use crate::schedule::summary::Shape as Curve;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, History, Result, Schedule, Shape, Summary};

const NAME: &str = "Table";

/// A table of values: a schedule that goes through given points, each of which is a step and a value.
///
/// ```text
/// value(t) = to + (from - to) * weight(p)
///            start, from: the last point at or before t     end, to: the next point
///            p = (t - start) / (end - start)
///            weight(p):   1 (step, the default), 1 - p (linear), (1 + cos(pi * p)) / 2 (cosine), or that of another Shape
/// ```
///
#[doc = include_str!("../docs/pictures/table.svg")]
///
/// Before the first point the value is that of the first point, and after the last point that of the last. The values of
/// [`values`](Self::values) do not depend on the base. Those of [`factors`](Self::factors) multiply the base. A
/// [`Piecewise`](crate::Piecewise) can have another shape between each two points.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Schedule, Table};
///
/// let points = [(0, 0.1), (50, 0.01), (100, 0.001)];
/// let stairs = Table::values(points)?;
/// let lines = Table::values(points)?.linear();
/// assert_eq!([0, 49, 50, 100, 500].map(|step| stairs.at(1.0, step)), [0.1, 0.1, 0.01, 0.001, 0.001]);
/// assert_eq!([0, 25, 50].map(|step| lines.at(1.0, step)), [0.1, 0.055, 0.01]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class. `MultiStepLR` multiplies by the same factor at each milestone, while a table has any value at each.
///
/// # In other libraries
///
/// - Keras: `PiecewiseConstantDecay(boundaries, values)`. A step equal to a boundary still has the value before it there.
/// - PaddlePaddle: `PiecewiseDecay(boundaries, values)`
/// - optax: `piecewise_constant_schedule(init_value, boundaries_and_scales)`, whose scales multiply the value before
/// - Ignite: `PiecewiseLinear(optimizer, param_name, milestones_values)`, which is [`linear`](Self::linear)
///
/// # Source
///
/// No paper: this is a table.
#[doc(alias("piecewise_constant", "get_piecewise_constant_schedule"))]
#[doc(alias("PiecewiseConstantDecay", "PiecewiseDecay", "PiecewiseLinear", "piecewise_constant_schedule"))]
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct Table {
    points: Vec<(u64, f64)>,
    relative: bool,
    between: Shape,
}

impl Table {
    /// Creates the table from values: each point is a step, and the value from this step on. The base is not used.
    ///
    /// There is at least one point, the steps increase, and the values are finite and not negative.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if there is no point, if the steps do not increase, or if a value is negative
    /// or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, Table};
    ///
    /// let plan = Plan::lr(0.1, Table::values([(0, 0.1), (80, 0.02)])?);
    /// assert_eq!([79, 80].map(|step| plan.preview(1, step).map(|state| state.lr[0])), [Ok(0.1), Ok(0.02)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn values(points: impl Into<Vec<(u64, f64)>>) -> Result<Self> {
        Self::new(points.into(), false)
    }

    /// Creates the table from factors of the base: each point is a step, and the factor from this step on. The points are as in
    /// [`values`](Self::values).
    ///
    /// # Errors
    /// As [`values`](Self::values).
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Table};
    ///
    /// let schedule = Table::factors([(0, 1.0), (80, 0.5), (90, 0.25)])?;
    /// assert_eq!([79, 80, 90].map(|step| schedule.at(0.4, step)), [0.4, 0.2, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn factors(points: impl Into<Vec<(u64, f64)>>) -> Result<Self> {
        Self::new(points.into(), true)
    }

    /// Connects the points by straight lines. Default: the value of a point is constant until the next point.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Table};
    ///
    /// let schedule = Table::values([(0, 0.0), (4, 1.0), (8, 0.5)])?.linear();
    /// assert_eq!([1, 4, 6].map(|step| schedule.at(1.0, step)), [0.25, 1.0, 0.75]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn linear(mut self) -> Self {
        self.between = Shape::linear();
        self
    }

    /// Connects the points by half cosine waves, which start and end slowly.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Table};
    ///
    /// let schedule = Table::values([(0, 1.0), (8, 0.0)])?.cosine();
    /// assert!(schedule.at(1.0, 1) > 0.9 && schedule.at(1.0, 7) < 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cosine(mut self) -> Self {
        self.between = Shape::cosine();
        self
    }

    /// Connects the points by curves of any [`Shape`]. The weight of the shape is that of the point before, whether the values rise
    /// or fall.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `shape` is [`logarithmic`](Shape::logarithmic), which is only for a
    /// warm-up.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Shape, Table};
    ///
    /// let schedule = Table::values([(0, 1.0), (100, 0.0)])?.shape(Shape::one_minus_sqrt())?;
    /// assert_eq!([0, 25, 100].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn shape(mut self, shape: Shape) -> Result<Self> {
        self.between = shape.for_a_fall(NAME, "shape")?;
        Ok(self)
    }

    fn new(mut points: Vec<(u64, f64)>, relative: bool) -> Result<Self> {
        check::ensure(!points.is_empty(), NAME, "points", "at least one point", points.len())?;
        if let Some(pair) = points.windows(2).find(|pair| pair[1].0 <= pair[0].0) {
            check::ensure(false, NAME, "points", "increasing in steps", format_args!("{} after {}", pair[1].0, pair[0].0))?;
        }
        for (_, value) in &mut points {
            *value = check::finite_not_negative(NAME, "points", *value)?;
        }
        Ok(Self { points, relative, between: Shape::constant() })
    }

    /// The entry of the table at `time`: a value, or a factor.
    fn entry(&self, time: f64) -> f64 {
        let next = self.points.partition_point(|&(step, _)| step as f64 <= time);
        let (start, from) = self.points[next.saturating_sub(1)];
        let Some(&(end, to)) = self.points.get(next).filter(|_| next > 0) else {
            return from;
        };
        let fraction = (time - start as f64) / (end as f64 - start as f64);
        self.between.between(from, to, fraction)
    }

    fn scaled(&self, base: f64, entry: f64) -> f64 {
        if self.relative { product(base, entry) } else { entry }
    }

    fn last(&self) -> (u64, f64) {
        self.points[self.points.len() - 1]
    }
}

impl Schedule for Table {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.scaled(base, self.entry(time))
    }

    fn constant_from(&self) -> Option<u64> {
        Some(if self.points.len() == 1 { 0 } else { self.last().0 })
    }

    fn next_change(&self, step: u64) -> u64 {
        let next = self.points.partition_point(|&(point, _)| point <= step);
        match self.points.get(next) {
            None => u64::MAX,
            // The value is constant before the first point and at it.
            Some(&(point, _)) if next == 0 => self.points.get(1).map_or(u64::MAX, |_| point),
            Some(&(point, _)) if self.between.is_constant() => point,
            _ => step.saturating_add(1),
        }
    }

    fn peak(&self, base: f64) -> f64 {
        self.scaled(base, self.points.iter().fold(0.0, |peak, &(_, entry)| peak.max(entry)))
    }

    registered!();
}

impl History for Table {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }
}

impl ChainMember for Table {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        lookup::chain(self, self.relative, current, base, step)
    }

    fn is_proportional(&self) -> bool {
        self.relative
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

impl Table {
    fn summarize(&self, summary: &mut Summary) {
        summary.phase(0, Some(self.points[0].0), Curve::Constant);
        for pair in self.points.windows(2) {
            let [(start, _), (end, _)] = [pair[0], pair[1]];
            summary.phase(start, Some(end), self.between.curve(end - start));
        }
        summary.phase(self.last().0, None, Curve::Constant);
    }
}

type_entry!(Table "Table" {
    points: Vec<Point>, [it -> it.points.iter().map(|&(step, value)| Point(step, value)).collect::<Vec<_>>()];
    relative: bool = false;
    between: Between = Between(Shape::constant()), [it -> Between(it.between.clone())]
} => {
    let points = points.into_iter().map(|Point(step, value)| (step, value)).collect();
    Ok(Table { between: between.0, ..Table::new(points, relative)? })
});

/// The shape between two points in a plan file, in which the constant shape is called "step".
struct Between(Shape);

const STEP: &str = "step";

impl Read for Between {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(word) if word == STEP => Ok(Self(Shape::constant())),
            _ => FallShape::read(node).map(|FallShape(shape)| Self(shape)),
        }
    }
}

impl Write for Between {
    fn write(&self) -> Data {
        if self.0.is_constant() { Data::text(STEP) } else { self.0.write() }
    }
}

impl HasSchema for Between {
    fn schema() -> Data {
        FallShape::schema_with(&[&[STEP], &FallShape::WORDS[..]].concat())
    }
}
