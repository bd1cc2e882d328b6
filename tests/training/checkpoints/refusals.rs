//! Damaged checkpoints and checkpoints of another run: a typed error that names the file, and nothing changes.

use super::{Run, plan};
use crate::common::scratch::Scratch;
use std::fs;
use std::path::Path;
use tch::nn::{Init, VarStore};
use tch::{Device, Kind};
use tch_lr_scheduler::{Checkpoint, Checkpoints, Error, Plan, Result, ResumePolicy, StepLr};

/// Two checkpoints of one run; the tests damage the second.
fn saved(scratch: &Scratch) -> Result<[std::path::PathBuf; 2]> {
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let mut run = Run::new()?;
    let mut save = || {
        run.step()?;
        checkpoints.save(&run.vs, &run.opt)
    };
    Ok([save()?, save()?])
}

/// Asserts that loading is refused with the name of the file and changes nothing.
#[track_caller]
fn assert_refuses(checkpoint: &Path, file: &str) -> Result<String> {
    let mut run = Run::new()?;
    run.step()?;
    let before = run.contents();
    let error = Checkpoint::open(checkpoint).and_then(|opened| opened.load(&mut run.vs, &mut run.opt)).expect_err(file);
    assert!(matches!(error, Error::File { action: "read", .. } | Error::Checkpoint { .. }), "{error}");
    assert!(error.to_string().contains(&checkpoint.join(file).display().to_string()), "{error}");
    assert_eq!(run.contents(), before, "{error}");
    run.step()?;
    Ok(error.to_string())
}

const FILES: [&str; 5] =
    ["checkpoint.json", "model.safetensors", "model.state.json", "model.optimizer.safetensors", "random_generators.safetensors"];

fn write(path: &Path, contents: &[u8]) {
    fs::write(path, contents).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_missing_truncated_or_changed_file_is_named() -> Result<()> {
    let scratch = Scratch::new();
    let [_, checkpoint] = saved(&scratch)?;
    for file in FILES {
        let path = checkpoint.join(file);
        let whole = read(&path);
        fs::remove_file(&path).expect("it can be removed");
        assert_refuses(&checkpoint, file)?;
        let visible = whole.trim_ascii_end().len();
        for end in (0..visible).step_by(1 + visible / 40).chain([visible - 1]) {
            write(&path, &whole[..end]);
            assert_refuses(&checkpoint, file)?;
        }
        for at in (0..visible).step_by(1 + visible / 120) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            if file == FILES[0] && changed[at].is_ascii_whitespace() {
                continue;
            }
            write(&path, &changed);
            assert_refuses(&checkpoint, file)?;
        }
        write(&path, &whole);
    }
    let mut run = Run::new()?;
    Checkpoint::open(&checkpoint)?.load(&mut run.vs, &mut run.opt).map(drop)
}

#[test]
fn a_complete_file_of_another_checkpoint_is_named() -> Result<()> {
    let scratch = Scratch::new();
    let [first, second] = saved(&scratch)?;
    for file in &FILES[1..4] {
        let own = read(&second.join(file));
        write(&second.join(file), &read(&first.join(file)));
        let message = assert_refuses(&second, file)?;
        assert!(message.contains("checkpoint.json has"), "{message}");
        write(&second.join(file), &own);
    }
    // If all files are from another checkpoint, the manifest reveals it.
    for file in &FILES[1..] {
        write(&second.join(file), &read(&first.join(file)));
    }
    assert_refuses(&second, FILES[2])?;
    write(&second.join(FILES[0]), &read(&first.join(FILES[0])));
    Checkpoint::open(&second)?.verify()
}

#[test]
fn a_damaged_latest_checkpoint_is_an_error_and_an_earlier_one_can_be_loaded() -> Result<()> {
    let scratch = Scratch::new();
    let [first, second] = saved(&scratch)?;
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let mut run = Run::new()?;
    let before = run.contents();
    for file in FILES {
        let whole = read(&second.join(file));
        write(&second.join(file), b"");
        let error = checkpoints.load_latest(&mut run.vs, &mut run.opt).expect_err(file);
        let Error::Checkpoint { folder, remedy, .. } = &error else { panic!("{error}") };
        assert_eq!(folder, &second);
        assert_eq!(remedy, &format!("open the checkpoint before it, {}, because this one cannot be read", first.display()));
        assert_eq!(run.contents(), before);
        write(&second.join(file), &whole);
    }
    // If the earlier one is damaged too, it is not recommended.
    write(&first.join(FILES[0]), b"{}");
    write(&second.join(FILES[1]), b"");
    let error = checkpoints.load_latest(&mut run.vs, &mut run.opt).expect_err("both are damaged").to_string();
    assert!(error.contains("open another checkpoint, because this one cannot be read: "), "{error}");
    Ok(())
}

