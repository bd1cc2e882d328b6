//! Tensors and values of the program in a checkpoint.

use super::{Run, flat};
use crate::common::scratch::Scratch;
use std::collections::BTreeMap;
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Checkpoints, FileContent, Part, PartMut, Result};

type Position = BTreeMap<String, (u64, Vec<Option<f64>>)>;

fn position() -> Position {
    BTreeMap::from([("train".into(), (u64::MAX, vec![Some(0.1), None])), ("test".into(), (3, vec![Some(-1e-300)]))])
}

fn ones(shape: &[i64]) -> Tensor {
    Tensor::ones(shape, (Kind::Float, Device::Cpu))
}

#[test]
fn tensors_and_values_of_the_program_are_restored() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let run = Run::new()?;
    let (scale, buffer) = (Tensor::from(65_536.0), ones(&[2, 3]).transpose(0, 1) * 0.5);
    checkpoints.save_parts(&[
        Part::new("model", &run.vs, &run.opt),
        Part::tensors("scaler", [("scale", &scale), ("a.buffer", &buffer)]),
        Part::json("position", &position())?,
    ])?;
    let latest = checkpoints.latest()?.expect("one was saved");
    latest.verify()?;
    let contents: Vec<_> = latest.files().into_iter().map(|file| (file.part, file.content)).collect();
    let of = |part: &str, content| (Some(part.to_owned()), content);
    assert_eq!(
        contents,
        [
            of("model", FileContent::Weights),
            of("model", FileContent::OptimizerState { class: "SGD".into(), steps: 0 }),
            of("model", FileContent::ScheduleState),
            of("scaler", FileContent::Tensors),
            of("position", FileContent::Json),
            (None, FileContent::RandomGenerators),
        ]
    );
    assert!(latest.files().iter().all(|file| file.path.metadata().is_ok_and(|metadata| metadata.len() == file.bytes)));

    let mut new_scale = Tensor::from(1.0);
    let mut new_buffer = ones(&[3, 2]);
    let mut new_position = Position::new();
    let handle = new_buffer.shallow_clone();
    latest.load_parts([
        PartMut::tensors("scaler", [("scale", &mut new_scale), ("a.buffer", &mut new_buffer)]),
        PartMut::json("position", &mut new_position),
    ])?;
    assert_eq!((new_scale.double_value(&[]), flat(&handle)), (65_536.0, vec![0.5; 6]));
    assert_eq!(new_position, position());

    let names: Vec<_> = latest.tensors_of("scaler")?.into_iter().map(|(name, tensor)| (name, tensor.size())).collect();
    assert_eq!(names, [("a.buffer".into(), vec![3, 2]), ("scale".into(), vec![])]);
    assert_eq!(latest.json_of::<Position>("position")?, position());
    Ok(())
}

#[test]
fn data_that_does_not_fit_is_refused_before_anything_is_changed() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let mut saved = Run::new()?;
    saved.step()?;
    let path = checkpoints.save_parts(&[
        Part::new("model", &saved.vs, &saved.opt),
        Part::tensors("scaler", [("scale", &ones(&[2]))]),
        Part::json("position", &(3u64, 4u64))?,
    ])?;
    let latest = checkpoints.latest()?.expect("one was saved");
    let mut run = Run::new()?;
    let before = run.contents();
    let mut good: (u64, u64) = (0, 0);
    let mut refused = |file: &str, part: PartMut<'_>, message: &str| {
        let parts = [PartMut::json("position", &mut good), PartMut::new("model", &mut run.vs, &mut run.opt), part];
        let error = latest.load_parts(parts).map(drop).map_err(|error| error.to_string());
        assert_eq!(error, Err(format!("{}: {message}", path.join(file).display())));
    };
    let mut number = 7u64;
    refused(
        "position.json",
        PartMut::json("position", &mut number),
        "expected a value of the type u64, found invalid type: sequence, expected u64 at line 1 column 0",
    );
    let mut scale = ones(&[3]);
    let message = "scale: expected Float of shape [3], as in the program, found Float of shape [2]";
    refused("scaler.safetensors", PartMut::tensors("scaler", [("scale", &mut scale)]), message);
    let message = "scale: expected no variable of this name, as in the program, found Float of shape [2]";
    refused("scaler.safetensors", PartMut::tensors("scaler", [("scales", &mut scale)]), message);
    let message = "parts.model.tensors: expected tensors, as `Part::tensors` saves them, found null";
    refused("checkpoint.json", PartMut::tensors("model", [("w", &mut scale)]), message);
    let message = "parts.scaler.json: expected a value, as `Part::json` saves it, found null";
    refused("checkpoint.json", PartMut::json("scaler", &mut number), message);
    let mut other = Run::new()?;
    let message = "parts.scaler.weights: expected weights, as `Part::weights` saves them, found null";
    refused("checkpoint.json", PartMut::weights("scaler", &mut other.vs), message);
    assert_eq!((number, flat(&scale), good, run.contents()), (7, vec![1.0; 3], (0, 0), before));
    Ok(())
}

#[test]
fn a_value_that_json_cannot_hold_is_refused() {
    let error = Part::json("position", &BTreeMap::from([((1, 2), 3)])).map(drop).map_err(|error| error.to_string());
    assert_eq!(error, Err("position: expected a value that JSON can contain, found key must be a string".to_owned()));
}

#[test]
fn a_name_that_safetensors_reserves_is_refused() -> Result<()> {
    let scratch = Scratch::new();
    let run = Run::new()?;
    let own = ones(&[1]);
    let parts = [Part::new("model", &run.vs, &run.opt), Part::tensors("own", [("__metadata__", &own)])];
    let error = Checkpoints::new(scratch.path("run")).save_parts(&parts).expect_err("the name is reserved").to_string();
    assert!(error.contains("own.safetensors: __metadata__: safetensors does not allow this name"), "{error}");
    Ok(())
}
