//! The feedback rule as data: `{"type": "ReduceLROnPlateau", "factor": 0.5, "patience": 3}`.

use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, field_name, object_schema, word_enum};
use crate::feedback::{MinLr, StepRange};
use crate::{Mode, ReduceLrOnPlateau, Result, ThresholdMode};

word_enum!(Mode { Min = "min", Max = "max" });
word_enum!(ThresholdMode { Rel = "rel", Abs = "abs", Magnitude = "magnitude" });

const NAMES: [FieldName; 11] = [
    FieldName::TYPE,
    field_name!(mode),
    field_name!(factor),
    field_name!(patience),
    field_name!(threshold),
    field_name!(threshold_mode),
    field_name!(cooldown),
    field_name!(min_lr),
    field_name!(eps),
    field_name!(verbose),
    field_name!(during),
];
/// One argument of torch's, two methods here.
const MIN_LRS: [FieldName; 1] = [FieldName { torch: "min_lr", rust: "min_lrs" }];
const TORCH: &str = "ReduceLROnPlateau";

impl Read for ReduceLrOnPlateau {
    fn read(node: &Node<'_>) -> Result<Self> {
        let located = |error| node.locate(error, &NAMES);
        node.only(&NAMES)?;
        let found: String = node.required(FieldName::TYPE)?;
        if found != TORCH && found != "ReduceLrOnPlateau" {
            return Err(node.problem(format!("the type {TORCH:?}"), format!("{found:?}")));
        }
        let default = Self::new();
        let mut rule = Self::new()
            .mode(node.field("mode")?.unwrap_or(default.mode))
            .patience(node.field("patience")?.unwrap_or(default.patience))
            .threshold_mode(node.field("threshold_mode")?.unwrap_or(default.threshold_mode))
            .cooldown(node.field("cooldown")?.unwrap_or(default.cooldown))
            .verbose(node.field("verbose")?.unwrap_or(default.verbose));
        if let Some(factor) = node.field("factor")? {
            rule = rule.factor(factor).map_err(located)?;
        }
        if let Some(threshold) = node.field("threshold")? {
            rule = rule.threshold(threshold).map_err(located)?;
        }
        if let Some(eps) = node.field("eps")? {
            rule = rule.eps(eps).map_err(located)?;
        }
        rule = match node.field::<MinLr>("min_lr")? {
            Some(MinLr::OfAll(min_lr)) => rule.min_lr(min_lr).map_err(located)?,
            Some(MinLr::OfEach(min_lrs)) => rule.min_lrs(min_lrs).map_err(|error| node.locate(error, &MIN_LRS))?,
            None => rule,
        };
        Ok(match node.field::<StepRange>("during")? {
            Some(StepRange { from, until: Some(until) }) => rule.during(from..until),
            Some(StepRange { from, until: None }) => rule.during(from..),
            None => rule,
        })
    }
}

impl HasSchema for ReduceLrOnPlateau {
    fn schema() -> Data {
        let kind = Data::object([("enum", Data::list([Data::text(TORCH), Data::text("ReduceLrOnPlateau")]))]);
        let properties = [
            ("type", kind),
            ("mode", Mode::schema()),
            ("factor", f64::schema()),
            ("patience", u64::schema()),
            ("threshold", f64::schema()),
            ("threshold_mode", ThresholdMode::schema()),
            ("cooldown", u64::schema()),
            ("min_lr", MinLr::schema()),
            ("eps", f64::schema()),
            ("verbose", bool::schema()),
            ("during", StepRange::schema()),
        ];
        object_schema(properties, &["type"])
    }
}

impl Write for ReduceLrOnPlateau {
    fn write(&self) -> Data {
        let mut fields = vec![
            ("type", Data::text(TORCH)),
            ("mode", self.mode.write()),
            ("factor", self.factor.write()),
            ("patience", self.patience.write()),
            ("threshold", self.threshold.write()),
            ("threshold_mode", self.threshold_mode.write()),
            ("cooldown", self.cooldown.write()),
            ("min_lr", self.min_lr.write()),
            ("eps", self.eps.write()),
            ("verbose", self.verbose.write()),
        ];
        if self.during != StepRange::default() {
            fields.push(("during", self.during.write()));
        }
        Data::object(fields)
    }
}

impl Read for MinLr {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::List(_) => node.items("a list").map(Self::OfEach),
            _ => f64::read(node).map(Self::OfAll),
        }
    }
}

impl HasSchema for MinLr {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([f64::schema(), Vec::<f64>::schema()]))])
    }
}

impl Write for MinLr {
    fn write(&self) -> Data {
        match self {
            Self::OfAll(min_lr) => min_lr.write(),
            Self::OfEach(min_lrs) => min_lrs.write(),
        }
    }
}

impl Read for StepRange {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&[field_name!(from), field_name!(until)])?;
        Ok(Self { from: node.field("from")?.unwrap_or(0), until: node.field("until")? })
    }
}

impl HasSchema for StepRange {
    fn schema() -> Data {
        object_schema([("from", u64::schema()), ("until", u64::schema())], &[])
    }
}

impl Write for StepRange {
    fn write(&self) -> Data {
        let until = self.until.map(|until| ("until", until.write()));
        Data::object([Some(("from", self.from.write())), until].into_iter().flatten())
    }
}
