//! A checkpoint that version 2 of the format has written: one network with everything, an average, and data of the program.

use super::{Run, numbers};
use std::path::{Path, PathBuf};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{AveragedModel, Checkpoints, LoadOptions, PartMut, Result};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../goldens/checkpoints_version_2")
}

/// The run of the files, made again.
fn run() -> Result<(Run, AveragedModel)> {
    let (mut run, mut average) = (Run::new()?, AveragedModel::equal(Run::new()?.vs));
    for _ in 0..3 {
        run.step()?;
        average.update_parameters(&run.vs)?;
    }
    Ok((run, average))
}

#[test]
fn everything_in_it_is_loaded() -> Result<()> {
    let (expected, average) = run()?;
    let (mut run, mut new_average) = (Run::new()?, AveragedModel::equal(Run::new()?.vs));
    let (mut scale, mut position) = (Tensor::zeros([1], (Kind::Float, Device::Cpu)), 0u64);
    let latest = Checkpoints::new(folder()).latest()?.expect("it is there");
    let parts = [
        PartMut::new("network", &mut run.vs, &mut run.opt),
        PartMut::average("average", &mut new_average),
        PartMut::tensors("scaler", [("scale", &mut scale)]),
        PartMut::json("position", &mut position),
    ];
    // The random generator belongs to the process, and to the other tests.
    let restored = latest.load_parts_with(parts, LoadOptions::new().without_generators())?;
    assert_eq!((restored.step, restored.missing), (3, vec![]));
    assert_eq!(
        (run.contents(), numbers(new_average.vs()), new_average.n_averaged()),
        (expected.contents(), numbers(average.vs()), 3)
    );
    assert_eq!((scale.double_value(&[0]), position, latest.metric("val_loss")), (65536.0, 96, Some(0.25)));
    Ok(())
}
