use super::data::Data;
use super::node::{Name, Node};
use super::parameter::{HasSchema, Read, Write};
use super::schedule::OPAQUE;
use crate::story::words::number;
use crate::{Result, check};
use std::fmt;
use std::sync::Arc;

type Call = Arc<dyn Fn(f64) -> f64 + Send + Sync>;

/// A function of the time, for schedules that are given one: [`LambdaLr`](crate::LambdaLr),
/// [`MultiplicativeLr`](crate::MultiplicativeLr), and the scale of [`CyclicLr`](crate::CyclicLr).
///
/// One that is built in, or that has a name, can stand in a plan file; a plain closure cannot.
///
/// ```
/// use tch_lr_scheduler::{Function, LambdaLr, Schedule};
///
/// let halved = LambdaLr::of(Function::power(0.5)?);
/// assert_eq!(halved.at(0.1, 1), 0.05);
/// assert_eq!(halved.spec().to_string(), r#"{"type": "LambdaLR", "lr_lambda": {"power": 0.5}}"#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Clone)]
pub struct Function {
    call: Call,
    form: FunctionForm,
}

#[derive(Debug, Clone, PartialEq)]
enum FunctionForm {
    Unnamed,
    Named(String),
    Power(f64),
    Constant(f64),
    Table(Vec<(u64, f64)>),
    Interpolate(Vec<(u64, f64)>),
}

impl Function {
    /// A closure by itself. It must be pure, as all of them: the same time gives the same value.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::new(|time| 1.0 / (1.0 + time)).at(3.0), 0.25);
    /// ```
    pub fn new(call: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self { call: Arc::new(call), form: FunctionForm::Unnamed }
    }

    /// A closure with the name that it goes by in plan files; a program that reads such a file
    /// [registers](crate::Functions::with) it under that name.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::named("inverse", |time| 1.0 / (1.0 + time)).at(1.0), 0.5);
    /// ```
    pub fn named(name: impl Into<String>, call: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self { form: FunctionForm::Named(name.into()), ..Self::new(call) }
    }

    /// `base` to the power of the time; finite and not negative. In a file: `{"power": 0.95}`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::power(0.5)?.at(2.0), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn power(base: f64) -> Result<Self> {
        let base = check::finite_not_negative("Function", "power", base)?;
        Ok(Self { form: FunctionForm::Power(base), ..Self::new(move |time| base.powf(time).min(f64::MAX)) })
    }

    /// The same value always; finite. In a file: `{"constant": 0.95}`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::constant(0.5)?.at(2.0), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn constant(value: f64) -> Result<Self> {
        check::finite("Function", "constant", value)?;
        Ok(Self { form: FunctionForm::Constant(value), ..Self::new(move |_| value) })
    }

    /// From each of the steps on, its value; before the first of them, that of the first. In a file: `{"table": [[0, 1.0], [30, 0.1]]}`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where there is no point, the steps do not increase, or a value is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// let function = Function::table([(0, 1.0), (30, 0.1)])?;
    /// assert_eq!([0.0, 29.0, 30.0].map(|time| function.at(time)), [1.0, 1.0, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn table(points: impl Into<Vec<(u64, f64)>>) -> Result<Self> {
        let points = checked("table", points.into())?;
        let call = {
            let points = points.clone();
            move |time: f64| points[passed(&points, time).saturating_sub(1)].1
        };
        Ok(Self { form: FunctionForm::Table(points), ..Self::new(call) })
    }

    /// Straight lines between the points; before the first and after the last, it stays. In a file:
    /// `{"interpolate": [[0, 1.0], [30, 0.1]]}`.
    ///
    /// # Errors
    /// As [`table`](Self::table).
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::interpolate([(0, 1.0), (10, 0.0)])?.at(5.0), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn interpolate(points: impl Into<Vec<(u64, f64)>>) -> Result<Self> {
        let points = checked("interpolate", points.into())?;
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
        Ok(Self { form: FunctionForm::Interpolate(points), ..Self::new(call) })
    }

    /// What it is, for people to read.
    pub(crate) fn words(&self) -> String {
        match &self.form {
            FunctionForm::Unnamed => "a function".into(),
            FunctionForm::Named(name) => format!("the function {name}"),
            FunctionForm::Power(base) => format!("{} to the power of the step", number(*base)),
            FunctionForm::Constant(value) => number(*value),
            FunctionForm::Table(points) => format!("a table of {} values", points.len()),
            FunctionForm::Interpolate(points) => format!("lines through {} points", points.len()),
        }
    }

    /// Its value at a time.
    ///
    /// ```
    /// use tch_lr_scheduler::Function;
    ///
    /// assert_eq!(Function::constant(0.5)?.at(1e9), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at(&self, time: f64) -> f64 {
        (self.call)(time)
    }
}

