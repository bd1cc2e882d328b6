//! A scalar as data: a base and a schedule, or a coupling to the rate.

use super::given::{BASE, SCHEDULE, base_is_missing, check_is_table, property, read_base};
use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, object_schema};
use crate::plan::assignments::Source;
use crate::plan::coupling::Coupling;
use crate::plan::scheduled_value::ScheduledValue;
use crate::{Constant, Result, Schedule};

const PROPORTIONAL: FieldName = FieldName::plain("proportional_to_lr");
const VALUE: FieldName = FieldName::plain("value");
const AT_LR: FieldName = FieldName::plain("at_lr");

/// Without a schedule, a scalar is constant.
impl Read for Source<ScheduledValue> {
    fn read(node: &Node<'_>) -> Result<Self> {
        check_is_table(node)?;
        node.only(&[BASE, SCHEDULE, PROPORTIONAL])?;
        let coupled = node.optional_with(PROPORTIONAL, |node| {
            node.only(&[VALUE, AT_LR])?;
            Ok(Coupling::Proportional { value: node.required(VALUE)?, at_lr: node.optional(AT_LR)? })
        })?;
        let (base, schedule) = (node.optional_with(BASE, read_base)?, node.optional::<Box<dyn Schedule>>(SCHEDULE)?);
        match (coupled, base, schedule) {
            (Some(coupling), None, None) => Ok(Self::Coupled(coupling)),
            (Some(_), ..) => Err(node.problem(format!("base and schedule, or {}", PROPORTIONAL.torch), "both")),
            (None, None, _) => Err(base_is_missing(node)),
            (None, Some(base), schedule) => {
                Ok(Self::Scheduled(ScheduledValue::new(base, schedule.unwrap_or_else(|| Constant.boxed()))))
            }
        }
    }
}

impl HasSchema for Source<ScheduledValue> {
    fn schema() -> Data {
        let coupling = object_schema([(VALUE.torch, f64::schema()), (AT_LR.torch, f64::schema())], &[VALUE.torch]);
        object_schema([property(BASE), property(SCHEDULE), (PROPORTIONAL.torch, coupling)], &[])
    }
}

impl Write for Source<ScheduledValue> {
    fn write(&self) -> Data {
        match self {
            Self::Scheduled(value) => {
                Data::object([(BASE.torch, value.base().write()), (SCHEDULE.torch, value.spec().into_data())])
            }
            Self::Coupled(Coupling::Proportional { value, at_lr }) => {
                let at_lr = at_lr.map(|at_lr| (AT_LR.torch, at_lr.write()));
                let coupling = Data::object([(VALUE.torch, value.write())].into_iter().chain(at_lr));
                Data::object([(PROPORTIONAL.torch, coupling)])
            }
            // No method of a plan makes such a scalar.
            Self::Coupled(Coupling::Opposite { .. }) => Data::Null,
        }
    }
}
