//! What the rule remembers, as data.

use crate::spec::data::Data;
use crate::spec::node::{Name, Node};
use crate::spec::parameter::{Read, Write, of_type};
use crate::{PlateauState, Result};

const PLATEAU: [Name; 5] = [
    Name::plain("best"),
    Name::plain("num_bad_epochs"),
    Name::plain("cooldown_counter"),
    Name::plain("metrics"),
    Name::plain("reductions"),
];

impl Read for PlateauState {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&PLATEAU)?;
        let [best, num_bad_epochs, cooldown_counter, metrics, reductions] = PLATEAU;
        Ok(Self {
            best: node.required::<MaybeInfinite>(best)?.0,
            num_bad_epochs: node.required(num_bad_epochs)?,
            cooldown_counter: node.required(cooldown_counter)?,
            metrics: node.required(metrics)?,
            reductions: node.required(reductions)?,
        })
    }

    fn schema() -> Data {
        of_type("object")
    }
}

impl Write for PlateauState {
    fn write(&self) -> Data {
        let values = [
            MaybeInfinite(self.best).write(),
            self.num_bad_epochs.write(),
            self.cooldown_counter.write(),
            self.metrics.write(),
            self.reductions.write(),
        ];
        Data::object(PLATEAU.iter().map(|name| name.torch).zip(values))
    }
}

/// A number that may be infinite, which JSON has no number for.
struct MaybeInfinite(f64);

impl Read for MaybeInfinite {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(text) if text == "Infinity" => Ok(Self(f64::INFINITY)),
            Data::Text(text) if text == "-Infinity" => Ok(Self(f64::NEG_INFINITY)),
            Data::Whole(_) | Data::Number(_) => f64::read(node).map(Self),
            _ => node.unexpected("a number, \"Infinity\" or \"-Infinity\""),
        }
    }

    fn schema() -> Data {
        of_type("number")
    }
}

impl Write for MaybeInfinite {
    fn write(&self) -> Data {
        match self.0 {
            f64::INFINITY => Data::text("Infinity"),
            f64::NEG_INFINITY => Data::text("-Infinity"),
            value => value.write(),
        }
    }
}
