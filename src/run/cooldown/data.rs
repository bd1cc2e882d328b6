//! A cooldown that has begun, as data.

use super::Target;
use crate::data::Data;
use crate::data::{FieldName, Node};
use crate::data::{Read, Write};
use crate::{Cooldown, CooldownState, Result};

const COOLDOWN: [FieldName; 7] = [
    FieldName::plain("step"),
    FieldName::plain("fraction"),
    FieldName::plain("steps"),
    FieldName::plain("shape"),
    FieldName::plain("from"),
    FieldName::plain("to"),
    FieldName::plain("to_factor"),
];

/// What the constructors call what the file calls otherwise.
const ARGUMENTS: [FieldName; 2] = [FieldName { torch: "to", rust: "lr" }, FieldName { torch: "to_factor", rust: "factor" }];

impl Read for CooldownState {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&COOLDOWN)?;
        let [step, fraction, steps, shape, from, to, to_factor] = COOLDOWN;
        let (length, located) = (node.required(steps)?, |error| node.locate(error, &ARGUMENTS));
        let cooldown = match (node.optional(to)?, node.optional(to_factor)?) {
            (Some(rate), None) => Cooldown::to(rate, length),
            (None, Some(factor)) => Cooldown::to_factor(factor, length),
            _ => return Err(node.problem("to or to_factor, one of them", node.data.excerpt())),
        };
        Ok(Self {
            cooldown: cooldown.map_err(located)?.shape(node.required(shape)?),
            step: node.required(step)?,
            fraction: node.required(fraction)?,
            from: node.required(from)?,
        })
    }
}

impl Write for CooldownState {
    fn write(&self) -> Data {
        let target = match self.cooldown.target {
            Target::Rate(rate) => ("to", rate),
            Target::Factor(factor) => ("to_factor", factor),
        };
        Data::object([
            ("step", self.step.write()),
            ("fraction", self.fraction.write()),
            ("steps", self.cooldown.steps.write()),
            ("shape", self.cooldown.shape.write()),
            ("from", self.from.write()),
            (target.0, target.1.write()),
        ])
    }
}
