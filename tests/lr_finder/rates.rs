//! The rates of a range test and the losses that end it.

use crate::common::bits::assert_same_bits;
use crate::random_state::alone;
use anyhow::Result;
use tch::nn::{Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{LrFinder, Mode, RangeCurve, RangeEnd, RangeTest};

/// The recorded rates of each group. Asserts that libtorch uses them: a step of SGD with gradient 1 moves a weight by the rate.
fn measured_rates(finder: &LrFinder) -> Result<Vec<Vec<f64>>> {
    let vs = VarStore::new(Device::Cpu);
    let weights: Vec<Tensor> =
        (0..3).map(|group| vs.root().set_group(group).var(&format!("w{group}"), &[1], tch::nn::Init::Const(0.0))).collect();
    let mut rates = vec![vec![]; 3];
    finder.run(&vs, Sgd::default(), |opt| {
        let before: Vec<f64> = opt.lrs().to_vec();
        tch::no_grad(|| weights.iter().for_each(|weight| drop(weight.shallow_clone().zero_())));
        opt.backward_step(&weights.iter().map(|weight| weight.sum(Kind::Float)).sum::<Tensor>());
        for ((rates, weight), lr) in rates.iter_mut().zip(&weights).zip(before) {
            assert_eq!(weight.double_value(&[0]), -f64::from(lr as f32));
            rates.push(lr);
        }
        Ok(1.0)
    })?;
    Ok(rates)
}

#[test]
fn every_group_rises_between_its_own_bounds() -> Result<()> {
    let _alone = alone();
    let finder = LrFinder::new(1e-6, 1.0)?.group(1, 1e-4, 0.3)?.steps(21)?;
    let rates = measured_rates(&finder)?;
    for (rates, (low, high)) in rates.iter().zip([(1e-6, 1.0), (1e-4, 0.3), (1e-6, 1.0)]) {
        assert_eq!((rates.len(), rates[0], rates[20]), (21, low, high));
        assert!((rates[10] / f64::sqrt(low * high) - 1.0).abs() < 1e-12, "the middle is the geometric mean");
        assert!(rates.windows(2).all(|pair| pair[0] < pair[1]));
    }
    let linear = measured_rates(&finder.linear())?;
    assert!((linear[1][10] - (1e-4 + 0.3) / 2.0).abs() < 1e-15 && linear[1][20] == 0.3);
    Ok(())
}

/// A range test without a model, in which the closure returns these values.
fn record(finder: &LrFinder, values: &[f64]) -> Result<RangeTest> {
    let _alone = alone();
    let mut values = values.iter();
    finder.run(&VarStore::new(Device::Cpu), Sgd::default(), |_| values.next().copied().ok_or(anyhow::anyhow!("no more values")))
}

fn raw_finder(steps: u64) -> Result<LrFinder> {
    Ok(LrFinder::new(1e-3, 1.0)?.steps(steps)?.smoothing(0.0)?)
}

#[test]
fn a_loss_beyond_four_times_the_best_ends_the_test() -> Result<()> {
    let losses = [2.0, 1.0, 4.0, 4.0001, 9.0];
    let test = record(&raw_finder(5)?, &losses)?;
    assert_eq!((test.end(), test.raw().values()), (RangeEnd::Diverged { step: 3 }, &losses[..4]));
    assert_eq!(record(&raw_finder(5)?.diverges_at(5.0)?, &losses)?.end(), RangeEnd::Diverged { step: 4 });
    assert_eq!(record(&raw_finder(5)?.never_diverges(), &losses)?.end(), RangeEnd::Finished);
    Ok(())
}

#[test]
fn a_negative_loss_that_improves_does_not_end_the_test() -> Result<()> {
    let losses = [-1.0, -2.0, -3.0, 5.9, 6.1];
    assert_eq!(record(&raw_finder(5)?, &losses)?.end(), RangeEnd::Diverged { step: 4 });
    Ok(())
}

#[test]
fn a_loss_that_is_infinite_or_not_a_number_ends_the_test_and_is_not_recorded() -> Result<()> {
    for wrong in [f64::INFINITY, f64::NEG_INFINITY] {
        let test = record(&raw_finder(5)?, &[2.0, 1.0, wrong, 1.0, 1.0])?;
        assert_eq!((test.end(), test.raw().values()), (RangeEnd::NotFinite { step: 2, found: wrong }, &[2.0, 1.0][..]));
    }
    let test = record(&raw_finder(5)?.never_diverges(), &[f64::NAN])?;
    assert!(matches!(test.end(), RangeEnd::NotFinite { step: 0, found } if found.is_nan()));
    assert_eq!((test.raw().lrs().len(), test.suggestions().agreement(), test.bounds()), (0, None, None));
    Ok(())
}

#[test]
fn an_accuracy_that_rises_is_good_and_one_that_falls_to_a_quarter_ends_the_test() -> Result<()> {
    let accuracies = [0.1, 0.12, 0.5, 0.8, 0.7, 0.21, 0.19, 0.1];
    let test = record(&raw_finder(8)?.mode(Mode::Max), &accuracies)?;
    assert_eq!(test.end(), RangeEnd::Diverged { step: 6 });
    let losses = RangeCurve::new(test.raw().lrs(), accuracies[..7].iter().map(|accuracy| -accuracy).collect::<Vec<_>>())?;
    assert_eq!(test.raw().suggestions(), losses.suggestions());
    assert_eq!(test.raw().suggestions().minimum, Some(test.raw().lrs()[3] / 10.0));
    Ok(())
}

#[test]
fn divergence_is_judged_by_the_smoothed_loss() -> Result<()> {
    let mut losses = vec![1.0; 40];
    losses[20] = 50.0;
    let test = record(&LrFinder::new(1e-3, 1.0)?.steps(40)?, &losses)?;
    assert_eq!(test.end(), RangeEnd::Finished);
    assert_eq!(test.smoothed(), &test.raw().smoothed(0.98)?);
    assert_eq!(test.curve(), test.smoothed().trimmed(4, 5));
    Ok(())
}

#[test]
fn the_recorded_rates_are_those_of_the_optimizer() -> Result<()> {
    let _alone = alone();
    let vs = VarStore::new(Device::Cpu);
    let w = vs.root().zeros("w", &[1]);
    let mut rates = vec![];
    let test = raw_finder(10)?.run(&vs, Sgd::default(), |opt| {
        rates.push(opt.lr());
        opt.backward_step(&w.sum(Kind::Float));
        opt.advance()?; // The closure should not do this; the finder sets the rate again.
        Ok(1.0)
    })?;
    assert_same_bits(test.raw().lrs(), &rates, "rates");
    Ok(())
}
