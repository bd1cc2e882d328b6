use super::renamed;
use crate::data::file;
use crate::data::{Data, Node, Read, Write, differences, text};
use crate::{Difference, Functions};
use crate::{Plan, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::path::Path;

/// A plan as data, read from and written to JSON and, with feature `toml`, TOML. [The format](crate::spec).
///
/// Types and parameters have torch's own names; the Rust spelling is read too. With serde it can be a part of a program's own
/// configuration: what it holds is checked when it is turned [into a plan](Self::plan).
///
/// ```
/// use tch_lr_scheduler::PlanSpec;
///
/// let file = r#"{"lr": {"base": 0.1, "schedule": {"type": "CosineAnnealingLR", "T_max": 50, "eta_min": 0}}}"#;
/// let plan = PlanSpec::from_json(file)?.plan()?;
/// assert_eq!(plan.preview(1, 25)?.lr, [0.05]);
///
/// let misspelt = PlanSpec::from_json(&file.replace("T_max", "Tmax"))?.plan().unwrap_err();
/// assert_eq!(
///     misspelt.to_string(),
///     "lr.schedule: expected one of type, T_max, eta_min, found the unknown field Tmax; T_max?"
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Clone)]
pub struct PlanSpec {
    data: Data,
    file: Option<String>,
}

impl PlanSpec {
    pub(crate) fn of(plan: &Plan) -> Self {
        Self { data: plan.write(), file: None }
    }

    pub(crate) fn from_data(data: Data) -> Self {
        Self { data: renamed::current(data), file: None }
    }

    pub(crate) fn data(&self) -> &Data {
        &self.data
    }

    /// How many steps the run has, where the plan says so, without reading the rest.
    pub(crate) fn run_length(&self) -> Result<Option<u64>> {
        Node::root(&self.data, &Functions::new()).field("total_steps")
    }

