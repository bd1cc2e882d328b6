//! Schedules that torch lacks. A combinator is named after its type.

use super::Case;
use tch_lr_scheduler::*;

pub fn rows() -> Vec<Case> {
    [plain(), warmups(), in_time(), in_value(), nested()].into_iter().flatten().collect()
}

fn plain() -> Vec<Case> {
    vec![
        Case::ours("Constant", || Ok(Constant)),
        Case::ours("Piecewise(0.5)", || Piecewise::starting_at(0.5)),
        Case::ours("Piecewise(0.0, linear 10 1.0, constant 80, linear 100 0.0)", || {
            Piecewise::starting_at(0.0)?.linear_to(10, 1.0)?.constant_to(80)?.linear_to(100, 0.0)
        }),
        Case::ours("Piecewise(1.0, cosine 33 0.1, linear 33 0.7, cosine 500 0.01)", || {
            Piecewise::starting_at(1.0)?.cosine_to(33, 0.1)?.linear_to(33, 0.7)?.cosine_to(500, 0.01)
        }),
        Case::ours("Piecewise(1.0, jump 20 0.316, linear 40 0.1, jump 60 0.5)", || {
            Piecewise::starting_at(1.0)?.jump_to(20, 0.316)?.linear_to(40, 0.1)?.jump_to(60, 0.5)
        }),
        Case::ours("Table(0 0.1, 50 0.01, 51 0.02)", || Table::values([(0, 0.1), (50, 0.01), (51, 0.02)])),
        Case::ours("Table(7 1.0, 40 0.25, linear)", || Ok(Table::factors([(7, 1.0), (40, 0.25)])?.linear())),
        Case::ours("Table(0 0.2, 33 0.03, 99 0.01, cosine)", || Ok(Table::values([(0, 0.2), (33, 0.03), (99, 0.01)])?.cosine())),
        Case::ours("Piecewise(0.0, 1-sqrt 20 1.0, power 0.7 50 0.3, mirror-cosine 90 0.9, half-life 120 0.0)", || {
            let shaped = Piecewise::starting_at(0.0)?.shaped_to(20, 1.0, Shape::one_minus_sqrt())?;
            let shaped = shaped.shaped_to(50, 0.3, Shape::power(0.7)?)?.shaped_to(90, 0.9, Shape::mirror_cosine())?;
            shaped.shaped_to(120, 0.0, Shape::half_life())
        }),
        Case::ours("Piecewise(1.0, exponential 0.1 50 0.0, polynomial 1.5 90 1.0, function 1e-3 150 0.1)", || {
            let shaped = Piecewise::starting_at(1.0)?.shaped_to(50, 0.0, Shape::exponential(0.1)?)?;
            let shaped = shaped.shaped_to(90, 1.0, Shape::polynomial(1.5)?)?;
            shaped.shaped_to(150, 0.1, Shape::of(Function::power(1e-3)?))
        }),
        Case::ours("Table(7 1.0, 40 0.25, 90 0.5, 1-square)", || {
            Table::factors([(7, 1.0), (40, 0.25), (90, 0.5)])?.shape(Shape::one_minus_square())
        }),
        Case::ours("Table(7 1.0, 40 0.25, 90 0.5, exponential-normalized 0.2)", || {
            Table::values([(7, 1.0), (40, 0.25), (90, 0.5)])?.shape(Shape::exponential_normalized(0.2)?)
        }),
        Case::ours("Rex(90)", || Rex::new(90)),
        Case::ours("Rex(37, eta_min 0.02)", || Rex::new(37)?.eta_min(0.02)),
        Case::ours("Tanh(90)", || Tanh::new(90)),
        Case::ours("Tanh(60, -3.0 2.0, eta_min 0.02)", || Tanh::new(60)?.bounds(-3.0, 2.0)?.eta_min(0.02)),
        Case::ours("CosineDecay(50, alpha 0.2)", || CosineDecay::new(50)?.alpha(0.2)),
        Case::ours("CosineDecay(90, eta_min 0.002, exponent 2.0, k_decay 1.5)", || {
            CosineDecay::new(90)?.eta_min(0.002)?.exponent(2.0)?.k_decay(1.5)
        }),
        Case::ours("PolynomialDecay(90 2.0, eta_min 0.001)", || PolynomialDecay::new(90, 2.0)?.eta_min(0.001)),
        Case::ours("PolynomialDecay(40 0.5, alpha 0.1, cycle)", || Ok(PolynomialDecay::new(40, 0.5)?.alpha(0.1)?.cyclic())),
        Case::ours("PolynomialDecay(80 1.5, k_decay 0.5)", || PolynomialDecay::new(80, 1.5)?.k_decay(0.5)),
        Case::ours("Wsd(10 60 30)", || Wsd::new(10, 60, 30)),
        Case::ours("Wsd(from 0.1 1-sqrt 7, 50, 40 cosine, floor 0.1)", || {
            let wsd = Wsd::new(7, 50, 40)?.warmup_from(0.1)?.warmup_shape(Shape::one_minus_sqrt());
            wsd.decay_shape(Shape::cosine())?.floor(0.1)
        }),
        Case::ours("Wsd(0, 30, 60 exponential 0.05, eta_min 0.002)", || {
            Wsd::new(0, 30, 60)?.decay_shape(Shape::exponential(0.05)?)?.eta_min(0.002)
        }),
        Case::ours("Wsd(rsqrt 20, 200, 50 linear, floor 0.1)", || {
            Wsd::new(20, 200, 50)?.rsqrt()?.decay_shape(Shape::linear())?.floor(0.1)
        }),
        Case::ours("Wsd(0, 90, 30, power 0.3 timescale 15)", || Wsd::new(0, 90, 30)?.timescale(15.0)?.stable_power(0.3)),
        Case::ours("CosineAnnealingWarmRestarts(20, 1, 0.01, 0.7)", || {
            CosineAnnealingWarmRestarts::new(20)?.eta_min(0.01)?.peak_decay(0.7)
        }),
        Case::ours("CosineAnnealingWarmRestarts(10, 3, 0.02, 0.5, 0.25, 4)", || {
            CosineAnnealingWarmRestarts::new(10)?.t_mult(3)?.eta_min(0.02)?.peak_decay(0.5)?.eta_min_decay(0.25)?.cycle_limit(4)
        }),
        Case::ours("RangeRamp(1e-5 0.5 100)", || RangeRamp::exponential(1e-5, 0.5, 100)),
        Case::ours("InverseSqrt(40)", || InverseSqrt::new(40)),
        Case::ours("InverseSqrt(1 0.1)", || InverseSqrt::new(1)?.floor(0.1)),
        Case::ours("Noam(512, 40, 2.0)", || Noam::new(512, 40)?.factor(2.0)),
        Case::ours("Noam(30)", || Noam::from_base(30)),
        Case::ours("InverseTime(20, 0.5)", || InverseTime::new(20, 0.5)),
        Case::ours("InverseTime(15, 0.5, 2.0)", || InverseTime::new(15, 0.5)?.staircase(true).power(2.0)),
        Case::ours("Power(0.5, -0.51, 7, 3)", || Ok(Power::new(0.5, -0.51)?.tokens_per_step(7)?.after(3))),
        Case::ours("Power(0.2, -0.5, 1)", || Power::new(0.2, -0.5)),
        Case::ours("Power(-0.51, 12)", || Power::from_base(-0.51, 12)),
        Case::ours("Eden(300.0, 3.5, 40)", || Eden::new(300.0, 3.5, 40)),
        Case::ours("Eden(50.0, 8, 0.25)", || Eden::of_batches(50.0)?.warmup_batches(8).warmup_start(0.25)),
        Case::ours("InfiniteLr(10, 60, 0.4)", || InfiniteLr::new(10, 60, 0.4)),
        Case::ours("InfiniteLr(8, 50, 0.5, 10.0, 90, 35, 0.05)", || {
            InfiniteLr::new(8, 50, 0.5)?.inverse_sqrt(10.0)?.anneal(90, 35, 0.05)
        }),
        Case::ours("Sin(31)", || Sin::new(31)),
        Case::ours("Sin(2)", || Sin::new(2)),
        Case::ours("Sin(40, eta_min 0.02, peak_decay 0.5)", || Sin::new(40)?.eta_min(0.02)?.peak_decay(0.5)),
        Case::ours("Sin(25, gamma 0.99)", || Sin::new(25)?.gamma(0.99)),
        Case::ours("RangeRamp(1e-5 0.5 37)", || RangeRamp::linear(1e-5, 0.5, 37)),
        Case::ours("MultiplicativeLr(overflowing)", || Ok(MultiplicativeLr::new(|_| 1e30))).hiding_parameters().walking(),
    ]
}

