//! Several networks in one checkpoint.

use super::{Run, numbers, plan};
use crate::common::scratch::{Scratch, names_in};
use tch::nn::{OptimizerConfig, Sgd, VarStore};
use tch::{Device, Kind};
use tch_lr_scheduler::{AveragedModel, Checkpoints, Error, ExponentialLr, Part, PartMut, Plan, Restored, Result};

fn average() -> AveragedModel {
    let vs = VarStore::new(Device::Cpu);
    let _ = vs.root().zeros("w", &[3, 2]);
    let _ = (vs.root() / "norm").zeros_no_train("running_mean", &[2]);
    AveragedModel::equal(vs)
}

#[test]
fn two_networks_and_an_average_resume_together() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let [mut generator, mut discriminator] = [Run::new()?, Run::of(&Plan::lr(0.1, ExponentialLr::new(0.9)?), &[4])?];
    let mut averaged = average();
    for _ in 0..4 {
        generator.step()?;
        averaged.update_parameters(&generator.vs)?;
        discriminator.step()?;
        discriminator.step()?;
    }
    let path = checkpoints.save_parts(&[
        Part::new("generator", &generator.vs, &generator.opt),
        Part::new("discriminator", &discriminator.vs, &discriminator.opt),
        Part::average("average", &averaged),
    ])?;
    let latest = checkpoints.latest()?.expect("one was saved");
    assert_eq!(latest.path(), path);
    assert_eq!((latest.step(), latest.state_of("discriminator")?.step), (4, 8));
    let files = [
        "average.safetensors",
        "checkpoint.json",
        "discriminator.optimizer.safetensors",
        "discriminator.safetensors",
        "discriminator.state.json",
        "generator.optimizer.safetensors",
        "generator.safetensors",
        "generator.state.json",
        "random_generators.safetensors",
    ];
    assert_eq!(names_in(&path), files);

    let [mut new_generator, mut new_discriminator] = [Run::new()?, Run::of(&Plan::lr(0.1, ExponentialLr::new(0.9)?), &[4])?];
    let mut new_average = average();
    latest.load_parts([
        PartMut::new("generator", &mut new_generator.vs, &mut new_generator.opt),
        PartMut::new("discriminator", &mut new_discriminator.vs, &mut new_discriminator.opt),
        PartMut::average("average", &mut new_average),
    ])?;
    assert_eq!(new_generator.contents(), generator.contents());
    assert_eq!(new_discriminator.contents(), discriminator.contents());
    assert_eq!((numbers(new_average.vs()), new_average.n_averaged()), (numbers(averaged.vs()), 4));
    new_average.update_parameters(&new_generator.vs)?;
    averaged.update_parameters(&generator.vs)?;
    assert_eq!(numbers(new_average.vs()), numbers(averaged.vs()));

    // One network alone, as an evaluation would load it.
    let mut alone = Run::new()?;
    latest.load_parts([PartMut::weights("generator", &mut alone.vs)])?;
    assert_eq!(numbers(&alone.vs), numbers(&generator.vs));
    assert_eq!(alone.opt.state().step, 0);
    Ok(())
}

#[test]
fn a_plain_optimizer_continues_a_scheduled_one_and_the_other_way_round() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let mut run = Run::new()?;
    (0..3).try_for_each(|_| run.step())?;
    checkpoints.save(&run.vs, &run.opt)?;

    let mut fresh = Run::new()?;
    let sgd = Sgd { momentum: 0.9, ..Default::default() };
    let mut optimizer = sgd.build(&fresh.vs, 7.0).map_err(|error| Error::Torch(error.to_string()))?;
    let mut scheduler = plan()?.start(&fresh.vs, &mut optimizer)?;
    let latest = checkpoints.latest()?.expect("one was saved");
    latest.load_parts([PartMut::plain("model", &mut fresh.vs, &mut scheduler, &mut optimizer)])?;
    assert_eq!(numbers(&fresh.vs), numbers(&run.vs));
    assert_eq!(scheduler.state(), run.opt.state());

    let step = |vs: &VarStore| (&vs.variables()["w"] * &vs.variables()["w"]).sum(Kind::Float);
    optimizer.backward_step(&step(&fresh.vs));
    scheduler.step(&mut optimizer)?;
    run.step_without_buffer()?;
    assert_eq!(numbers(&fresh.vs), numbers(&run.vs));

    checkpoints.save_parts(&[Part::plain("model", &fresh.vs, &scheduler, &optimizer)])?;
    let mut back = Run::new()?;
    assert_eq!(checkpoints.load_latest(&mut back.vs, &mut back.opt)?.map(|restored| restored.missing), Some(vec![]));
    assert_eq!(back.contents(), run.contents());
    Ok(())
}

