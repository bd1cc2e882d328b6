use super::data::Data;
use super::node::{Name, Node};
use crate::{Result, Schedule};

/// What a plan file says of one type of schedule: its row in the list of all, from which it is read, written and described.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    /// Torch's name of the type, and the Rust spelling.
    pub(crate) name: Name,
    pub(crate) parameters: &'static [FormParameter],
    pub(crate) read: fn(&Node<'_>) -> Result<Box<dyn Schedule>>,
}

#[derive(Clone, Copy)]
pub(crate) struct FormParameter {
    pub(crate) name: Name,
    pub(crate) schema: fn() -> Data,
    pub(crate) default: Option<fn() -> Data>,
}

/// A type that has a [`Form`].
pub(crate) trait HasForm {
    const FORM: Form;
}

impl Form {
    pub(crate) const TYPE: Name = Name::plain("type");

    pub(crate) fn is_called(&self, found: &str) -> bool {
        self.name.torch == found || self.name.rust == found
    }

    pub(crate) fn names(&self) -> Vec<Name> {
        std::iter::once(Self::TYPE).chain(self.parameters.iter().map(|parameter| parameter.name)).collect()
    }

    pub(crate) fn schedule(&self, node: &Node<'_>) -> Result<Box<dyn Schedule>> {
        let names = self.names();
        node.only(&names)?;
        (self.read)(node).map_err(|error| node.locate(error, &names))
    }
}

/// The row of a type: its parameters by torch's names and in torch's order, with torch's defaults, and how it is built of them.
///
/// `form!(StepLr "StepLR" { step_size: u64, gamma: f64 = 0.1 } => StepLr::new(step_size, gamma))`. A parameter whose Rust spelling
/// differs is `t_max "T_max": u64`; one that is not a field of the same name is followed by where it is: `[self -> self.a.b]`.
macro_rules! form {
    ($type:ident $(<$($generic:ident),+>)? $torch:literal {
        $($field:ident $($name:literal)? : $kind:ty $(= $default:expr)? $(, [$this:ident -> $place:expr])?);* $(;)?
    } => $build:expr) => {
        impl $crate::spec::form::HasForm for $type $(<$($crate::spec::form::boxed!($generic)),+>)? {
            const FORM: $crate::spec::form::Form = $crate::spec::form::Form {
                name: $crate::spec::node::Name { torch: $torch, rust: stringify!($type) },
                parameters: &[$($crate::spec::form::FormParameter {
                    name: $crate::spec::form::name!($field $($name)?),
                    schema: <$kind as $crate::spec::parameter::HasSchema>::schema,
                    default: $crate::spec::form::default!($kind $(= $default)?),
                }),*],
                read: |_node| {
                    $(let $field: $kind = $crate::spec::form::read!(_node, $kind, $crate::spec::form::name!($field $($name)?) $(, $default)?);)*
                    let built: $crate::Result<Self> = $build;
                    built.map($crate::Schedule::boxed)
                },
            };
        }

        impl $(<$($generic: $crate::Schedule),+>)? $type $(<$($generic),+>)? {
            fn written(&self) -> $crate::spec::ScheduleSpec {
                $crate::spec::ScheduleSpec::of_type($torch, [
                    $(($crate::spec::form::name!($field $($name)?), $crate::spec::parameter::Write::write(&$crate::spec::form::place!(self, $field $(, $this -> $place)?)))),*
                ])
            }
        }
    };
}

macro_rules! boxed {
    ($generic:ident) => { Box<dyn $crate::Schedule> };
}

macro_rules! name {
    ($field:ident) => {
        $crate::spec::node::Name::plain(stringify!($field))
    };
    ($field:ident $torch:literal) => {
        $crate::spec::node::Name { torch: $torch, rust: stringify!($field) }
    };
}

macro_rules! default {
    ($kind:ty) => {
        None
    };
    ($kind:ty = $default:expr) => {
        Some(|| {
            let default: $kind = $default;
            $crate::spec::parameter::Write::write(&default)
        })
    };
}

macro_rules! read {
    ($node:ident, $kind:ty, $name:expr) => {
        $node.required($name)?
    };
    ($node:ident, $kind:ty, $name:expr, $default:expr) => {
        $node.optional($name)?.unwrap_or_else(|| $default)
    };
}

macro_rules! place {
    ($self:ident, $field:ident) => {
        $self.$field
    };
    ($self:ident, $field:ident, $this:ident -> $place:expr) => {{
        let $this = $self;
        $place
    }};
}

pub(crate) use {boxed, default, form, name, place, read};
