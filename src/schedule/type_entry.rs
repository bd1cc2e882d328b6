use crate::data::{Field, FieldName, Node};
use crate::{Result, Schedule};

/// The entry of one type of schedule in the registry: its name, its parameters, and how a schedule of this type is read from data.
#[derive(Clone, Copy)]
pub(crate) struct TypeEntry {
    /// Torch's name of the type, and the Rust spelling.
    pub(crate) name: FieldName,
    /// The parameters, by torch's names and in torch's order.
    pub(crate) parameters: &'static [Field],
    /// Builds a schedule from an object that has only known fields.
    pub(crate) read: fn(&Node<'_>) -> Result<Box<dyn Schedule>>,
}

/// A type that has a [`TypeEntry`].
pub(crate) trait HasTypeEntry {
    const ENTRY: TypeEntry;
}

impl TypeEntry {
    /// Whether `found` is torch's name of the type or its Rust spelling.
    pub(crate) fn is_called(&self, found: &str) -> bool {
        self.name.torch == found || self.name.rust == found
    }

    /// The fields that an object of this type may have.
    pub(crate) fn names(&self) -> Vec<FieldName> {
        std::iter::once(FieldName::TYPE).chain(self.parameters.iter().map(|parameter| parameter.name)).collect()
    }

    /// Builds a schedule from an object. Errors name the place in the file.
    pub(crate) fn schedule(&self, node: &Node<'_>) -> Result<Box<dyn Schedule>> {
        let names = self.names();
        node.only(&names)?;
        (self.read)(node).map_err(|error| node.locate(error, &names))
    }
}

/// Implements [`HasTypeEntry`] and [`Registered`](super::described::Registered) for a type of schedule.
///
/// It takes the type, torch's name, the parameters by torch's names, in torch's order and with torch's defaults, and an expression
/// that builds the schedule: `type_entry!(StepLr "StepLR" { step_size: u64; gamma: f64 = 0.1 } => StepLr::new(step_size, gamma))`.
/// If the Rust spelling of a parameter differs, torch's name follows it: `t_max "T_max": u64`. If a parameter is not a field of the
/// same name, the place of its value follows: `steps: u64, [it -> it.warmup.steps]`. A parameter that is not written while it has
/// its default ends with `, omitted`.
macro_rules! type_entry {
    ($type:ident $(<$($generic:ident),+>)? $torch:literal {
        $($field:ident $($name:literal)? : $kind:ty $(= $default:expr)? $(, [$this:ident -> $place:expr])? $(, $omitted:ident)?);* $(;)?
    } => $build:expr) => {
        impl $crate::schedule::type_entry::HasTypeEntry for $type $(<$($crate::schedule::type_entry::boxed!($generic)),+>)? {
            const ENTRY: $crate::schedule::type_entry::TypeEntry = $crate::schedule::type_entry::TypeEntry {
                name: $crate::data::FieldName { torch: $torch, rust: stringify!($type) },
                parameters: &[$($crate::data::Field {
                    name: $crate::data::field_name!($field $($name)?),
                    schema: <$kind as $crate::data::HasSchema>::schema,
                    default: $crate::data::record::default!($kind $(= $default)?),
                }),*],
                read: |_node| {
                    $(let $field: $kind = $crate::data::record::read!(_node, $kind, $crate::data::field_name!($field $($name)?) $(, $default)?);)*
                    let built: $crate::Result<Self> = $build;
                    built.map($crate::Schedule::boxed)
                },
            };
        }

        impl $(<$($generic: $crate::Schedule),+>)? $crate::schedule::described::Registered for $type $(<$($generic),+>)? {
            fn spec(&self) -> $crate::ScheduleSpec {
                #[allow(unused_mut, reason = "some types have no parameters")]
                let mut parameters = vec![];
                $(
                    let value = $crate::data::Write::write(&$crate::data::record::place!(self, $field $(, $this -> $place)?));
                    if $crate::data::record::is_written!(value, $kind $(= $default)? $(, $omitted)?) {
                        parameters.push(($crate::data::field_name!($field $($name)?), value));
                    }
                )*
                $crate::ScheduleSpec::of_type($torch, parameters)
            }

            fn append_summary(&self, summary: &mut $crate::Summary) {
                self.summarize(summary);
            }
        }
    };
}

/// The argument for a generic parameter of a type that is read from data: any schedule.
macro_rules! boxed {
    ($generic:ident) => { Box<dyn $crate::Schedule> };
}

pub(crate) use {boxed, type_entry};
