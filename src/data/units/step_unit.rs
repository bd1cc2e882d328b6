use crate::data::wording::{count, number};

/// The unit in which a step of a run is shown to people: steps, epochs, samples or tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct StepUnit {
    kind: Kind,
    /// The number of steps in an epoch, or of samples or tokens in a step.
    size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Kind {
    #[default]
    Steps,
    Epochs,
    Samples,
    Tokens,
}

impl Default for StepUnit {
    fn default() -> Self {
        Self { kind: Kind::Steps, size: 1 }
    }
}

impl StepUnit {
    pub(super) fn epochs(steps: u64) -> Self {
        Self { kind: Kind::Epochs, size: steps }
    }

    pub(super) fn samples(samples: u64) -> Self {
        Self { kind: Kind::Samples, size: samples }
    }

    pub(super) fn tokens(tokens: u64) -> Self {
        Self { kind: Kind::Tokens, size: tokens }
    }

    /// The name of an axis in this unit, and the length of its unit in steps.
    pub(crate) fn axis(self) -> (&'static str, f64) {
        match self.kind {
            Kind::Steps => ("step", 1.0),
            Kind::Epochs => ("epoch", self.size as f64),
            Kind::Samples => ("samples", 1.0 / self.size as f64),
            Kind::Tokens => ("tokens", 1.0 / self.size as f64),
        }
    }

    /// A step, after a word such as "at" or "until": `10,000`, `epoch 5`, `1.2M tokens`.
    pub(crate) fn at(self, step: u64) -> String {
        match self.kind {
            Kind::Steps => count(step),
            Kind::Epochs => format!("epoch {}", number(step as f64 / self.size as f64)),
            _ => self.length(step),
        }
    }

    /// A step with its unit, also if the unit is a step: `step 10,000`, `epoch 5`.
    pub(crate) fn named(self, step: u64) -> String {
        if self.kind == Kind::Steps { format!("step {}", count(step)) } else { self.at(step) }
    }

    /// A number of steps after "every" or "per": `step`, `20 steps`, `epoch`, `2.5 epochs`, `1.2M tokens`.
    pub(crate) fn length(self, steps: u64) -> String {
        let plural = |amount: String, one: &str| if amount == "1" { one.to_owned() } else { format!("{amount} {one}s") };
        match self.kind {
            Kind::Steps => plural(count(steps), "step"),
            Kind::Epochs => plural(number(steps as f64 / self.size as f64), "epoch"),
            Kind::Samples => format!("{} samples", large(steps, self.size)),
            Kind::Tokens => format!("{} tokens", large(steps, self.size)),
        }
    }
}

/// A number of samples or tokens with a prefix, if it is large: `4,096`, `1.2M`, `300B`.
fn large(steps: u64, size: u64) -> String {
    let exact = u128::from(steps) * u128::from(size);
    let amount = exact as f64;
    match [("T", 1e12), ("B", 1e9), ("M", 1e6)].into_iter().find(|(_, scale)| amount >= *scale) {
        Some((prefix, scale)) => format!("{}{prefix}", number(amount / scale)),
        None => count(exact as u64),
    }
}
