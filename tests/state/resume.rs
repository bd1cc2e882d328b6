//! For every schedule of the table: a run that is saved and resumed from the file by a new scheduler equals the uninterrupted run
//! to the bit.

use crate::common::BASES;
use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case};
use crate::common::generator::Generator;
use crate::common::recorder::Recorder;
use crate::common::scratch::Scratch;
use std::fmt::Display;
use tch_lr_scheduler::*;

const STEPS: u64 = 150;

/// The events of a run: metrics, a cooldown, and a jump to a fractional step.
struct Script {
    metrics: Vec<f64>,
    cooldown_at: u64,
    cooldown: Cooldown,
    /// The step at which the run jumps to a fractional step.
    between_at: u64,
}

impl Script {
    fn random(random: &mut Generator) -> Result<Self> {
        let shapes = [Shape::linear(), Shape::cosine(), Shape::one_minus_sqrt(), Shape::one_minus_square()];
        let shape = shapes[random.whole(0, 3) as usize].clone();
        let steps = random.whole(1, 60);
        let cooldown = if random.whole(0, 1) == 0 { Cooldown::to(1e-5, steps) } else { Cooldown::to_factor(0.3, steps) };
        Ok(Self {
            metrics: (0..STEPS).map(|_| random.fraction()).collect(),
            cooldown_at: random.whole(60, STEPS),
            cooldown: cooldown?.shape(shape)?,
            between_at: random.whole(1, STEPS),
        })
    }

    /// Takes one step of a run, with its events.
    fn step(&self, scheduler: &mut Scheduler, optimizer: &mut Recorder) -> Result<()> {
        let step = scheduler.state().step;
        if scheduler.state().plateau.is_some() {
            scheduler.metric(self.metrics[step as usize], optimizer)?;
        }
        if step == self.cooldown_at {
            scheduler.cool_down(self.cooldown.clone(), optimizer)?;
        }
        match step {
            _ if step == self.between_at => scheduler.seek_time(step as f64 + 1.25, optimizer)?,
            _ => scheduler.step(optimizer)?,
        };
        Ok(())
    }
}

/// Two plans: the schedule alone, and the schedule with every other part of a plan.
fn plans(case: &Case) -> Result<[Plan; 2]> {
    let alone = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
    // A weight decay that is proportional to a negative rate is refused.
    let everything = Plan::lr(0.1, case.not_negative())
        .lr_group(1, 1.0, Constant.warmup(7)?)
        .lr_factor(2, 0.3)
        .momentum(0.9, case.below_one())
        .momentum_group(4, 0.8, ExponentialLr::new(0.99)?)
        .weight_decay_at_lr(0.01, 0.1)
        .weight_decay_group(3, 0.02, case.not_negative())
        .beta2(0.999, case.below_one())
        .eps(1e-8, case.not_negative())
        .scalar("temperature", 2.0, case.schedule())
        .scalar("batch size", 64.0, StepLr::new(20, 2.0)?)
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(0.7)?.patience(4).cooldown(2).min_lr(1e-6)?)
        .total_steps(STEPS);
    Ok([alone, everything])
}

fn started(plan: &Plan) -> Result<(Scheduler, Recorder)> {
    let mut optimizer = Recorder::new(BASES.len());
    Ok((Scheduler::start(plan, BASES.len(), &mut optimizer)?, optimizer))
}

/// Asserts that the states and the values of the optimizers are equal.
#[track_caller]
fn assert_same(run: (&State, &Recorder), uninterrupted: (&State, &Recorder), what: impl Display) {
    let numbers = |state: &State| state.scalars.iter().map(|(_, value)| *value).collect::<Vec<_>>();
    let values = |(state, optimizer): (&State, &Recorder)| {
        let of_plan = [&state.lr, &state.momentum, &state.weight_decay, &state.beta2, &state.eps];
        let of_state = [&numbers(state), &vec![state.fraction]];
        let of_optimizer = [&optimizer.lr, &optimizer.momentum, &optimizer.weight_decay, &optimizer.beta2, &optimizer.eps];
        of_plan.into_iter().chain(of_state).chain(of_optimizer).cloned().collect::<Vec<_>>()
    };
    for (ours, theirs) in values(run).iter().zip(&values(uninterrupted)) {
        // Values that the plan does not set were never written and are NaN on both sides.
        let written = |values: &[f64]| values.iter().copied().filter(|value| !value.is_nan()).collect::<Vec<_>>();
        assert_same_bits(&written(ours), &written(theirs), &what);
    }
    assert_eq!(run.0, uninterrupted.0, "{what}");
}

#[test]
fn a_run_resumed_from_a_file_equals_the_uninterrupted_run_to_the_bit() -> Result<()> {
    let scratch = Scratch::new();
    let mut random = Generator::new(3);
    for case in cases::all() {
        for plan in plans(&case)? {
            let script = Script::random(&mut random)?;
            let (mut uninterrupted, mut optimizer) = started(&plan)?;
            let mut history = vec![(uninterrupted.state().clone(), optimizer.clone())];
            while uninterrupted.state().step < STEPS {
                script.step(&mut uninterrupted, &mut optimizer)?;
                history.push((uninterrupted.state().clone(), optimizer.clone()));
            }
            for _ in 0..2 {
                let saved_at = random.whole(0, history.len() as u64 - 1) as usize;
                let path = scratch.path("state.json");
                history[saved_at].0.save(&path)?;
                let (mut resumed, mut optimizer) = started(&plan)?;
                resumed.load(State::open(&path)?, &mut optimizer)?;
                for (step, (state, recorded)) in history.iter().enumerate().skip(saved_at) {
                    let what = &format!("{}, saved at {saved_at}, step {step}", case.name);
                    assert_same((resumed.state(), &optimizer), (state, recorded), what);
                    if step + 1 < history.len() {
                        script.step(&mut resumed, &mut optimizer)?;
                    }
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_state_is_unchanged_after_writing_and_reading() -> Result<()> {
    for case in cases::all() {
        for plan in plans(&case)? {
            for step in [0, 1, 7, 149].iter().chain(case.far()) {
                let state = plan.preview(BASES.len(), *step)?;
                let text = state.to_json()?;
                let read = State::from_json(&text)?;
                assert_eq!(read, state, "{} at {step}", case.name);
                assert_eq!(read.to_json()?, text, "{} at {step}", case.name);
            }
        }
    }
    Ok(())
}

/// The scripts of the other tests reduce rates, cool down, and jump to fractional steps.
#[test]
fn the_compared_runs_include_reductions_and_cooldowns() -> Result<()> {
    let mut random = Generator::new(4);
    let [_, plan] = plans(&cases::all()[0])?;
    let (mut reduced, mut cooled, mut between) = (0, 0, 0);
    for _ in 0..40 {
        let script = Script::random(&mut random)?;
        let (mut run, mut optimizer) = started(&plan)?;
        while run.state().step < STEPS {
            script.step(&mut run, &mut optimizer)?;
        }
        reduced += u32::from(run.state().plateau.as_ref().is_some_and(|plateau| plateau.reductions[0] > 1));
        cooled += u32::from(run.state().cooldown.is_some());
        between += u32::from(run.state().fraction > 0.0);
    }
    assert!(reduced > 30 && cooled > 30 && between > 30, "of 40: {reduced} reduced, {cooled} cooled down, {between} between steps");
    Ok(())
}
