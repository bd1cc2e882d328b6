//! A state as JSON, and back.

use super::State;
use crate::data::Data;
use crate::data::file::{self, Envelope};
use crate::data::text;
use crate::data::{FieldName, Node};
use crate::data::{Read, Write};
use crate::{Functions, PlanSpec, Result};
use std::path::Path;
use std::sync::Arc;

const ENVELOPE: Envelope = Envelope { format: "tch-lr-scheduler state", version: 2 };

impl State {
    /// This state as JSON. Floats have the shortest decimal that reads as the same bits; an infinity is the text `"Infinity"`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where it could not be read back: a value that was put into it is not finite, or the
    /// plan is nested deeper than JSON can be read.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan, State};
    ///
    /// let state = Plan::lr(0.1, ExponentialLr::new(0.9)?).preview(1, 7)?;
    /// assert_eq!(State::from_json(&state.to_json()?)?, state);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        text::to_json(&ENVELOPE.close(self.fields()))
    }

    /// The state that a text holds.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data), naming the field, where it is not JSON, not a state, of a newer version, not complete,
    /// not what was written (it has a checksum), or holds what is not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::State;
    ///
    /// let error = State::from_json(r#"{"format": "tch-lr-scheduler state", "version": 3}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "state: version: expected at most 2, the newest version that this crate can read, found 3");
    /// ```
    pub fn from_json(text: &str) -> Result<Self> {
        parse(text).map_err(|error| error.in_file("state"))
    }

    /// Writes this state to a file. Whatever happens, the old state or the new one is there, whole: it is written beside the file
    /// first, down to the disk, and then moved in its place.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) where it cannot be written, and as [`to_json`](Self::to_json). Then the old file is as
    /// it was; only where the disk fails to confirm the last step of all, the new one is there.
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
    /// As [`from_json`](Self::from_json), naming the file, and [`Error::File`](crate::Error::File) where it cannot be read.
    ///
    /// ```
    /// use tch_lr_scheduler::State;
    ///
    /// let error = State::open("no-such-state.json").unwrap_err();
    /// assert!(error.to_string().starts_with("cannot read no-such-state.json: "));
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        parse(&file::read(path)?).map_err(|error| error.in_file(path.display()))
    }
}

/// The fields, in their order in the file.
const FIELDS: [FieldName; 9] = [
    FieldName::plain("step"),
    FieldName::plain("fraction"),
    FieldName::plain("lr"),
    FieldName::plain("momentum"),
    FieldName::plain("weight_decay"),
    FieldName { torch: "scalars", rust: "numbers" },
    FieldName::plain("plateau"),
    FieldName::plain("cooldown"),
    FieldName::plain("plan"),
];

fn parse(text: &str) -> Result<State> {
    let (data, functions) = (text::from_json(text)?, Functions::new());
    let node = Node::root(&data, &functions);
    ENVELOPE.open(&node, &FIELDS)?;
    let [step, fraction, lr, momentum, weight_decay, scalars, plateau, cooldown, plan] = FIELDS;
    let state = State {
        step: node.required(step)?,
        fraction: node.required(fraction)?,
        lr: node.required(lr)?,
        momentum: node.required(momentum)?,
        weight_decay: node.required(weight_decay)?,
        scalars: node.required::<Scalars>(scalars)?.0,
        plateau: node.required(plateau)?,
        cooldown: node.required(cooldown)?,
        plan: node.required::<AnyPlan>(plan).map(|plan| Arc::new(PlanSpec::from_data(plan.0)))?,
    };
    ENVELOPE.check(&node)?;
    Ok(state)
}

impl State {
    fn fields(&self) -> [(FieldName, Data); 9] {
        let scalars = self.scalars.iter().map(|(name, value)| (name.clone(), value.write()));
        let [step, fraction, lr, momentum, weight_decay, scalars_name, plateau, cooldown, plan] = FIELDS;
        [
            (step, self.step.write()),
            (fraction, self.fraction.write()),
            (lr, self.lr.write()),
            (momentum, self.momentum.write()),
            (weight_decay, self.weight_decay.write()),
            (scalars_name, Data::object(scalars)),
            (plateau, self.plateau.write()),
            (cooldown, self.cooldown.write()),
            (plan, self.plan.data().clone()),
        ]
    }
}

/// A plan that may hold what cannot be read back; that it is one is seen when it is compared or taken.
struct AnyPlan(Data);

impl Read for AnyPlan {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.fields("a plan").map(|_| Self(node.data.clone()))
    }
}

struct Scalars(Vec<(String, f64)>);

impl Read for Scalars {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("scalars by their name").map(Self)
    }
}
