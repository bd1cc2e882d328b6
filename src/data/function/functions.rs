use super::function::Function;
use crate::data::nearest;
use std::collections::BTreeMap;

/// The functions that a program registers by name, so that a plan file can refer to them.
///
/// ```
/// use tch_lr_scheduler::{Function, Functions, PlanSpec};
///
/// let functions = Functions::new().with("halved", |epoch| 0.5f64.powf(epoch));
/// let file = r#"{"lr": {"base": 0.1, "schedule": {"type": "LambdaLR", "lr_lambda": "halved"}}}"#;
/// let plan = PlanSpec::from_json(file)?.plan_with(&functions)?;
/// assert_eq!(plan.preview(1, 1)?.lr, [0.05]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "functions are known only to the plan that is read with them"]
pub struct Functions {
    known: BTreeMap<String, Function>,
    has_all: bool,
}

impl Functions {
    /// An empty set of functions. The built-in functions of [`Function`](crate::Function) need no registration.
    ///
    /// ```
    /// use tch_lr_scheduler::{Functions, PlanSpec};
    ///
    /// let file = r#"{"lr": {"base": 0.1, "schedule": {"type": "LambdaLR", "lr_lambda": {"power": 0.5}}}}"#;
    /// let plan = PlanSpec::from_json(file)?.plan_with(&Functions::new())?;
    /// assert_eq!(plan.preview(1, 1)?.lr, [0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers the function `call` from the time to the value. It replaces a function of the same name.
    ///
    /// ```
    /// use tch_lr_scheduler::{Functions, LambdaLr, Schedule, ScheduleSpec};
    ///
    /// let inverse = |time: f64| 1.0 / (1.0 + time);
    /// let spec = ScheduleSpec::of(&LambdaLr::named("inverse", move |step| inverse(step as f64)));
    /// let schedule = spec.schedule(&Functions::new().with("inverse", inverse))?;
    /// assert_eq!(schedule.at(0.1, 1), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn with(mut self, name: impl Into<String>, call: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        let name = name.into();
        self.known.insert(name.clone(), Function::named(name, call));
        self
    }

    /// A set that has a function for every name. It is used to check a file without building a plan.
    pub(crate) fn all() -> Self {
        Self { has_all: true, ..Self::default() }
    }

    pub(crate) fn find(&self, name: &str) -> Option<Function> {
        let unknown = || self.has_all.then(|| Function::named(name, |_| 1.0));
        self.known.get(name).cloned().or_else(unknown)
    }

    /// The words of an error for an unknown name: the functions that are known.
    pub(crate) fn expected(&self) -> String {
        let names: Vec<_> = self.known.keys().map(String::as_str).collect();
        match names.is_empty() {
            true => "a function that the program has registered; it has registered none".into(),
            false => format!("one of the registered functions {}", names.join(", ")),
        }
    }

    /// The question of an error for the unknown name `found`, if a known name is similar.
    pub(crate) fn suggestion(&self, found: &str) -> Option<String> {
        nearest(found, self.known.keys().map(String::as_str)).map(|name| format!("did you mean {name}?"))
    }
}