    /// A plan as JSON. That it is one is seen when it is turned into a [plan](Self::plan).
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where the text is no JSON.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// assert!(PlanSpec::from_json(r#"{"lr": {"base": 0.1}}"#)?.plan().is_ok());
    /// assert!(PlanSpec::from_json(r#"{"lr": {"base": 0.1}"#).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        text::from_json(json).map(Self::from_data)
    }

    /// A plan as TOML.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where the text is no TOML.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let plan = PlanSpec::from_toml("[lr]\nbase = 0.1\nschedule = { type = 'StepLR', step_size = 30 }")?.plan()?;
    /// assert_eq!(plan.preview(1, 30)?.lr, [0.010000000000000002]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn from_toml(toml: &str) -> Result<Self> {
        text::from_toml(toml).map(Self::from_data)
    }

    /// The plan in a file: TOML where its name ends in `.toml`, else JSON. Errors name the file.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) where it cannot be read, [`Error::Data`](crate::Error::Data) where it does not hold
    /// data.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let error = PlanSpec::read("no-such-plan.json").unwrap_err();
    /// assert!(error.to_string().starts_with("cannot read no-such-plan.json: "));
    /// ```
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let contents = file::read(path)?;
        let data = text::of_format(&contents, is_toml(path)).map_err(|error| error.in_file(&name))?;
        Ok(Self { file: Some(name), ..Self::from_data(data) })
    }

    /// The plan.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data), with file and place, what was expected there and what was found.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let error = PlanSpec::from_json(r#"{"lr": {"base": "high"}}"#)?.plan().unwrap_err();
    /// assert_eq!(error.to_string(), r#"lr.base: expected a finite number, found "high""#);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn plan(&self) -> Result<Plan> {
        self.plan_with(&Functions::new())
    }

    /// The plan, where it names functions that the program knows.
    ///
    /// # Errors
    /// As [`plan`](Self::plan).
    ///
    /// ```
    /// use tch_lr_scheduler::{Functions, LambdaLr, Plan};
    ///
    /// let spec = Plan::lr(0.1, LambdaLr::named("halved", |epoch| 0.5f64.powf(epoch as f64))).spec();
    /// assert!(spec.plan().is_err());
    /// assert!(spec.plan_with(&Functions::new().with("halved", |epoch| 0.5f64.powf(epoch))).is_ok());
    /// ```
    pub fn plan_with(&self, functions: &Functions) -> Result<Plan> {
        let read = Plan::read(&Node::root(&self.data, functions));
        match &self.file {
            Some(name) => read.map_err(|error| error.in_file(name)),
            None => read,
        }
    }

    /// As JSON, floats as the shortest decimal that reads as the same bits.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where a part cannot be described: a closure without a name, a schedule of the program's
    /// own.
    ///
    /// ```
    /// use tch_lr_scheduler::{LambdaLr, Plan, PlanSpec, StepLr};
    ///
    /// let spec = Plan::lr(0.1, StepLr::new(30, 0.1)?).spec();
    /// assert_eq!(PlanSpec::from_json(&spec.to_json()?)?, spec);
    ///
    /// let error = Plan::lr(0.1, LambdaLr::new(|_| 1.0)).spec().to_json().unwrap_err();
    /// assert!(error.to_string().starts_with("lr.schedule.lr_lambda: expected "));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        self.check()?;
        text::to_json(&self.data)
    }

    /// As TOML.
    ///
    /// # Errors
    /// As [`to_json`](Self::to_json), where a step is beyond what TOML can hold, 2<sup>63</sup> - 1, and where schedules are nested
    /// deeper than TOML can be read.
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, PlanSpec, StepLr};
    ///
    /// let spec = Plan::lr(0.1, StepLr::new(30, 0.1)?).spec();
    /// assert_eq!(PlanSpec::from_toml(&spec.to_toml()?)?, spec);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn to_toml(&self) -> Result<String> {
        self.check()?;
        text::to_toml(&self.data)
    }

    /// Writes it to a file: TOML where its name ends in `.toml`, else JSON. The old file or the new one is there at any moment.
    ///
    /// # Errors
    /// As [`to_json`](Self::to_json), and [`Error::File`](crate::Error::File) where it cannot be written.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, PlanSpec};
    ///
    /// let path = std::env::temp_dir().join("plan.json");
    /// let spec = Plan::lr(0.1, Constant).spec();
    /// spec.write(&path)?;
    /// assert_eq!(PlanSpec::read(&path)?.plan()?.spec(), spec);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn write(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        #[cfg(feature = "toml")]
        let contents = if is_toml(path) { self.to_toml()? } else { self.to_json()? };
        #[cfg(not(feature = "toml"))]
        let contents = if is_toml(path) { return Err(text::no_toml()) } else { self.to_json()? };
        file::replace(path, contents.as_bytes())
    }

    /// Where another plan is not the same as this one, field by field, in the order of this one.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let spec = Plan::lr(0.1, Constant).spec();
    /// assert!(spec.differences(&spec).is_empty());
    /// ```
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        differences(&self.data, &other.data)
    }

    /// That it can be read back: functions that are named will be known by then.
    fn check(&self) -> Result<()> {
        Plan::read(&Node::root(&self.data, &Functions::all())).map(drop)
    }
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// Where two plans have no [differences](PlanSpec::differences), whatever the order of their fields.
impl PartialEq for PlanSpec {
    fn eq(&self, other: &Self) -> bool {
        self.differences(other).is_empty()
    }
}

/// As JSON in one line.
impl fmt::Display for PlanSpec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.data.fmt(formatter)
    }
}

impl fmt::Debug for PlanSpec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.data.fmt(formatter)
    }
}

impl Serialize for PlanSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.data.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PlanSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Data::deserialize(deserializer).map(Self::from_data)
    }
}

impl Plan {
    /// The plan as data, to be written to a file or compared with another.
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let spec = Plan::lr(0.5, StepLr::new(30, 0.1)?).spec();
    /// let expected = r#"{"lr": {"base": 0.5, "schedule": {"type": "StepLR", "step_size": 30, "gamma": 0.1}}}"#;
    /// assert_eq!(spec.to_string(), expected);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn spec(&self) -> PlanSpec {
        PlanSpec::of(self)
    }
}
