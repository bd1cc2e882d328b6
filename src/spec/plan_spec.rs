use super::{plan, renamed, run};
use crate::data::{Data, Node, Read, Resolved, SourceText, Write, differences, text};
use crate::{Difference, Error, Functions, Plan, Position, Result, RunLength};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A plan as data. It is read from and written to JSON and, with feature `toml`, TOML. Module [`spec`](crate::spec) documents the
/// format.
///
/// Types and parameters have torch's names. The Rust spelling is read too. `PlanSpec` implements serde's traits, so it can be a
/// part of a program's own configuration. Its contents are checked by [`plan`](Self::plan).
///
/// # Examples
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
///     "lr.schedule.Tmax: did you mean T_max? (found an unknown field, expected one of type, T_max, eta_min)"
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Clone)]
pub struct PlanSpec {
    data: Data,
    /// The file that the plan was read from. Errors name it.
    pub(super) file: Option<String>,
    /// The text that the plan was read from.
    pub(super) source: Option<SourceText>,
}

impl PlanSpec {
    pub(crate) fn of(plan: &Plan) -> Self {
        Self { data: plan.write(), file: None, source: None }
    }

    pub(crate) fn from_data(data: Data) -> Self {
        Self { data: renamed::with_new_names(data), file: None, source: None }
    }

    /// Reads a plan from text in TOML or JSON.
    pub(super) fn from_text(text: &str, is_toml: bool) -> Result<Self> {
        let spec = Self::from_data(text::of_format(text, is_toml)?);
        Ok(Self { source: Some(SourceText::new(text::readable(text, is_toml), is_toml)), ..spec })
    }

    pub(crate) fn data(&self) -> &Data {
        &self.data
    }

    /// What the plan knows of its run. The rest of the plan is not read.
    pub(crate) fn run_units(&self) -> Result<RunLength> {
        run::read(&Node::root(&self.data, &Functions::new()))
    }

    /// The planned length of the run in steps, or `None` if the plan does not contain it. The rest of the plan is not read.
    pub(crate) fn run_length(&self) -> Result<Option<u64>> {
        self.run_units()?.total_steps()
    }

    /// Reads a plan from JSON text. The contents are checked by [`plan`](Self::plan).
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the text is not JSON.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let plan = PlanSpec::from_json(r#"{"lr": {"base": 0.1}}"#)?.plan()?;
    /// assert_eq!(plan.preview(1, 30)?.lr, [0.1]);
    /// let error = PlanSpec::from_json(r#"{"lr": {"base": 0.1}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "expected JSON, found EOF while parsing an object at line 1 column 20");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        Self::from_text(json, false)
    }

