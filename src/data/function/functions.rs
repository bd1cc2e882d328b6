use super::function::Function;
use crate::data::nearest;
use std::collections::BTreeMap;

/// The functions that a program knows by name, for the plan files that it reads.
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
pub struct Functions {
    known: BTreeMap<String, Function>,
    knows_all: bool,
}

impl Functions {
    /// None but those that are built in.
    ///
    /// ```
    /// use tch_lr_scheduler::Functions;
    ///
    /// let functions = Functions::new();
    /// # let _ = functions;
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// One more, from the time to the value; a second of the same name replaces the first.
    ///
    /// ```
    /// use tch_lr_scheduler::Functions;
    ///
    /// let functions = Functions::new().with("inverse", |time| 1.0 / (1.0 + time));
    /// # let _ = functions;
    /// ```
    pub fn with(mut self, name: impl Into<String>, call: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        let name = name.into();
        self.known.insert(name.clone(), Function::named(name, call));
        self
    }

    /// Whatever the name, there is one: for files that are only checked.
    pub(crate) fn all() -> Self {
        Self { knows_all: true, ..Self::default() }
    }

    pub(crate) fn find(&self, name: &str) -> Option<Function> {
        let unknown = || self.knows_all.then(|| Function::named(name, |_| 1.0));
        self.known.get(name).cloned().or_else(unknown)
    }

    pub(crate) fn expected(&self, found: &str) -> String {
        let names: Vec<_> = self.known.keys().map(String::as_str).collect();
        let nearest = nearest(found, names.iter().copied()).map_or(String::new(), |name| format!(" ({name}?)"));
        match names.is_empty() {
            true => "a function that the program has registered; it has registered none".into(),
            false => format!("one of the registered functions {}{nearest}", names.join(", ")),
        }
    }
}
