//! A forgotten `advance` is told by a counter and, in a debug build, by one warning. Correct loops get no warning.

use crate::scalars::Scalars;
use std::env;
use std::process::Command;
use tch::nn::Sgd;
use tch_lr_scheduler::{Constant, CosineAnnealingLr, LambdaLr, Plan, ReduceLrOnPlateau, Result, ScheduledOptimizer, StepLr};

const LOOP: &str = "TCH_LR_TEST_LOOP";

fn train(opt: &mut ScheduledOptimizer, scalars: &Scalars, steps: u64) {
    (0..steps).for_each(|_| opt.backward_step(&scalars.loss(0.01)));
}

#[test]
fn the_counter_counts_optimizer_steps_by_every_method_until_the_schedule_moves() -> Result<()> {
    let scalars = Scalars::new(&[0]);
    let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(10)?).build(&scalars.vs, Sgd::default())?;
    let saved = opt.state().clone();
    let moves: [fn(&mut ScheduledOptimizer, &tch_lr_scheduler::State) -> Result<()>; 5] = [
        |opt, _| opt.advance().map(drop),
        |opt, _| opt.seek(3).map(drop),
        |opt, _| opt.seek_time(2.5).map(drop),
        |opt, saved| opt.load(saved.clone()).map(drop),
        |opt, saved| opt.load_with(saved.clone(), tch_lr_scheduler::ResumePolicy::SameStep).map(drop),
    ];
    for to_move in moves {
        assert_eq!(opt.steps_since_advance(), 0);
        opt.backward_step(&scalars.loss(1.0));
        opt.backward_step_clip(&scalars.loss(1.0), 1.0);
        let _ = opt.backward_step_clip_norm(&scalars.loss(1.0), 1.0)?;
        opt.zero_grad();
        scalars.loss(1.0).backward();
        opt.clip_grad_value(1.0);
        let _ = opt.clip_grad_norm(1.0)?;
        opt.step();
        assert_eq!(opt.steps_since_advance(), 4);
        opt.verify()?;
        assert_eq!(opt.steps_since_advance(), 4);
        to_move(&mut opt, &saved)?;
    }
    Ok(())
}

#[test]
fn a_move_that_fails_does_not_reset_the_counter() -> Result<()> {
    let scalars = Scalars::new(&[0]);
    let plan = Plan::lr(0.1, LambdaLr::new(|step| if step == 0 { 1.0 } else { f64::NAN }));
    let mut opt = plan.build(&scalars.vs, Sgd::default())?;
    train(&mut opt, &scalars, 3);
    assert!(opt.advance().is_err());
    assert_eq!(opt.steps_since_advance(), 3);
    Ok(())
}