fn warmups() -> Vec<Case> {
    vec![
        Case::ours("WithWarmup(5, CosineAnnealingLr 45)", || CosineAnnealingLr::new(45)?.warmup(5)),
        Case::ours("WithWarmup(from_zero 10, StepLr 30 0.5)", || Ok(StepLr::new(30, 0.5)?.warmup_with(Warmup::from_zero(10)?))),
        Case::ours("WithWarmup(from_floor 0.1 50 cosine, LinearLr 1.0 0.2 100)", || {
            Ok(LinearLr::new(1.0, 0.2, 100)?.warmup_with(Warmup::from_floor(0.1, 50)?.cosine()))
        }),
        Case::ours("WarmupBeside(5, MultiStepLr 30 45 0.1)", || MultiStepLr::new([30, 45], 0.1)?.warmup_beside(5)),
        Case::ours("WarmupBeside(from_floor 0.1 50 cosine, OneCycleLr 0.1 90)", || {
            Ok(OneCycleLr::new(0.1, 90)?.warmup_beside_with(Warmup::from_floor(0.1, 50)?.cosine()))
        }),
        Case::ours("WithWarmup(from_zero 20 logarithmic, PolynomialLr 80 1.0)", || {
            Ok(PolynomialLr::new(80, 1.0)?.warmup_with(Warmup::from_zero(20)?.shape(Shape::logarithmic())))
        }),
        Case::ours("WarmupBeside(from_first_step 20 half-life, StepLr 30 0.5)", || {
            Ok(StepLr::new(30, 0.5)?.warmup_beside_with(Warmup::from_first_step(20)?.shape(Shape::half_life())))
        }),
        Case::ours("WithWarmup(from_first_step 3 cosine, OneCycleLr 0.1 90)", || {
            Ok(OneCycleLr::new(0.1, 90)?.warmup_with(Warmup::from_first_step(3)?.cosine()))
        }),
    ]
}

