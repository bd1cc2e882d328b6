use super::points::{checked, passed};
use crate::Result;
use crate::data::wording::number;
use crate::error::check;
use std::fmt;
use std::sync::Arc;

type Call = Arc<dyn Fn(f64) -> f64 + Send + Sync>;

/// A function of the time, as a parameter of [`LambdaLr`](crate::LambdaLr),
/// [`MultiplicativeLr`](crate::MultiplicativeLr) and [`CyclicLr`](crate::CyclicLr). A `CyclicLr` with `ScaleMode::Cycle` calls it
/// with the number of the cycle instead.
///
/// A plan file can contain a built-in function, or the name of a function that the program [registers](crate::Functions::with). It
/// cannot contain a closure without a name.
///
/// ```
/// use tch_lr_scheduler::{Function, LambdaLr, Schedule, ScheduleSpec};
///
/// let halved = LambdaLr::of(Function::power(0.5)?);
/// assert_eq!(halved.at(0.1, 1), 0.05);
/// assert_eq!(ScheduleSpec::of(&halved).to_string(), r#"{"type": "LambdaLR", "lr_lambda": {"power": 0.5}}"#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Clone)]
pub struct Function {
    call: Call,
    pub(super) kind: FunctionKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FunctionKind {
    Unnamed,
    Named(String),
    Power(f64),
    Constant(f64),
    Table(Vec<(u64, f64)>),
    Interpolate(Vec<(u64, f64)>),
}

impl Function {
    /// A closure without a name.
    ///
    /// It must be pure, like every `Function`: for the same time it returns the same value.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::new(|time| 1.0 / (1.0 + time)).at(3.0), 0.25);
    /// ```
    pub fn new(call: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self { call: Arc::new(call), kind: FunctionKind::Unnamed }
    }

    /// A closure with a name for plan files. A program that reads such a file [registers](crate::Functions::with) the closure under
    /// this name.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::named("inverse", |time| 1.0 / (1.0 + time)).at(1.0), 0.5);
    /// ```
    pub fn named(name: impl Into<String>, call: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self { kind: FunctionKind::Named(name.into()), ..Self::new(call) }
    }

    /// `base` to the power of the time. `base` is finite and not negative. In a file: `{"power": 0.95}`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `base` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::power(0.5)?.at(2.0), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn power(base: f64) -> Result<Self> {
        let base = check::finite_not_negative("Function", "power", base)?;
        Ok(Self { kind: FunctionKind::Power(base), ..Self::new(move |time| base.powf(time).min(f64::MAX)) })
    }

    /// The same value at all times. `value` is finite. In a file: `{"constant": 0.95}`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `value` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::constant(0.5)?.at(2.0), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn constant(value: f64) -> Result<Self> {
        check::finite("Function", "constant", value)?;
        Ok(Self { kind: FunctionKind::Constant(value), ..Self::new(move |_| value) })
    }

    /// A table: each point is a step and the value from this step on. Before the first point, the value is that of the first point.
    ///
    /// In a file: `{"table": [[0, 1.0], [30, 0.1]]}`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if there is no point, if the steps do not increase, or if a value is not
    /// finite.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// let function = Function::table([(0, 1.0), (30, 0.1)])?;
    /// assert_eq!([0.0, 29.0, 30.0].map(|time| function.at(time)), [1.0, 1.0, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn table(points: impl IntoIterator<Item = (u64, f64)>) -> Result<Self> {
        let points = checked("table", points.into_iter().collect())?;
        let call = {
            let points = points.clone();
            move |time: f64| points[passed(&points, time).saturating_sub(1)].1
        };
        Ok(Self { kind: FunctionKind::Table(points), ..Self::new(call) })
    }

    /// Straight lines between points, each of which is a step and a value. Before the first point and after the last point, the
    /// value is constant.
    ///
    /// In a file: `{"interpolate": [[0, 1.0], [30, 0.1]]}`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if there is no point, if the steps do not increase, or if a value is not
    /// finite.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::interpolate([(0, 1.0), (10, 0.0)])?.at(5.0), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn interpolate(points: impl IntoIterator<Item = (u64, f64)>) -> Result<Self> {
        let points = checked("interpolate", points.into_iter().collect())?;
        let call = {
            let points = points.clone();
            move |time: f64| match passed(&points, time) {
                0 => points[0].1,
                next if next == points.len() => points[next - 1].1,
                next => {
                    let ((start, from), (end, to)) = (points[next - 1], points[next]);
                    from + (to - from) * ((time - start as f64) / (end - start) as f64)
                }
            }
        };
        Ok(Self { kind: FunctionKind::Interpolate(points), ..Self::new(call) })
    }

    /// How the function is written to a file.
    pub(crate) fn kind(&self) -> &FunctionKind {
        &self.kind
    }

    /// The function as words for people.
    pub(crate) fn words(&self) -> String {
        match &self.kind {
            FunctionKind::Unnamed => "a function".into(),
            FunctionKind::Named(name) => format!("the function {name}"),
            FunctionKind::Power(base) => format!("{} to the power of the step", number(*base)),
            FunctionKind::Constant(value) => number(*value),
            FunctionKind::Table(points) => format!("a table of {} values", points.len()),
            FunctionKind::Interpolate(points) => format!("lines through {} points", points.len()),
        }
    }

    /// The highest value, or 1 if it is not known or has no limit.
    pub(crate) fn peak(&self) -> f64 {
        match &self.kind {
            FunctionKind::Constant(value) => *value,
            FunctionKind::Table(points) | FunctionKind::Interpolate(points) => {
                points.iter().fold(f64::MIN, |peak, &(_, value)| peak.max(value))
            }
            FunctionKind::Unnamed | FunctionKind::Named(_) | FunctionKind::Power(_) => 1.0,
        }
    }

    /// The value at `time`, in steps.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::power(0.25)?.at(0.5), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at(&self, time: f64) -> f64 {
        (self.call)(time)
    }
}

/// Two functions are equal if they have the same kind and parameters, or the same name. A closure without a name equals only its
/// own clones, because closures cannot be compared. When a state is loaded, its values are compared with those of the plan at that
/// step.
///
/// ```
/// use tch_lr_scheduler::Function;
///
/// let constant = Function::new(|_| 1.0);
/// assert_eq!(constant, constant.clone());
/// assert_ne!(constant, Function::new(|_| 2.0));
/// ```
impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (FunctionKind::Unnamed, FunctionKind::Unnamed) => Arc::ptr_eq(&self.call, &other.call),
            (left, right) => left == right,
        }
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(formatter)
    }
}