type Loop = (&'static str, bool, fn() -> Result<()>);

fn built(plan: Plan) -> Result<(ScheduledOptimizer, Scalars)> {
    let scalars = Scalars::new(&[0]);
    Ok((plan.build(&scalars.vs, Sgd::default())?, scalars))
}

fn decaying() -> Result<Plan> {
    Ok(Plan::lr(0.1, CosineAnnealingLr::new(10)?))
}

/// Loops, and whether each gets the warning.
const LOOPS: [Loop; 13] = [
    ("forgotten", true, || {
        let (mut opt, scalars) = built(decaying()?)?;
        train(&mut opt, &scalars, 100);
        Ok(())
    }),
    ("forgotten by two optimizers", true, || {
        for _ in 0..2 {
            let (mut opt, scalars) = built(decaying()?)?;
            train(&mut opt, &scalars, 150);
        }
        Ok(())
    }),
    ("forgotten with a function", true, || {
        let (mut opt, scalars) = built(Plan::lr(0.1, LambdaLr::new(|step| 1.0 / (1.0 + step as f64))))?;
        train(&mut opt, &scalars, 100);
        Ok(())
    }),
    ("forgotten with step", true, || {
        let (mut opt, scalars) = built(decaying()?)?;
        (0..100).for_each(|_| {
            opt.zero_grad();
            scalars.loss(0.1).backward();
            opt.step();
        });
        Ok(())
    }),
    ("short", false, || {
        let (mut opt, scalars) = built(decaying()?)?;
        train(&mut opt, &scalars, 99);
        Ok(())
    }),
    ("per batch", false, || {
        let (mut opt, scalars) = built(decaying()?)?;
        for _ in 0..300 {
            train(&mut opt, &scalars, 1);
            opt.advance()?;
        }
        Ok(())
    }),
    ("per epoch", false, || {
        let (mut opt, scalars) = built(decaying()?)?;
        for _ in 0..2 {
            train(&mut opt, &scalars, 300);
            opt.advance()?;
        }
        train(&mut opt, &scalars, 300);
        Ok(())
    }),
    ("accumulation", false, || {
        let (mut opt, scalars) = built(decaying()?)?;
        for _ in 0..120 {
            opt.zero_grad();
            (0..4).for_each(|_| scalars.loss(0.01).backward());
            opt.step();
            opt.advance()?;
        }
        Ok(())
    }),
    ("constant, with a feedback rule", false, || {
        let (mut opt, scalars) = built(Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new()))?;
        for _ in 0..3 {
            train(&mut opt, &scalars, 100);
            opt.metric(1.0)?;
        }
        Ok(())
    }),
    ("no value would have changed yet", false, || {
        let (mut opt, scalars) = built(Plan::lr(0.1, StepLr::new(1_000, 0.1)?))?;
        train(&mut opt, &scalars, 300);
        Ok(())
    }),
    ("driven by jumps", false, || {
        let (mut opt, scalars) = built(decaying()?)?;
        for step in 0..3 {
            opt.seek(step)?;
            train(&mut opt, &scalars, 100);
        }
        Ok(())
    }),
    ("taken apart", false, || {
        let (mut opt, scalars) = built(decaying()?)?;
        train(&mut opt, &scalars, 100);
        let (mut optimizer, mut scheduler) = opt.into_parts();
        scheduler.step(&mut optimizer).map(drop)
    }),
    ("silenced", false, || {
        let (mut opt, scalars) = built(decaying()?)?;
        opt.silence_advance_warning();
        train(&mut opt, &scalars, 300);
        Ok(())
    }),
];

/// The test runs itself, so that the warning of each loop is written by a process of its own.
#[test]
fn only_a_loop_that_never_moves_the_schedule_is_warned_and_only_once() -> Result<()> {
    const TEST: &str = "forgotten_advance::only_a_loop_that_never_moves_the_schedule_is_warned_and_only_once";
    if let Ok(name) = env::var(LOOP) {
        let (_, _, run) = LOOPS.iter().find(|(known, _, _)| *known == name).expect("a known loop");
        return run();
    }
    for (name, is_warned, _) in LOOPS {
        let this = env::current_exe().expect("a test knows its own program");
        let output = Command::new(this).args([TEST, "--exact", "--nocapture"]).env(LOOP, name).output().expect("it runs");
        assert!(output.status.success(), "{name}: {output:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let warnings: Vec<_> =
            said.lines().filter(|line| line.starts_with("warning: call `ScheduledOptimizer::advance`")).collect();
        assert_eq!(warnings.len(), usize::from(is_warned), "{name}: {said}");
        assert!(warnings.iter().all(|line| line.contains("`silence_advance_warning`")), "{name}: {said}");
    }
    Ok(())
}

/// A panic is the news, and a warning beside it is noise.
#[test]
fn a_loop_that_panics_is_not_warned() {
    const TEST: &str = "forgotten_advance::a_loop_that_panics_is_not_warned";
    if env::var(LOOP).is_ok() {
        let (mut opt, scalars) = built(decaying().expect("a plan")).expect("an optimizer");
        train(&mut opt, &scalars, 200);
        panic!("of the test");
    }
    let this = env::current_exe().expect("a test knows its own program");
    let output = Command::new(this).args([TEST, "--exact", "--nocapture"]).env(LOOP, "panics").output().expect("it runs");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("of the test") && !said.contains("ScheduledOptimizer::advance"), "{said}");
}