    /// Reads a plan from TOML text. The contents are checked by [`plan`](Self::plan).
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the text is not TOML.
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
        Self::from_text(toml, true)
    }

    /// The position of a value in the text that the plan was read from, for an editor. `path` is a path as in an error or a
    /// warning, such as `lr.schedule.schedulers[1].T_max`.
    ///
    /// It is the position of the name of the value, or of the value itself if it is in a list. If the value does not exist, it is
    /// the position of the nearest object or list that would contain it. `None` if the plan was not read from text, or if only the
    /// whole text would contain the value.
    ///
    /// ```
    /// # #[cfg(feature = "toml")] {
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let spec = PlanSpec::from_toml("[lr]\nbase = 0.1\nschedule = { type = 'StepLR', step_size = 30 }")?;
    /// assert_eq!(spec.position("lr.schedule.step_size").unwrap().to_string(), "line 3 column 31");
    /// assert_eq!(spec.position("lr.schedule.gamma"), spec.position("lr.schedule"));
    /// # }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn position(&self, path: &str) -> Option<Position> {
        self.source.as_ref()?.position(path)
    }

    /// The [`position`](Self::position) of each of the paths. The text is parsed once.
    pub(crate) fn positions(&self, paths: &[&str]) -> Vec<Option<Position>> {
        self.source.as_ref().map_or_else(|| vec![None; paths.len()], |source| source.positions(paths))
    }

    /// Builds the plan.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if a field is missing, unknown or out of its range. The error contains the file, the
    /// place in it, what was expected there, and what was found.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let spec = PlanSpec::from_json(r#"{"lr": {"base": 0.1, "schedule": {"type": "ExponentialLR", "gamma": 0.5}}}"#)?;
    /// assert_eq!(spec.plan()?.preview(1, 1)?.lr, [0.05]);
    /// let error = PlanSpec::from_json(r#"{"lr": {"base": "high"}}"#)?.plan().unwrap_err();
    /// assert_eq!(error.to_string(), r#"lr.base: expected a finite number, found "high""#);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn plan(&self) -> Result<Plan> {
        self.plan_with(&Functions::new())
    }

    /// Builds a plan that refers to functions of the program by name. `functions` contains those functions.
    ///
    /// # Errors
    /// As [`plan`](Self::plan).
    ///
    /// ```
    /// use tch_lr_scheduler::{Functions, PlanSpec};
    ///
    /// let file = r#"{"lr": {"base": 0.1, "schedule": {"type": "LambdaLR", "lr_lambda": "halved"}}}"#;
    /// let functions = Functions::new().with("halved", |epoch| 0.5f64.powf(epoch));
    /// let plan = PlanSpec::from_json(file)?.plan_with(&functions)?;
    /// assert_eq!(plan.preview(1, 1)?.lr, [0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn plan_with(&self, functions: &Functions) -> Result<Plan> {
        self.plan_with_rounded(functions).map(|(plan, _)| plan)
    }

    /// The plan, and the lengths in it that were rounded to whole steps.
    pub(crate) fn plan_with_rounded(&self, functions: &Functions) -> Result<(Plan, Vec<Resolved>)> {
        let excerpt = |error: Error| match (&self.source, error.path()) {
            (Some(source), Some(path)) => match source.position(path) {
                Some(position) => error.with_excerpt(source.excerpt(position)),
                None => error,
            },
            _ => error,
        };
        let read = plan::read_with_rounded(&Node::root(&self.data, functions)).map_err(excerpt);
        match &self.file {
            Some(name) => read.map_err(|error| error.in_file(name)),
            None => read,
        }
    }

    /// Writes the plan as JSON. Each float is the shortest decimal number that reads as the same bits.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the plan contains a part that cannot be read back, such as a closure without a name
    /// or a user-defined schedule.
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
        self.check_readable()?;
        text::to_json(&self.data)
    }

    /// Writes the plan as TOML.
    ///
    /// # Errors
    /// As [`to_json`](Self::to_json). Also if a step is larger than 2<sup>63</sup> - 1, or if schedules are nested too deep,
    /// because TOML has no larger whole numbers and its parser reads no deeper nesting.
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
        self.check_readable()?;
        text::to_toml(&self.data)
    }

    /// The differences between this plan and another, field by field, in the order of the fields of this plan. `was` is the value
    /// in this plan, `is` the value in `other`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let differences = Plan::lr(0.1, Constant).spec().differences(&Plan::lr(0.2, Constant).spec());
    /// assert_eq!(differences[0].to_string(), "lr.base was 0.1, is 0.2");
    /// ```
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        differences(&self.data, &other.data)
    }

    /// Checks that the plan can be read back. Named functions count as known, because the program that reads the file registers
    /// them.
    fn check_readable(&self) -> Result<()> {
        Plan::read(&Node::root(&self.data, &Functions::all())).map(drop)
    }
}

/// Two plans are equal if they have no [differences](PlanSpec::differences). The order of the fields does not matter.
impl PartialEq for PlanSpec {
    fn eq(&self, other: &Self) -> bool {
        self.differences(other).is_empty()
    }
}

/// Writes the plan as JSON in one line.
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
    /// This plan as data, to write it to a file or to compare it with another plan.
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