#[test]
fn if_one_part_does_not_fit_no_part_is_changed() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let mut run = Run::new()?;
    run.step()?;
    let averaged = average();
    checkpoints.save_parts(&[
        Part::new("a", &run.vs, &run.opt),
        Part::new("b", &run.vs, &run.opt),
        Part::average("c", &averaged),
    ])?;
    let latest = checkpoints.latest()?.expect("one was saved");

    let [mut good, mut of_another_plan, mut of_another_shape] =
        [Run::new()?, Run::of(&Plan::lr(0.5, ExponentialLr::new(0.25)?), &[3, 2])?, Run::of(&plan()?, &[2, 3])?];
    let before = [good.contents(), of_another_plan.contents(), of_another_shape.contents()];
    for bad in [&mut of_another_plan, &mut of_another_shape] {
        let mut average = average();
        let error = latest.load_parts([
            PartMut::new("a", &mut good.vs, &mut good.opt),
            PartMut::average("c", &mut average),
            PartMut::new("b", &mut bad.vs, &mut bad.opt),
        ]);
        assert!(matches!(error, Err(Error::Checkpoint { .. } | Error::Data { .. })), "{error:?}");
        assert_eq!((average.n_averaged(), numbers(average.vs())), (0, numbers(averaged.vs())));
    }
    assert_eq!([good.contents(), of_another_plan.contents(), of_another_shape.contents()], before);

    let manifest = latest.path().join("checkpoint.json").display().to_string();
    let says = |result: Result<Restored>, message: &str| {
        assert_eq!(result.map(drop).map_err(|error| error.to_string()), Err(format!("{manifest}: {message}")))
    };
    says(latest.load_parts([PartMut::weights("d", &mut good.vs)]), "parts: expected a part named d, found a, b, c");
    says(
        latest.load_parts([PartMut::new("c", &mut good.vs, &mut good.opt)]),
        "parts.c.state: expected a state, as `Part::new` saves it, found null",
    );
    let mut average = average();
    says(
        latest.load_parts([PartMut::average("a", &mut average)]),
        "parts.a.n_averaged: expected a number of updates, as `Part::average` saves it, found null",
    );
    Ok(())
}

#[test]
fn parts_without_a_state_or_with_names_that_cannot_be_files_are_refused() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let run = Run::new()?;
    let part = |name| Part::new(name, &run.vs, &run.opt);
    let (long, w) = ("x".repeat(65), &run.vs.variables()["w"]);
    for (parts, message) in [
        (vec![], "a list with at least one state, as `Part::new` has it, found none"),
        (vec![Part::weights("model", &run.vs)], "a list with at least one state, as `Part::new` has it, found none"),
        (vec![part("")], r#"named with 1 to 64 ASCII letters, digits, `_` and `-`, found """#),
        (vec![part("../a")], r#"named with 1 to 64 ASCII letters, digits, `_` and `-`, found "../a""#),
        (vec![part(&long)], &format!("named with 1 to 64 ASCII letters, digits, `_` and `-`, found {long:?}")),
        (vec![part("Checkpoint")], r#"named otherwise, because the checkpoint has a file of this name, found "Checkpoint""#),
        (
            vec![part("random_generators")],
            r#"named otherwise, because the checkpoint has a file of this name, found "random_generators""#,
        ),
        (vec![part("a"), Part::tensors("b", [("t", w), ("t", w)])], r#"b: tensors with different names, found "t" twice"#),
        (vec![part("a"), part("A")], r#"named differently, not only in upper and lower case, found "a" and "A""#),
    ] {
        let error = checkpoints.save_parts(&parts).expect_err(message).to_string();
        assert_eq!(error, format!("Checkpoints: parts must be {message}"));
    }
    assert!(scratch.names().is_empty());
    Ok(())
}
