//! Parameters at the limits of their ranges: accepted, though useless in practice.

use crate::common::asked::Asked;
use tch_lr_scheduler::*;

const HUGE: f64 = 1e300;
const TINY: f64 = 5e-324;
const BASES: [f64; 5] = [0.1, 0.0, 1e300, 1e-300, 3e-4];
const END: u64 = u64::MAX;

fn schedules() -> Result<Vec<Box<dyn Schedule>>> {
    let cyclic = |mode| CyclicLr::new(0.1, HUGE)?.step_size_up(1)?.mode(mode).gamma(HUGE)?.base_momentum(HUGE);
    let mut schedules = vec![
        StepLr::new(1, HUGE)?.boxed(),
        StepLr::new(END, HUGE)?.boxed(),
        StepLr::new(3, TINY)?.boxed(),
        MultiStepLr::new([END], HUGE)?.boxed(),
        MultiStepLr::new([0, 0, END, END], TINY)?.boxed(),
        ConstantLr::new(TINY, END)?.boxed(),
        LinearLr::new(TINY, 1.0, END)?.boxed(),
        LinearLr::new(0.05, 0.0, 3)?.boxed(),
        ExponentialLr::new(HUGE)?.boxed(),
        ExponentialLr::new(TINY)?.boxed(),
        PolynomialLr::new(END, HUGE)?.boxed(),
        PolynomialLr::new(1, TINY)?.boxed(),
        CosineAnnealingLr::new(END)?.eta_min(HUGE)?.boxed(),
        CosineAnnealingLr::new(1)?.boxed(),
        CosineAnnealingWarmRestarts::new(END)?.t_mult(END)?.eta_min(HUGE)?.boxed(),
        CosineAnnealingWarmRestarts::new(1)?.t_mult(END)?.boxed(),
        cyclic(CyclicMode::Triangular)?.boxed(),
        cyclic(CyclicMode::Triangular2)?.boxed(),
        cyclic(CyclicMode::ExpRange)?.boxed(),
        CyclicLr::new(HUGE, 0.0)?.mode(CyclicMode::ExpRange).gamma(2.0)?.boxed(),
        CyclicLr::new(HUGE, 2e300)?.step_size_up(1)?.mode(CyclicMode::ExpRange).gamma(HUGE)?.boxed(),
        CyclicLr::new(0.0, 0.0)?.step_size_up(END)?.step_size_down(END).boxed(),
        CyclicLr::new(0.1, 1.0)?.step_size_up(END)?.step_size_down(0).boxed(),
        OneCycleLr::new(HUGE, END)?.boxed(),
        OneCycleLr::epochs(0.1, END, END)?.div_factor(1e-300)?.boxed(),
        OneCycleLr::new(0.0, 1)?.div_factor(HUGE)?.final_div_factor(HUGE)?.boxed(),
        OneCycleLr::new(0.1, 1)?.three_phase(true)?.boxed(),
        OneCycleLr::new(0.1, 2)?.pct_start(TINY)?.boxed(),
        OneCycleLr::new(1e300, 10)?.max_momentum(HUGE)?.base_momentum(0.0)?.boxed(),
        SwaLr::new(HUGE)?.anneal_epochs(END).boxed(),
        SwaLr::new(0.0)?.anneal_epochs(0).boxed(),
        Piecewise::starting_at(HUGE)?.cosine_to(END, 0.0)?.linear_to(END, HUGE)?.boxed(),
        Piecewise::starting_at(TINY)?.linear_to(0, HUGE)?.linear_to(1, 0.0)?.constant_to(END)?.boxed(),
        Constant.warmup(END)?.boxed(),
        Constant.warmup_with(Warmup::from_floor(TINY, END)?.cosine()).boxed(),
    ];
    schedules.extend(combined(|| ExponentialLr::new(HUGE))?);
    schedules.extend(combined(|| ExponentialLr::new(TINY))?);
    schedules.extend(combined(|| CyclicLr::new(0.1, HUGE)?.step_size_up(END))?);
    Ok(schedules)
}

fn combined<S: Schedule + 'static>(inner: impl Fn() -> Result<S>) -> Result<Vec<Box<dyn Schedule>>> {
    Ok(vec![
        inner()?.hold(END).boxed(),
        inner()?.delay(END).boxed(),
        inner()?.cycle(END)?.decay(HUGE)?.boxed(),
        inner()?.cycle(1)?.decay(TINY)?.boxed(),
        inner()?.every(END)?.boxed(),
        inner()?.stretch(END)?.boxed(),
        inner()?.times(inner()?).boxed(),
        inner()?.scale(HUGE)?.boxed(),
        inner()?.scale(0.0)?.boxed(),
        inner()?.offset(f64::MAX)?.boxed(),
        inner()?.clamp(0.0, f64::MAX)?.boxed(),
        inner()?.min(Constant).max(inner()?).boxed(),
        inner()?.then(END, inner()?).boxed(),
        inner()?.then(1, SwaLr::new(HUGE)?.anneal_epochs(2)).boxed(),
        inner()?.warmup(END)?.boxed(),
    ])
}

#[test]
fn extreme_parameters_give_finite_values_that_are_not_negative() -> Result<()> {
    let steps = (0..50).chain([1 << 20, 1 << 32, 1 << 53, END - 1, END]);
    for schedule in schedules()? {
        for step in steps.clone() {
            for base in BASES {
                let value = schedule.at(base, step);
                assert!(value.is_finite() && value >= 0.0, "{schedule:?} from {base:?} at step {step}: {value:?}");
            }
            let momentum = schedule.companion(step as f64).unwrap_or(0.0);
            assert!(momentum.is_finite() && momentum >= 0.0, "{schedule:?} at step {step}: momentum {momentum:?}");
        }
    }
    Ok(())
}

#[test]
fn a_chain_with_extreme_parameters_gives_finite_values_that_are_not_negative() -> Result<()> {
    for index in 0..schedules()?.len() {
        for walked in
            [CosineAnnealingLr::new(7)?.eta_min(HUGE)?.boxed(), SwaLr::new(HUGE)?.boxed(), MultiplicativeLr::new(|_| HUGE).boxed()]
        {
            let second = schedules()?.swap_remove((index * 7 + 3) % 20);
            let chain = ChainedScheduler::new([schedules()?.swap_remove(index), walked, second])?;
            for step in 0..60 {
                for base in BASES {
                    let value = chain.at(base, step);
                    assert!(value.is_finite() && value >= 0.0, "{chain:?} from {base:?} at step {step}: {value:?}");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn milestones_at_the_largest_step_change_nothing_before_it() -> Result<()> {
    let schedule = SequentialLr::new([Constant, Constant, Constant], [END, END])?.then(END, ExponentialLr::new(HUGE)?);
    assert_eq!([0, 1 << 53, END].map(|step| schedule.at(0.5, step)), [0.5; 3]);
    assert_eq!(schedule.constant_from(), None);
    Ok(())
}

#[test]
fn a_milestone_that_no_f64_represents_is_passed_without_a_panic() {
    let milestone = (1 << 53) + 3;
    let sequence = StepLr::new(1, 0.5).map(|first| first.then(milestone, Constant)).expect("both are legal");
    for step in milestone - 4..milestone + 4 {
        assert!(sequence.chained(0.1, 0.1, step).is_finite(), "at step {step}");
    }
}
