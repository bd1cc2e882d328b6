//! Couplings of a hyperparameter to the learning rate as data.

use crate::data::{Data, FieldName, HasSchema, Node, Write, object_schema};
use crate::hyperparameter::CouplingKind;
use crate::plan::coupling::Coupling;
use crate::{Hyperparameter, Result};

const PROPORTIONAL: FieldName = FieldName::plain("proportional_to_lr");
const OPPOSITE: FieldName = FieldName::plain("opposite_to_lr");

/// The field of the coupling that a hyperparameter may have, or `None` if it cannot be coupled.
pub(super) fn field(hyperparameter: Hyperparameter) -> Option<FieldName> {
    match hyperparameter.coupling() {
        CouplingKind::Uncoupled => None,
        CouplingKind::Opposite => Some(OPPOSITE),
        CouplingKind::Proportional => Some(PROPORTIONAL),
    }
}

/// The coupling in an object, or `None` if it has none.
pub(super) fn read(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Option<Coupling>> {
    match hyperparameter.coupling() {
        CouplingKind::Uncoupled => Ok(None),
        CouplingKind::Opposite => node.optional_with(OPPOSITE, read_opposite),
        CouplingKind::Proportional => node.optional_with(PROPORTIONAL, |node| read_proportional(node, hyperparameter)),
    }
}

/// The field of a coupling and its contents.
pub(super) fn write(coupling: &Coupling, hyperparameter: Hyperparameter) -> (String, Data) {
    match *coupling {
        Coupling::Proportional { value, at_lr } => {
            let fields = [Some((hyperparameter.name(), value.write())), at_lr.map(|at_lr| ("at_lr", at_lr.write()))];
            (PROPORTIONAL.torch.into(), Data::object(fields.into_iter().flatten()))
        }
        Coupling::Opposite { low, high, lr } => {
            let fields = [("low", low.write()), ("high", high.write()), ("lr", vec![lr.0, lr.1].write())];
            (OPPOSITE.torch.into(), Data::object(fields))
        }
    }
}

pub(super) fn schema(hyperparameter: Hyperparameter) -> Option<Data> {
    match hyperparameter.coupling() {
        CouplingKind::Uncoupled => None,
        CouplingKind::Opposite => {
            let lr = Data::object([
                ("type", Data::text("array")),
                ("items", f64::schema()),
                ("minItems", Data::Whole(2)),
                ("maxItems", Data::Whole(2)),
            ]);
            Some(object_schema([("low", f64::schema()), ("high", f64::schema()), ("lr", lr)], &["low", "high", "lr"]))
        }
        CouplingKind::Proportional => {
            let value = hyperparameter.name();
            Some(object_schema([(value, f64::schema()), ("at_lr", f64::schema())], &[value]))
        }
    }
}

fn read_proportional(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Coupling> {
    let (value, at_lr) = (FieldName::plain(hyperparameter.name()), FieldName::plain("at_lr"));
    if let Data::Whole(_) | Data::Number(_) = node.data {
        return node.unexpected_but("an object", format!("write {{ {} = {} }}", value.torch, node.data.excerpt()));
    }
    node.only(&[value, at_lr])?;
    Ok(Coupling::Proportional { value: node.required(value)?, at_lr: node.optional(at_lr)? })
}

fn read_opposite(node: &Node<'_>) -> Result<Coupling> {
    let (low, high, lr) = (FieldName::plain("low"), FieldName::plain("high"), FieldName::plain("lr"));
    node.only(&[low, high, lr])?;
    let range: Vec<f64> = node.required(lr)?;
    let [start, end] = range[..] else {
        return Err(node.problem("two rates in lr, [start, end]", range.len().to_string()));
    };
    Ok(Coupling::Opposite { low: node.required(low)?, high: node.required(high)?, lr: (start, end) })
}
