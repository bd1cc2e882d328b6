//! Invalid arguments that torch accepts or fails on later, and this crate's errors for them.

use crate::attempt::{STEP, attempt};
use tch_lr_scheduler::*;

/// The result of 40 steps of torch with an argument.
enum Torch {
    Raises(&'static str),
    /// The rate after the last step.
    Ends(f64),
}
use Torch::{Ends, Raises};

/// Torch's expression, its result from a rate of 1, and our error.
fn degenerate() -> Vec<(&'static str, Torch, Error)> {
    fn row<S: std::fmt::Debug>(torch: &'static str, does: Torch, ours: Result<S>) -> (&'static str, Torch, Error) {
        (torch, does, ours.expect_err(torch))
    }
    let steps = || [StepLr::new(1, 0.5), StepLr::new(1, 0.5)].map(|step| step.expect("is legal"));
    let three = || [Constant, Constant, Constant];
    vec![
        row("StepLR(optimizer, 0)", Raises("ZeroDivisionError"), StepLr::new(0, 0.1)),
        row("StepLR(optimizer, 9, -0.5)", Ends(0.0625), StepLr::new(9, -0.5)),
        row("CosineAnnealingLR(optimizer, 0)", Raises("ZeroDivisionError"), CosineAnnealingLr::new(0)),
        row("PolynomialLR(optimizer, 0)", Ends(1.0), PolynomialLr::new(0, 1.0)),
        row("LinearLR(optimizer, 0.5, 1.0, 0)", Ends(0.5), LinearLr::new(0.5, 1.0, 0)),
        row("LinearLR(optimizer, 0.0, 1.0, 5)", Raises("ValueError"), LinearLr::new(0.0, 1.0, 5)),
        row("LinearLR(optimizer, 1.5, 1.0, 5)", Raises("ValueError"), LinearLr::new(1.5, 1.0, 5)),
        row("LinearLR(optimizer, 0.5, -0.5, 5)", Raises("ValueError"), LinearLr::new(0.5, -0.5, 5)),
        row("ConstantLR(optimizer, 0.0, 3)", Raises("ZeroDivisionError"), ConstantLr::new(0.0, 3)),
        row("ConstantLR(optimizer, 1.5, 3)", Raises("ValueError"), ConstantLr::new(1.5, 3)),
        row("ExponentialLR(optimizer, -1.0)", Ends(1.0), ExponentialLr::new(-1.0)),
        row("ExponentialLR(optimizer, float('inf'))", Ends(f64::INFINITY), ExponentialLr::new(f64::INFINITY)),
        row("ExponentialLR(optimizer, float('nan'))", Ends(f64::NAN), ExponentialLr::new(f64::NAN)),
        row("MultiStepLR(optimizer, [30, 10])", Ends(0.010000000000000002), MultiStepLr::new([30, 10], 0.1)),
        row("MultiStepLR(optimizer, [])", Ends(1.0), MultiStepLr::new([], 0.1)),
        row("CosineAnnealingWarmRestarts(optimizer, 0)", Raises("ValueError"), CosineAnnealingWarmRestarts::new(0)),
        row(
            "CosineAnnealingWarmRestarts(optimizer, 1, 0)",
            Raises("ValueError"),
            CosineAnnealingWarmRestarts::new(1).and_then(|s| s.t_mult(0)),
        ),
        row(
            "CyclicLR(optimizer, 0.1, 1.0, 0)",
            Raises("ZeroDivisionError"),
            CyclicLr::new(0.1, 1.0).and_then(|s| s.step_size_up(0)),
        ),
        row(
            "OneCycleLR(optimizer, 0.1, 10, pct_start=0.1)",
            Raises("ZeroDivisionError"),
            OneCycleLr::new(0.1, 10).and_then(|s| s.pct_start(0.1)),
        ),
        row(
            "OneCycleLR(optimizer, 0.1, 100, pct_start=0.01)",
            Raises("ZeroDivisionError"),
            OneCycleLr::new(0.1, 100).and_then(|s| s.pct_start(0.01)),
        ),
        row(
            "OneCycleLR(optimizer, 0.1, 100, div_factor=0)",
            Raises("ZeroDivisionError"),
            OneCycleLr::new(0.1, 100).and_then(|s| s.div_factor(0.0)),
        ),
        row(
            "OneCycleLR(optimizer, 0.1, 100, final_div_factor=0)",
            Raises("ZeroDivisionError"),
            OneCycleLr::new(0.1, 100).and_then(|s| s.final_div_factor(0.0)),
        ),
        row("OneCycleLR(optimizer, 0.1, 0)", Raises("ValueError"), OneCycleLr::new(0.1, 0)),
        row("OneCycleLR(optimizer, 0.1, epochs=0, steps_per_epoch=5)", Raises("ValueError"), OneCycleLr::epochs(0.1, 0, 5)),
        row(
            "OneCycleLR(optimizer, 0.1, 50, pct_start=1.1)",
            Raises("ValueError"),
            OneCycleLr::new(0.1, 50).and_then(|s| s.pct_start(1.1)),
        ),
        row("ReduceLROnPlateau(optimizer, factor=1.0)", Raises("ValueError"), ReduceLrOnPlateau::new().factor(1.0)),
        row(
            "SequentialLR(optimizer, [StepLR(optimizer, 1, 0.5), StepLR(optimizer, 1, 0.5)], [])",
            Raises("ValueError"),
            SequentialLr::new(steps(), []),
        ),
        row(
            "SequentialLR(optimizer, [ConstantLR(optimizer, 1.0), ConstantLR(optimizer, 1.0), ConstantLR(optimizer, 1.0)], [9, 5])",
            Ends(1.0),
            SequentialLr::new(three(), [9, 5]),
        ),
        row("SequentialLR(optimizer, [], [])", Raises("ValueError"), SequentialLr::new(Vec::<Constant>::new(), [])),
        row("ChainedScheduler([])", Raises("ValueError"), ChainedScheduler::new(Vec::<Constant>::new())),
    ]
}

#[test]
fn invalid_arguments_that_torch_accepts_are_errors_at_construction() {
    for (expression, does, error) in degenerate() {
        let text = error.to_string();
        assert!(matches!(error, Error::Parameter { .. }) && text.contains("found"), "{expression}: {text}");
        let test = "invalid_arguments_that_torch_accepts_are_errors_at_construction";
        let Some(torch) = attempt(test, expression, 1.0, &[STEP; 40]) else { return };
        match does {
            Raises(name) => assert_eq!(torch.raised.as_deref(), Some(name), "{expression}: {:?}", torch.rates),
            Ends(rate) => {
                let last = torch.rates.last().copied().unwrap_or(-1.0);
                assert!(last == rate || last.is_nan() && rate.is_nan(), "{expression}: {last:?}, {:?}", torch.raised);
            }
        }
    }
}

/// Torch never restores the rate; by the formula, the phase ends at once.
#[test]
fn a_constant_phase_of_length_zero_ends_at_once() -> Result<()> {
    assert_eq!(ConstantLr::new(0.5, 0)?.at(1.0, 0), 1.0);
    let test = "a_constant_phase_of_length_zero_ends_at_once";
    let Some(torch) = attempt(test, "ConstantLR(optimizer, 0.5, 0)", 1.0, &[STEP; 3]) else { return Ok(()) };
    assert_eq!(torch.rates, [0.5; 4]);
    Ok(())
}