fn in_time() -> Vec<Case> {
    vec![
        Case::ours("Hold(CosineAnnealingLr 50 0.01, 50)", || Ok(CosineAnnealingLr::new(50)?.eta_min(0.01)?.hold(50))),
        Case::ours("Hold(OneCycleLr 0.1 100, 60)", || Ok(OneCycleLr::new(0.1, 100)?.hold(60))),
        Case::ours("Delay(ExponentialLr 0.9, 25)", || Ok(ExponentialLr::new(0.9)?.delay(25))),
        Case::ours("Delay(ConstantLr 0.5 30, 25)", || Ok(ConstantLr::new(0.5, 30)?.delay(25))),
        Case::ours("Frozen(ExponentialLr 0.9, 25)", || Ok(ExponentialLr::new(0.9)?.frozen_until(25))),
        Case::ours("Cycle(CosineAnnealingLr 10, 10, 0.5)", || CosineAnnealingLr::new(10)?.cycle(10)?.decay(0.5)),
        Case::ours("Cycle(LinearLr 1.0 0.1 100, 37, 1.01)", || LinearLr::new(1.0, 0.1, 100)?.cycle(37)?.decay(1.01)),
        Case::ours("Within(ExponentialLr 0.9, 25, 60)", || ExponentialLr::new(0.9)?.within(25..60)),
        Case::ours("Within(StepLr 10 0.5, 7)", || StepLr::new(10, 0.5)?.within(7..)),
        Case::ours("PastEnd(CosineAnnealingLr 40, 30, Hold)", || Ok(CosineAnnealingLr::new(40)?.past_end(30, EndPolicy::Hold))),
        Case::ours("PastEnd(CosineAnnealingLr 40, 33, Follow)", || Ok(CosineAnnealingLr::new(40)?.past_end(33, EndPolicy::Follow))),
        Case::ours("PastEnd(OneCycleLr 0.1 40, 40, Repeat)", || Ok(OneCycleLr::new(0.1, 40)?.past_end(40, EndPolicy::Repeat))),
        Case::ours("PastEnd(LinearLr 1.0 0.2 100, 10000000000, Error)", || {
            Ok(LinearLr::new(1.0, 0.2, 100)?.past_end(10_000_000_000, EndPolicy::Error))
        })
        .ending(10_000_000_000),
        Case::ours("Every(StepLr 3 0.9, 7)", || StepLr::new(3, 0.9)?.every(7)),
        Case::ours("Every(MultiStepLr 2 9 0.1, 50)", || MultiStepLr::new([2, 9], 0.1)?.every(50)),
        Case::ours("Stretch(LinearLr 1.0 0.3 8, 30)", || LinearLr::new(1.0, 0.3, 8)?.stretch(30)),
        Case::ours("Stretch(CosineAnnealingWarmRestarts 3 2, 11)", || CosineAnnealingWarmRestarts::new(3)?.t_mult(2)?.stretch(11)),
    ]
}

