//! A feedback rule as data, such as `{"type": "ReduceLROnPlateau", "factor": 0.5, "patience": 3}`.

use crate::data::{Count, Data, HasSchema, Node, Read, Write, record, word_enum};
use crate::feedback::{MinLr, StepRange};
use crate::{Mode, ReduceLrOnPlateau, Result, ThresholdMode};

word_enum!(Mode { Min = "min", Max = "max" });
word_enum!(ThresholdMode { Rel = "rel", Abs = "abs", Magnitude = "magnitude" });

record!(ReduceLrOnPlateau "ReduceLROnPlateau" {
    mode: Mode = Mode::Min;
    factor: f64 = 0.1;
    patience: Count = Count(10), [it -> Count(it.patience)];
    threshold: f64 = 1e-4;
    threshold_mode: ThresholdMode = ThresholdMode::Rel;
    cooldown: Count = Count(0), [it -> Count(it.cooldown)];
    min_lrs "min_lr": MinLr = MinLr::OfAll(0.0), [it -> it.min_lr.clone()];
    eps: f64 = 1e-8;
    verbose: bool = false;
    during: StepRange = StepRange::default(), omitted
} => |node| ReduceLrOnPlateau::new().factor(factor).and_then(|rule| rule.threshold(threshold)?.eps(eps)).and_then(|rule| {
    let rule = match min_lrs {
        MinLr::OfAll(min_lr) => rule.min_lr(min_lr)?,
        MinLr::OfEach(min_lrs) => rule.min_lrs(min_lrs)?,
    };
    Ok(ReduceLrOnPlateau { mode, patience: patience.0, threshold_mode, cooldown: cooldown.0, verbose, during, ..rule })
}));

record!(StepRange {
    from: u64 = 0;
    until: Option<u64> = None, omitted
} => |node| Ok(StepRange { from, until }));

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
