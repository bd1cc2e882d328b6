//! The table of schedules. One more row, and the schedule is in every test: laws, parity with torch, goldens.

use tch_lr_scheduler::{Constant, CosineAnnealingLr, ExponentialLr, LambdaLr, MultiStepLr, Result, Schedule, StepLr};

pub struct Case {
    /// Unique; for a schedule that torch has, the Python expression that builds it.
    pub name: &'static str,
    pub torch: Option<&'static str>,
    build: Box<dyn Fn() -> Result<Box<dyn Schedule>>>,
    /// A function among its parameters: `Debug` cannot show that one.
    pub holds_a_function: bool,
    /// How far torch's own recursion may drift away, relative to the value.
    pub drift: f64,
}

impl Case {
    fn ours<S: Schedule + 'static>(name: &'static str, build: fn() -> Result<S>) -> Self {
        let build = Box::new(move || Ok(build()?.boxed()));
        Self { name, torch: None, build, holds_a_function: false, drift: 1e-9 }
    }

    fn torch<S: Schedule + 'static>(expression: &'static str, build: fn() -> Result<S>) -> Self {
        Self { torch: Some(expression), ..Self::ours(expression, build) }
    }

    fn holding_a_function(self) -> Self {
        Self { holds_a_function: true, ..self }
    }

    pub fn schedule(&self) -> Box<dyn Schedule> {
        (self.build)().unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// Torch's class, or our type where torch has none.
    pub fn class(&self) -> &'static str {
        self.name.split('(').next().unwrap_or(self.name)
    }
}

/// Every number in a text, in order; digits inside a word are none.
pub fn numbers(text: &str) -> Vec<f64> {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || "_.-".contains(letter)));
    words.filter_map(|word| word.parse().ok()).collect()
}

/// The rows that torch has, with the expression that builds torch's.
pub fn of_torch() -> Vec<(&'static str, Case)> {
    all().into_iter().filter_map(|case| Some((case.torch?, case))).collect()
}

/// The first row of a class is also driven for 100,000 steps against torch's recursion.
pub fn all() -> Vec<Case> {
    vec![
        Case::ours("Constant", || Ok(Constant)),
        Case::torch("StepLR(optimizer, 100, 0.99)", || StepLr::new(100, 0.99)),
        Case::torch("StepLR(optimizer, 30, 0.1)", || StepLr::new(30, 0.1)),
        Case::torch("StepLR(optimizer, 1, 0.9999)", || StepLr::new(1, 0.9999)),
        Case::torch("StepLR(optimizer, 7, 1.003)", || StepLr::new(7, 1.003)),
        Case::torch("StepLR(optimizer, 50, 1.0)", || StepLr::new(50, 1.0)),
        Case::torch("StepLR(optimizer, 50, 0.0)", || StepLr::new(50, 0.0)),
        Case::torch("MultiStepLR(optimizer, [100, 5000, 20000, 99999], 0.3)", || MultiStepLr::new([100, 5000, 20000, 99999], 0.3)),
        Case::torch("MultiStepLR(optimizer, [50, 125, 160], 0.1)", || MultiStepLr::new([50, 125, 160], 0.1)),
        Case::torch("MultiStepLR(optimizer, [1, 10, 10, 10, 11], 0.7)", || MultiStepLr::new([1, 10, 10, 10, 11], 0.7)),
        Case::torch("MultiStepLR(optimizer, [0, 20], 1.5)", || MultiStepLr::new([0, 20], 1.5)),
        Case::torch("ExponentialLR(optimizer, 0.9999)", || ExponentialLr::new(0.9999)),
        Case::torch("ExponentialLR(optimizer, 0.95)", || ExponentialLr::new(0.95)),
        Case::torch("ExponentialLR(optimizer, 1.0001)", || ExponentialLr::new(1.0001)),
        Case::torch("ExponentialLR(optimizer, 0.0)", || ExponentialLr::new(0.0)),
        Case::torch("CosineAnnealingLR(optimizer, 1000)", || CosineAnnealingLr::new(1000)),
        Case::torch("CosineAnnealingLR(optimizer, 50, 0)", || CosineAnnealingLr::new(50)?.eta_min(0.0)),
        Case::torch("CosineAnnealingLR(optimizer, 7, 0.001)", || CosineAnnealingLr::new(7)?.eta_min(0.001)),
        Case::torch("CosineAnnealingLR(optimizer, 1, 0.05)", || CosineAnnealingLr::new(1)?.eta_min(0.05)),
        Case::torch("CosineAnnealingLR(optimizer, 1313, 0.0001)", || CosineAnnealingLr::new(1313)?.eta_min(0.0001)),
        Case::torch("LambdaLR(optimizer, lambda epoch: 0.1 ** (epoch // 20))", || {
            Ok(LambdaLr::new(|epoch| 0.1f64.powf((epoch / 20) as f64)))
        })
        .holding_a_function(),
        Case::torch("LambdaLR(optimizer, lambda epoch: 0.95 ** int(epoch))", || {
            Ok(LambdaLr::new(|epoch| 0.95f64.powf(epoch as f64)))
        })
        .holding_a_function(),
        Case::torch("LambdaLR(optimizer, lambda epoch: 1 / (1 + int(epoch)))", || {
            Ok(LambdaLr::new(|epoch| 1.0 / (1.0 + epoch as f64)))
        })
        .holding_a_function(),
    ]
}
