//! What the rule remembers, as data.

use crate::data::Data;
use crate::data::MaybeInfinite;
use crate::data::{FieldName, Node};
use crate::data::{Read, Write};
use crate::{PlateauState, Result};

const PLATEAU: [FieldName; 5] = [
    FieldName::plain("best"),
    FieldName::plain("num_bad_epochs"),
    FieldName::plain("cooldown_counter"),
    FieldName::plain("metrics"),
    FieldName::plain("reductions"),
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
