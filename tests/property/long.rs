//! A very long run that is interrupted a hundred times.

use crate::common::recorder::Recorder;
use std::env;
use tch_lr_scheduler::*;

const INTERRUPTIONS: u64 = 100;

/// One million, or as many as asked for. A billion takes a few minutes:
/// `TCH_LR_LONG_RUN=1000000000 cargo test --release -p long-tests --no-default-features --test property long`.
fn steps() -> u64 {
    env::var("TCH_LR_LONG_RUN").ok().and_then(|steps| steps.parse().ok()).unwrap_or(1_000_000)
}

fn rate(steps: u64) -> Result<impl Schedule + 'static> {
    CosineAnnealingLr::new(steps - 1_000)?.eta_min(1e-5)?.warmup(1_000)
}

fn plan(steps: u64) -> Result<Plan> {
    let plan = Plan::lr(0.1, rate(steps)?).lr_group(1, 0.2, StepLr::new(steps / 7, 0.5)?);
    Ok(plan.weight_decay(0.01, ExponentialLr::new(1.0f64.next_down())?).total_steps(steps))
}

#[test]
fn a_long_run_resumed_a_hundred_times_has_the_exact_values_of_its_schedules() -> Result<()> {
    let steps = steps();
    let (mut saved, last) = (None::<String>, steps - 1);
    for part in 1..=INTERRUPTIONS {
        let mut optimizer = Recorder::new(2);
        let mut scheduler = Scheduler::start(&plan(steps)?, 2, &mut optimizer)?;
        if let Some(text) = saved.take() {
            scheduler.load(State::from_json(&text)?, &mut optimizer)?;
        }
        while scheduler.state().step < last * part / INTERRUPTIONS {
            scheduler.step(&mut optimizer)?;
        }
        let step = scheduler.state().step;
        let decay = ExponentialLr::new(1.0f64.next_down())?.at(0.01, step);
        let expected = [rate(steps)?.at(0.1, step), StepLr::new(steps / 7, 0.5)?.at(0.2, step), decay].map(f64::to_bits);
        let written = [optimizer.lr[0], optimizer.lr[1], optimizer.weight_decay[0]].map(f64::to_bits);
        assert_eq!(written, expected, "at step {step}");
        saved = Some(scheduler.state().to_json()?);
    }
    let state = State::from_json(&saved.expect("it was saved"))?;
    assert_eq!(state.step, last);
    Ok(())
}
