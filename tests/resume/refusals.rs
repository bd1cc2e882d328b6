//! A load that is refused changes no bit: neither weights, nor the states of the optimizer, the schedule and the random generators.

use crate::alone;
use crate::classes::optimizers;
use crate::common::scratch::Scratch;
use crate::program::{Contents, Program};
use crate::scheduled::Scheduled;
use std::fs;
use std::path::Path;
use tch::nn::{Adam, Init, RmsProp, VarStore};
use tch_lr_scheduler::{
    Checkpoint, Checkpoints, Constant, Error, LoadOptions, PartMut, Plan, Result, ResumePolicy, ScheduledOptimizer,
};

fn adam(vs: &VarStore) -> Result<ScheduledOptimizer> {
    Plan::lr(0.01, Constant).build(vs, Adam::default())
}

fn trained(build: impl Fn(&VarStore) -> Result<ScheduledOptimizer>) -> Result<Scheduled> {
    let mut program = Scheduled::new(build)?;
    (0..3).try_for_each(|_| program.step())?;
    Ok(program)
}

/// All contents, and the states of the random generators as a checkpoint has them.
fn everything(program: &Scheduled) -> Result<(Contents, Vec<u8>)> {
    let scratch = Scratch::new();
    program.save(&Checkpoints::new(scratch.path("run")))?;
    let generators = fs::read(scratch.path("run/save-000001-step-3/random_generators.safetensors")).expect("it was saved");
    Ok((program.contents()?, generators))
}

/// Asserts that `load` is refused and changes nothing.
#[track_caller]
fn assert_refused<T: std::fmt::Debug>(
    program: &mut Scheduled,
    expected: &str,
    load: impl FnOnce(&mut Scheduled) -> Result<T>,
) -> Result<()> {
    let before = everything(program)?;
    let error = load(program).expect_err(expected).to_string();
    assert!(error.contains(expected), "{error}");
    let after = everything(program)?;
    assert_eq!(before.0.difference(&after.0), None, "{error}");
    assert!(before.1 == after.1, "{error}: the random generators have changed");
    Ok(())
}

fn load(program: &mut Scheduled, checkpoint: &Path, options: impl Into<LoadOptions>) -> Result<()> {
    Checkpoint::open(checkpoint)?.load_with(&mut program.network.vs, &mut program.opt, options).map(drop)
}

#[test]
fn a_damaged_file_changes_nothing() -> Result<()> {
    let _alone = alone();
    let scratch = Scratch::new();
    let path = trained(adam)?.save_to(&scratch)?;
    let mut program = trained(adam)?;
    for entry in fs::read_dir(&path).expect("it is there").flatten() {
        let file = entry.path();
        let whole = fs::read(&file).expect("it is there");
        let mut changed = whole.clone();
        let last = changed.len() - 3;
        changed[last] ^= 1;
        for damaged in [&changed[..], &whole[..whole.len() / 2], b""] {
            fs::write(&file, damaged).expect("it can be written");
            assert_refused(&mut program, &file.display().to_string(), |program| load(program, &path, LoadOptions::new()))?;
        }
        fs::write(&file, whole).expect("it can be written");
    }
    load(&mut program, &path, LoadOptions::new())
}

#[test]
fn a_checkpoint_of_another_class_or_with_other_options_changes_nothing() -> Result<()> {
    let _alone = alone();
    for (saved_name, saved) in optimizers() {
        let scratch = Scratch::new();
        let path = trained(saved)?.save_to(&scratch)?;
        for (name, build) in optimizers() {
            let mut program = trained(build)?;
            // Nesterov and dampening do not change what the state consists of, and a buffer is allowed without momentum.
            let fits = |name: &str| {
                let base = name.strip_suffix(" with nesterov").or(name.strip_suffix(" with dampening")).unwrap_or(name);
                base.to_owned()
            };
            let plan_sets_momentum = name.starts_with("RMSprop") && saved_name.starts_with("RMSprop");
            if fits(saved_name) == fits(name) || plan_sets_momentum {
                load(&mut program, &path, LoadOptions::new())?;
                continue;
            }
            let expected = "to leave the optimizer's state out, call `without_optimizer_state`";
            assert_refused(&mut program, expected, |program| load(program, &path, LoadOptions::new()))?;
            load(&mut program, &path, LoadOptions::new().without_optimizer_state())?;
        }
    }
    Ok(())
}

