//! A state as JSON, and back.

use super::State;
use super::checksum::checksum;
use crate::spec::data::Data;
use crate::spec::node::{Name, Node};
use crate::spec::parameter::{Read, Write, of_type};
use crate::spec::text;
use crate::{Error, Functions, PlanSpec, Result, file};
use std::path::Path;
use std::sync::Arc;

const FORMAT: &str = "tch-lr-scheduler state";
const VERSION: u64 = 1;

impl State {
    /// This state as JSON. Floats have the shortest decimal that reads as the same bits; an infinity is the text `"Infinity"`.
    ///
    /// # Errors
    /// [`Error::Data`] where it could not be read back: a value that was put into it is not finite, or the plan is nested deeper
    /// than JSON can be read.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan, State};
    ///
    /// let state = Plan::lr(0.1, ExponentialLr::new(0.9)?).preview(1, 7)?;
    /// assert_eq!(State::from_json(&state.to_json()?)?, state);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        text::to_json(&self.write())
    }

    /// The state that a text holds.
    ///
    /// # Errors
    /// [`Error::Data`], naming the field, where it is not JSON, not a state, of a newer version, not complete, not what was
    /// written (it has a checksum), or holds what is not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::State;
    ///
    /// let error = State::from_json(r#"{"format": "tch-lr-scheduler state", "version": 2}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "state: version: expected at most 1, of this version of the crate, found 2");
    /// ```
    pub fn from_json(text: &str) -> Result<Self> {
        let in_state = |error| match error {
            Error::Data { file: None, path, expected, found } => Error::Data { file: Some("state".into()), path, expected, found },
            other => other,
        };
        text::from_json(text).and_then(|data| read(&data)).map_err(in_state)
    }

    /// Writes this state to a file. Whatever happens, the old state or the new one is there, whole: it is written beside the file
    /// first, down to the disk, and then moved in its place.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be written, and as [`to_json`](Self::to_json). Then the old file is as it was; only where
    /// the disk fails to confirm the last step of all, the new one is there.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, State};
    ///
    /// let path = std::env::temp_dir().join("state-of-an-example.json");
    /// let state = Plan::lr(0.1, Constant).preview(1, 90_000)?;
    /// state.save(&path)?;
    /// assert_eq!(State::open(&path)?, state);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        file::replace(path.as_ref(), self.to_json()?.as_bytes())
    }

    /// The state that a file holds.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json), naming the file, and [`Error::File`] where it cannot be read.
    ///
    /// ```
    /// use tch_lr_scheduler::State;
    ///
    /// let error = State::open("no-such-state.json").unwrap_err();
    /// assert!(error.to_string().starts_with("cannot read no-such-state.json: "));
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let name = path.as_ref().display().to_string();
        let text = file::read(path.as_ref())?;
        Self::from_json(&text).map_err(|error| match error {
            Error::Data { path, expected, found, .. } => Error::Data { file: Some(name), path, expected, found },
            other => other,
        })
    }
}

/// The fields, in their order in the file.
const FIELDS: [Name; 12] = [
    Name::plain("format"),
    Name::plain("version"),
    Name::plain("step"),
    Name::plain("fraction"),
    Name::plain("lr"),
    Name::plain("momentum"),
    Name::plain("weight_decay"),
    Name::plain("numbers"),
    Name::plain("plateau"),
    Name::plain("cooldown"),
    Name::plain("plan"),
    Name::plain("checksum"),
];

fn read(data: &Data) -> Result<State> {
    let functions = Functions::new();
    let node = Node::root(data, &functions);
    let [format, version, step, fraction, lr, momentum, weight_decay, numbers, plateau, cooldown, plan, sum] = FIELDS;
    let found: String = node.required(format)?;
    if found != FORMAT {
        return Err(Error::data("format", format!("{FORMAT:?}"), format!("{found:?}")));
    }
    let found: u64 = node.required(version)?;
    let versions = if found == 0 { "at least 1".into() } else { format!("at most {VERSION}, of this version of the crate") };
    if !(1..=VERSION).contains(&found) {
        return Err(Error::data("version", versions, found.to_string()));
    }
    node.only(&FIELDS)?;
    let state = State {
        step: node.required(step)?,
        fraction: node.required(fraction)?,
        lr: node.required(lr)?,
        momentum: node.required(momentum)?,
        weight_decay: node.required(weight_decay)?,
        numbers: node.required::<Numbers>(numbers)?.0,
        plateau: node.required(plateau)?,
        cooldown: node.required(cooldown)?,
        plan: node.required::<AnyPlan>(plan).map(|plan| Arc::new(PlanSpec::from_data(plan.0)))?,
    };
    let (expected, found) = (checksum(&state.data()), node.required::<String>(sum)?);
    if found != expected {
        let expected = format!("{expected:?}, the sum of all the rest: something was changed after it was written");
        return Err(Error::data("checksum", expected, format!("{found:?}")));
    }
    Ok(state)
}

impl State {
    /// All but the checksum.
    fn data(&self) -> Data {
        let numbers = self.numbers.iter().map(|(name, value)| (name.clone(), value.write()));
        let values = [
            Data::text(FORMAT),
            Data::Whole(VERSION),
            self.step.write(),
            self.fraction.write(),
            self.lr.write(),
            self.momentum.write(),
            self.weight_decay.write(),
            Data::object(numbers),
            self.plateau.write(),
            self.cooldown.write(),
            self.plan.data().clone(),
        ];
        Data::object(FIELDS.iter().map(|name| name.torch).zip(values))
    }
}

impl Write for State {
    fn write(&self) -> Data {
        let data = self.data();
        let sum = checksum(&data);
        let Data::Object(mut fields) = data else {
            return data;
        };
        fields.push((FIELDS[11].torch.into(), Data::text(sum)));
        Data::Object(fields)
    }
}

/// A plan that may hold what cannot be read back; that it is one is seen when it is compared or taken.
struct AnyPlan(Data);

impl Read for AnyPlan {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.fields("a plan").map(|_| Self(node.data.clone()))
    }

    fn schema() -> Data {
        of_type("object")
    }
}

struct Numbers(Vec<(String, f64)>);

impl Read for Numbers {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("numbers by their name").map(Self)
    }

    fn schema() -> Data {
        of_type("object")
    }
}