fn in_value() -> Vec<Case> {
    vec![
        Case::ours("Times(StepLr 100 0.5, LinearLr 0.1 1.0 50)", || Ok(StepLr::new(100, 0.5)?.times(LinearLr::new(0.1, 1.0, 50)?))),
        Case::ours("Times(CyclicLr 0.01 0.1 30, ExponentialLr 0.99)", || {
            Ok(CyclicLr::new(0.01, 0.1)?.step_size_up(30)?.times(ExponentialLr::new(0.99)?))
        }),
        Case::ours("Plus(CosineAnnealingLr 40, ExponentialLr 0.95)", || {
            Ok(CosineAnnealingLr::new(40)?.plus(ExponentialLr::new(0.95)?))
        }),
        Case::ours("Plus(CyclicLr 0.01 0.05 9, LinearLr 1.0 0.5 80)", || {
            Ok(CyclicLr::new(0.01, 0.05)?.step_size_up(9)?.plus(LinearLr::new(1.0, 0.5, 80)?))
        }),
        Case::ours("Noise(CosineAnnealingLr 90, 0.5, 7)", || CosineAnnealingLr::new(90)?.noise(0.5, 7)),
        Case::ours("Noise(StepLr 30 0.5, 0.2, 42, 0.1, 20, 70)", || StepLr::new(30, 0.5)?.noise(0.2, 42)?.std(0.1)?.during(20..70)),
        Case::ours("Noise(Constant, 0.3, 1, 10)", || Constant.noise(0.3, 1)?.uniform().during(10..)),
        Case::ours("Min(Constant, ExponentialLr 1.1)", || Ok(Constant.min(ExponentialLr::new(1.1)?))),
        Case::ours("Min(LinearLr 1.0 0.5 60, OneCycleLr 0.3 100)", || {
            Ok(LinearLr::new(1.0, 0.5, 60)?.min(OneCycleLr::new(0.3, 100)?))
        }),
        Case::ours("Max(ExponentialLr 0.9, ConstantLr 0.01 90)", || Ok(ExponentialLr::new(0.9)?.max(ConstantLr::new(0.01, 90)?))),
        Case::ours("Clamp(CosineAnnealingLr 40, 0.002, 0.07)", || CosineAnnealingLr::new(40)?.clamp(0.002, 0.07)),
        Case::ours("Scale(CosineAnnealingLr 40 0.01, 2.5)", || CosineAnnealingLr::new(40)?.eta_min(0.01)?.scale(2.5)),
        Case::ours("Scale(StepLr 40 0.1, 1e300)", || StepLr::new(40, 0.1)?.scale(1e300)),
        Case::ours("Offset(ExponentialLr 0.9, 0.125)", || ExponentialLr::new(0.9)?.offset(0.125)),
        Case::ours("Offset(PolynomialLr 90 2.0, -0.01)", || PolynomialLr::new(90, 2.0)?.offset(-0.01)),
    ]
}