#[test]
fn a_checkpoint_of_another_plan_or_another_network_changes_nothing() -> Result<()> {
    let _alone = alone();
    let scratch = Scratch::new();
    let path = trained(adam)?.save_to(&scratch)?;
    let mut other_plan = trained(|vs| Plan::lr(0.02, Constant).build(vs, Adam::default()))?;
    for (policy, expected) in [
        (ResumePolicy::Refuse, "the plan has changed since: lr.base was 0.01, is 0.02"),
        (ResumePolicy::SameFraction, "the saved plan has no length"),
    ] {
        assert_refused(&mut other_plan, expected, |program| load(program, &path, policy))?;
    }
    load(&mut other_plan, &path, ResumePolicy::SameStep)?;

    let larger = |vs: &VarStore| {
        let _ = vs.root().var("more", &[1], Init::Const(1.0));
        adam(vs)
    };
    let mut larger = trained(larger)?;
    let expected = "more: expected Float of shape [1], as in the VarStore, found no variable of this name";
    assert_refused(&mut larger, expected, |program| load(program, &path, LoadOptions::new()))?;

    // The optimizer of another network.
    let (mut one, mut other) = (trained(adam)?, trained(adam)?);
    let before = everything(&other)?.0;
    let expected = "the VarStore has 4 trainable variables, expected the 4 variables that the optimizer trains";
    assert_refused(&mut one, expected, |one| Checkpoint::open(&path)?.load(&mut other.network.vs, &mut one.opt))?;
    assert_eq!(before.difference(&everything(&other)?.0), None);
    let error = Checkpoints::new(scratch.path("other")).save(&other.network.vs, &one.opt);
    assert_eq!(error, Err(Error::ForeignVarStore { expected: 4, found: 4 }));
    assert!(Checkpoints::new(scratch.path("other")).paths()?.is_empty());
    Ok(())
}

#[test]
fn one_part_that_does_not_fit_keeps_all_others_as_they_are() -> Result<()> {
    let _alone = alone();
    let scratch = Scratch::new();
    let saved = trained(adam)?;
    let parts = ["a", "b"].map(|name| tch_lr_scheduler::Part::new(name, &saved.network.vs, &saved.opt));
    let path = Checkpoints::new(scratch.path("run")).save_parts(&parts)?;
    let mut bad = trained(|vs| Plan::lr(0.01, Constant).build(vs, RmsProp::default()))?;
    let before = everything(&bad)?.0;
    let mut good = trained(adam)?;
    assert_refused(&mut good, "class is Adam, expected RMSprop", |good| {
        Checkpoint::open(&path)?.load_parts([
            PartMut::new("a", &mut good.network.vs, &mut good.opt),
            PartMut::new("b", &mut bad.network.vs, &mut bad.opt),
        ])
    })?;
    assert_eq!(before.difference(&everything(&bad)?.0), None);
    Ok(())
}

/// Loading weights alone, for example of a teacher, must not move the random numbers of the training.
#[test]
fn loading_only_weights_leaves_the_random_generators() -> Result<()> {
    let _alone = alone();
    let scratch = Scratch::new();
    let path = trained(adam)?.save_to(&scratch)?;
    let mut program = trained(adam)?;
    let before = everything(&program)?.1;
    Checkpoint::open(&path)?.load_parts([PartMut::weights("model", &mut program.network.vs)])?;
    assert!(everything(&program)?.1 == before);
    load(&mut program, &path, LoadOptions::new().without_generators())?;
    assert!(everything(&program)?.1 == before);
    load(&mut program, &path, LoadOptions::new())?;
    assert!(everything(&program)?.1 != before);
    Ok(())
}

impl Scheduled {
    fn save_to(&self, scratch: &Scratch) -> Result<std::path::PathBuf> {
        Checkpoints::new(scratch.path("saved")).save(&self.network.vs, &self.opt)
    }
}
