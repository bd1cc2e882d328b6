//! The time and the memory of a checkpoint, compared with tch's own functions for the same tensors: weights and moments of Adam.
//!
//! `cargo bench -p benchmarks --bench checkpoints -- 500` saves and loads 500 MB (the default) in several rounds, and prints the
//! medians. The file system decides how long it takes to sync a file to the disk, so the table has tch's time without and with a
//! sync.

use std::path::Path;
use std::time::Instant;
use std::{env, fs};
use tch::nn::{self, Init, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Checkpoints, Constant, Plan, Result, ScheduledOptimizer};

const ROUNDS: usize = 7;
const VARIABLES: i64 = 12;

/// A network of some large variables, with moments.
fn network(megabytes: i64) -> Result<(VarStore, ScheduledOptimizer)> {
    let vs = VarStore::new(Device::Cpu);
    // A third of the bytes are weights, and two thirds are moments.
    let elements = megabytes * 1_000_000 / 3 / 4 / VARIABLES;
    for index in 0..VARIABLES {
        let _ = vs.root().var(&format!("weight{index}"), &[elements / 64, 64], Init::Const(0.5));
    }
    let mut opt = Plan::lr(1e-3, Constant).build(&vs, nn::Adam::default())?;
    opt.backward_step(&vs.trainable_variables().iter().map(|variable| variable.sum(Kind::Float)).sum::<Tensor>());
    opt.zero_grad();
    Ok((vs, opt))
}

/// The time in seconds, and the largest memory in MB beyond that before the call. The memory is known on Linux only.
fn measured(mut act: impl FnMut() -> Result<()>) -> Result<(f64, f64)> {
    // Writing 5 resets the peak.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = memory("VmRSS:");
    let start = Instant::now();
    act()?;
    Ok((start.elapsed().as_secs_f64(), memory("VmHWM:") - before))
}

fn memory(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
    line.split_whitespace().next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn torch(error: tch::TchError) -> tch_lr_scheduler::Error {
    tch_lr_scheduler::Error::Torch(error.to_string())
}

fn sync(path: &Path) -> Result<()> {
    let synced = fs::File::options().write(true).open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| tch_lr_scheduler::Error::Torch(error.to_string()))
}

fn main() -> Result<()> {
    let megabytes = env::args().nth(1).and_then(|argument| argument.parse().ok()).unwrap_or(500);
    let folder = env::temp_dir().join(format!("checkpoints-of-a-benchmark-{}", std::process::id()));
    let (mut vs, mut opt) = network(megabytes)?;
    let state = opt.optimizer_state()?;
    let mut tensors: Vec<(String, Tensor)> = state.tensors().map(|(name, tensor)| (name, tensor.shallow_clone())).collect();
    tensors.extend(vs.variables().into_iter().map(|(name, variable)| (name, variable.detach())));
    let bytes: usize = tensors.iter().map(|(_, tensor)| tensor.numel() * 4).sum();
    let checkpoints = Checkpoints::new(&folder).keep_last(1)?;
    checkpoints.save(&vs, &opt)?;
    let file = folder.join("tch.safetensors");
    let names = ["tch write", "tch write and sync", "save", "tch read", "load"];
    let mut results = names.map(|_| (vec![], vec![]));
    for _ in 0..ROUNDS {
        let measures = [
            measured(|| Tensor::write_safetensors(&tensors, &file).map_err(torch))?,
            measured(|| Tensor::write_safetensors(&tensors, &file).map_err(torch).and_then(|()| sync(&file)))?,
            measured(|| checkpoints.save(&vs, &opt).map(drop))?,
            measured(|| Tensor::read_safetensors(&file).map(drop).map_err(torch))?,
            measured(|| checkpoints.load_latest(&mut vs, &mut opt).map(drop))?,
        ];
        for (result, (seconds, memory)) in results.iter_mut().zip(measures) {
            result.0.push(seconds);
            result.1.push(memory);
        }
    }
    println!("{:.0} MB in {} tensors, medians of {ROUNDS} rounds", bytes as f64 / 1e6, tensors.len());
    println!("{:<20} {:>9} {:>15}", "", "seconds", "more memory, MB");
    for (name, (seconds, memory)) in names.iter().zip(results) {
        println!("{name:<20} {:>9.3} {:>15.0}", median(seconds), median(memory));
    }
    let _ = fs::remove_dir_all(folder);
    Ok(())
}