/// Schedules nested more than one level deep.
fn nested() -> Vec<Case> {
    vec![
        Case::ours("SequentialLr(SequentialLr(LinearLr 0.1 1.0 20, StepLr 5 0.9, 20), CosineAnnealingLr 60, 70)", || {
            let inner = LinearLr::new(0.1, 1.0, 20)?.then(20, StepLr::new(5, 0.9)?);
            Ok(inner.then(70, CosineAnnealingLr::new(60)?))
        }),
        Case::ours("SequentialLr(ConstantLr 0.2 9, SequentialLr(StepLr 5 0.9, MultiplicativeLr, 13), 9)", || {
            let inner = StepLr::new(5, 0.9)?.then(13, MultiplicativeLr::new(|_| 0.95));
            Ok(ConstantLr::new(0.2, 9)?.then(9, inner))
        })
        .hiding_parameters()
        .walking(),
        Case::ours("ChainedScheduler(ChainedScheduler(StepLr 9 0.5, LinearLr 0.1 1.0 30), ExponentialLr 0.99)", || {
            let inner = ChainedScheduler::new([StepLr::new(9, 0.5)?.boxed(), LinearLr::new(0.1, 1.0, 30)?.boxed()])?;
            ChainedScheduler::new([inner.boxed(), ExponentialLr::new(0.99)?.boxed()])
        }),
        Case::ours("SequentialLr(ConstantLr 0.5 8, ChainedScheduler(SequentialLr(LinearLr 0.1 1.0 9, Constant, 9), CosineAnnealingLr 40 0.01), 8)", || {
            let warmup = LinearLr::new(0.1, 1.0, 9)?.then(9, Constant);
            let chain = ChainedScheduler::new([warmup.boxed(), CosineAnnealingLr::new(40)?.eta_min(0.01)?.boxed()])?;
            Ok(ConstantLr::new(0.5, 8)?.then(8, chain))
        })
        .walking(),
        Case::ours("WithWarmup(6, SequentialLr(CyclicLr 0.01 0.1 8, SwaLr 0.02 10, 40))", || {
            CyclicLr::new(0.01, 0.1)?.step_size_up(8)?.then(40, SwaLr::new(0.02)?).warmup(6)
        }),
        Case::ours("Every(Clamp(WithWarmup(4, Cycle(StepLr 2 0.5, 9, 0.8)), 0.001, 0.5), 3)", || {
            StepLr::new(2, 0.5)?.cycle(9)?.decay(0.8)?.warmup(4)?.clamp(0.001, 0.5)?.every(3)
        }),
        Case::ours("Hold(Delay(Times(Piecewise 1.0 linear 50 0.1, Stretch(StepLr 1 0.9, 5)), 10), 90)", || {
            let factor = StepLr::new(1, 0.9)?.stretch(5)?;
            Ok(Piecewise::starting_at(1.0)?.linear_to(50, 0.1)?.times(factor).delay(10).hold(90))
        }),
    ]
}