fn passed(points: &[(u64, f64)], time: f64) -> usize {
    points.partition_point(|&(step, _)| step as f64 <= time)
}

fn checked(parameter: &'static str, points: Vec<(u64, f64)>) -> Result<Vec<(u64, f64)>> {
    check::ensure(!points.is_empty(), "Function", parameter, "at least one point", points.len())?;
    if let Some(pair) = points.windows(2).find(|pair| pair[1].0 <= pair[0].0) {
        check::ensure(false, "Function", parameter, "increasing in steps", format_args!("{} after {}", pair[1].0, pair[0].0))?;
    }
    points.iter().try_for_each(|&(_, value)| check::finite("Function", parameter, value).map(drop))?;
    Ok(points)
}

/// Two closures without a name cannot be told apart: what they give is compared instead.
impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.form.fmt(formatter)
    }
}

const FORMS: [Name; 4] = [Name::plain("power"), Name::plain("constant"), Name::plain("table"), Name::plain("interpolate")];

impl Read for Function {
    fn read(node: &Node<'_>) -> Result<Self> {
        let expected = "the name of a function, or an object with power, constant, table or interpolate";
        match node.data {
            Data::Text(name) => {
                node.functions.find(name).ok_or_else(|| node.problem(node.functions.expected(name), format!("{name:?}")))
            }
            Data::Object(fields) if fields.iter().any(|(name, _)| name == OPAQUE) => {
                Err(node.problem(expected, "a closure without a name, which cannot be read back"))
            }
            Data::Object(fields) if fields.len() == 1 => {
                node.only(&FORMS)?;
                let point = |points: Vec<Point>| points.into_iter().map(|Point(step, value)| (step, value)).collect::<Vec<_>>();
                let built = if let Some(base) = node.field("power")? {
                    Self::power(base)
                } else if let Some(value) = node.field("constant")? {
                    Self::constant(value)
                } else if let Some(points) = node.field("table")? {
                    Self::table(point(points))
                } else {
                    Self::interpolate(point(node.field("interpolate")?.unwrap_or_default()))
                };
                built.map_err(|error| node.locate(error, &FORMS))
            }
            _ => node.unexpected(expected),
        }
    }
}

impl HasSchema for Function {
    fn schema() -> Data {
        let only = |name: &str, schema: Data| {
            Data::object([
                ("type", Data::text("object")),
                ("properties", Data::object([(name, schema)])),
                ("required", Data::list([Data::text(name)])),
                ("additionalProperties", Data::Bool(false)),
            ])
        };
        let named =
            Data::object([("type", Data::text("string")), ("description", Data::text("a function that the program registers"))]);
        let choices = [
            named,
            only("power", f64::schema()),
            only("constant", f64::schema()),
            only("table", Vec::<Point>::schema()),
            only("interpolate", Vec::<Point>::schema()),
        ];
        Data::object([("oneOf", Data::list(choices))])
    }
}

impl Write for Function {
    fn write(&self) -> Data {
        let points =
            |points: &[(u64, f64)]| Data::list(points.iter().map(|&(step, value)| Data::list([step.write(), value.write()])));
        match &self.form {
            // Not null, which is no function at all.
            FunctionForm::Unnamed => Data::object([(OPAQUE, Data::text("a closure"))]),
            FunctionForm::Named(name) => Data::text(name),
            FunctionForm::Power(base) => Data::object([("power", base.write())]),
            FunctionForm::Constant(value) => Data::object([("constant", value.write())]),
            FunctionForm::Table(table) => Data::object([("table", points(table))]),
            FunctionForm::Interpolate(table) => Data::object([("interpolate", points(table))]),
        }
    }
}

/// A step and a value, as a list of two.
struct Point(u64, f64);

impl Read for Point {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::List(pair) if pair.len() == 2 => {
                let numbers: Vec<f64> = node.items("a step and a value")?;
                match (&pair[0], numbers[1]) {
                    (Data::Whole(step), value) => Ok(Self(*step, value)),
                    _ => node.unexpected("a whole step and a value"),
                }
            }
            _ => node.unexpected("a step and a value, [step, value]"),
        }
    }
}

impl HasSchema for Point {
    fn schema() -> Data {
        Data::object([
            ("type", Data::text("array")),
            ("prefixItems", Data::list([u64::schema(), f64::schema()])),
            ("minItems", Data::Whole(2)),
            ("maxItems", Data::Whole(2)),
        ])
    }
}