#[test]
fn the_checkpoint_that_the_error_names_can_be_loaded() -> Result<()> {
    let scratch = Scratch::new();
    let [_, second] = saved(&scratch)?;
    write(&second.join(FILES[1]), b"");
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let is_whole = |path: &std::path::PathBuf| Checkpoint::open(path).and_then(|checkpoint| checkpoint.verify()).is_ok();
    let whole = checkpoints.paths()?.into_iter().rfind(is_whole).expect("the first is whole");
    let mut run = Run::new()?;
    Checkpoint::open(whole)?.load(&mut run.vs, &mut run.opt)?;
    assert_eq!(run.opt.state().step, 1);
    Ok(())
}

#[test]
fn weights_of_another_network_are_refused_by_name() -> Result<()> {
    let scratch = Scratch::new();
    let [_, checkpoint] = saved(&scratch)?;
    let refused = |change: fn(&mut VarStore), message: &str| -> Result<()> {
        let mut vs = VarStore::new(Device::Cpu);
        change(&mut vs);
        let mut opt = plan()?.build(&vs, tch::nn::Sgd::default())?;
        let before = (super::numbers(&vs), opt.state().clone());
        let error = Checkpoint::open(&checkpoint)?.load(&mut vs, &mut opt).expect_err(message).to_string();
        assert_eq!(error, format!("{}: {message}", checkpoint.join(FILES[1]).display()));
        assert_eq!((super::numbers(&vs), opt.state().clone()), before);
        Ok(())
    };
    refused(
        |vs| {
            let _ = vs.root().var("w", &[2, 3], Init::Const(1.0));
            let _ = (vs.root() / "norm").zeros_no_train("running_mean", &[2]);
        },
        "w: expected Float of shape [2, 3], as in the VarStore, found Float of shape [3, 2]",
    )?;
    refused(
        |vs| {
            let _ = vs.root().var("w", &[3, 2], Init::Const(1.0));
            let _ = (vs.root() / "norm").zeros_no_train("running_mean", &[2]);
            vs.set_kind(Kind::Double);
        },
        "norm.running_mean: expected Double of shape [2], as in the VarStore, found Float of shape [2]",
    )?;
    refused(
        |vs| drop(vs.root().var("w", &[3, 2], Init::Const(1.0))),
        "norm.running_mean: expected no variable of this name, as in the VarStore, found Float of shape [2]",
    )?;
    refused(
        |vs| {
            let _ = vs.root().var("w", &[3, 2], Init::Const(1.0));
            let _ = vs.root().var("more", &[1], Init::Const(1.0));
            let _ = (vs.root() / "norm").zeros_no_train("running_mean", &[2]);
        },
        "more: expected Float of shape [1], as in the VarStore, found no variable of this name",
    )
}

#[test]
fn a_changed_plan_is_refused_by_default_and_accepted_on_request() -> Result<()> {
    let scratch = Scratch::new();
    let [_, path] = saved(&scratch)?;
    let checkpoint = Checkpoint::open(&path)?;
    let changed = Plan::lr(0.5, StepLr::new(1, 0.1)?).momentum(0.9, tch_lr_scheduler::ExponentialLr::new(0.99)?);
    let mut run = Run::of(&changed, &[3, 2])?;
    let before = run.contents();
    let error = checkpoint.load(&mut run.vs, &mut run.opt).expect_err("the plan has changed");
    let Error::Checkpoint { folder, source, .. } = &error else { panic!("{error}") };
    assert!(matches!(**source, Error::PlanChanged { .. }));
    let expected = format!(
        "checkpoint {}: to resume all the same, pass `ResumePolicy::KeepSaved`, `SameStep` or `SameFraction` to `load_with` or \
        `load_latest_with`: state: the plan has changed since: lr.schedule was ExponentialLR, is StepLR",
        path.display()
    );
    assert_eq!((folder, error.to_string()), (&path, expected));
    assert_eq!(run.contents(), before);
    Checkpoints::new(scratch.path("run")).load_latest_with(&mut run.vs, &mut run.opt, ResumePolicy::SameStep)?;
    assert_eq!(run.opt.state(), &changed.preview(1, 2)?);
    assert_ne!(run.contents().0, before.0, "the weights were not loaded");
    Ok(())
}
