//! The registry of the feedback rules that a plan file can name.

use crate::data::{Data, Field, FieldName, Node, Read, Write, object_of, one_of};
use crate::{EarlyStopping, GreedyLr, NewBob, PlannedRule, ReduceLrOnPlateau, Result, ScaleOnPlateau, SpikeGuard};

/// One type of feedback rule: its name, its parameters, and how it is read and written.
pub(super) struct RuleEntry {
    pub(super) name: FieldName,
    pub(super) fields: &'static [Field],
    /// The rule in one sentence, for editors.
    about: &'static str,
    pub(super) read: fn(&Node<'_>) -> Result<PlannedRule>,
    /// The rule as data, if it has this type.
    pub(super) write: fn(&PlannedRule) -> Option<Data>,
    /// Whether the rule has this type, and the default name of the type.
    pub(super) has_default_name: fn(&PlannedRule) -> bool,
    pub(super) default_name: fn() -> String,
}

macro_rules! entry {
    ($type:ident $torch:literal, $about:literal) => {
        RuleEntry {
            name: FieldName { torch: $torch, rust: stringify!($type) },
            fields: $type::FIELDS,
            about: $about,
            read: |node| $type::read(node).map(PlannedRule::new),
            write: |rule| rule.get::<$type>().map(Write::write),
            has_default_name: |rule| rule.get::<$type>().is_some() && rule.has_default_name::<$type>(),
            default_name: PlannedRule::default_name::<$type>,
        }
    };
}

pub(super) const RULES: &[RuleEntry] = &[
    entry!(ReduceLrOnPlateau "ReduceLROnPlateau", "reduces the rate if a metric has stopped improving"),
    entry!(ScaleOnPlateau "ScaleOnPlateau", "reduces the rate if the average of several metrics has stopped improving"),
    entry!(GreedyLr "GreedyLR", "raises the rate while a metric improves, and reduces it while the metric does not"),
    entry!(NewBob "NewBob", "reduces the rate if a metric is not enough better than the one before"),
    entry!(SpikeGuard "SpikeGuard", "leaves out the step of a batch with a spike of the loss, and lowers the rate for some steps"),
    entry!(EarlyStopping "EarlyStopping", "asks to stop if a metric has stopped improving"),
];

impl RuleEntry {
    pub(super) fn is_called(&self, found: &str) -> bool {
        self.name.torch == found || self.name.rust == found
    }

    /// The JSON Schema of a rule of this type. `window` are the fields that every rule may have.
    pub(super) fn schema(&self, window: [(FieldName, Data); 2]) -> Data {
        let kind = (FieldName::TYPE.torch, one_of([self.name.torch, self.name.rust]));
        let own = self.fields.iter().map(|field| (field.name.torch, field.described()));
        let window = window.map(|(name, schema)| (name.torch, schema));
        let required = self.fields.iter().filter(|field| field.default.is_none()).map(|field| field.name.torch);
        let required = std::iter::once(FieldName::TYPE.torch).chain(required).collect();
        let Data::Object(mut fields) = object_of(std::iter::once(kind).chain(own).chain(window), required) else {
            return Data::Null;
        };
        fields.insert(0, ("description".into(), Data::text(self.about)));
        Data::Object(fields)
    }
}
