//! The promise of the page `docs::resume`, with its own code: a process that trains with it is killed and started again,
//! and ends with the bytes of a process that was never killed.

use crate::common::scratch::Scratch;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;
use std::{env, fs, thread};
use tch::{Device, Kind, Tensor};

const PAGE: &str = include_str!("../../src/docs/resume.md");
const PROMISE: &str = include_str!("promise.rs");
const TEST: &str = "readme::a_run_that_is_killed_ends_as_if_it_had_never_stopped";
const IS_CHILD: &str = "TRAINS_WITH_THE_CODE_OF_THE_PAGE";

mod promise {
    include!("promise.rs");

    /// Trains a small network with dropout on random batches.
    pub fn run() -> Result<(), tch_lr_scheduler::Error> {
        tch::set_num_threads(1);
        tch::manual_seed(3);
        let vs = nn::VarStore::new(super::Device::Cpu);
        let body = nn::linear(vs.root() / "body", 4, 8, Default::default());
        let head = nn::linear(vs.root() / "head", 8, 1, Default::default());
        train(vs, |_| super::loss(&body, &head))
    }
}

fn loss(body: &tch::nn::Linear, head: &tch::nn::Linear) -> Tensor {
    let x = Tensor::randn([8, 4], (Kind::Float, Device::Cpu));
    let y = x.sum_dim_intlist(1, true, Kind::Float).tanh();
    (x.apply(body).relu().dropout(0.2, true).apply(head) - y).square().mean(Kind::Float)
}

fn start(folder: &Path) -> Result<Child> {
    let this = env::current_exe()?;
    Ok(Command::new(this).args([TEST, "--exact"]).env(IS_CHILD, "1").current_dir(folder).spawn()?)
}

/// The files of the last checkpoint, with their contents, and the log.
fn end(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let latest = tch_lr_scheduler::Checkpoints::new(folder.join("checkpoints")).latest()?.context("there is a checkpoint")?;
    ensure!(latest.step() == 100_000, "the run ended at step {}", latest.step());
    let mut files: Vec<_> = latest.files().into_iter().map(|file| file.path).collect();
    files.push(folder.join("rates.csv"));
    let read =
        |path: &std::path::PathBuf| Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), fs::read(path)?));
    files.iter().map(read).collect()
}

#[test]
fn the_code_is_that_of_the_page() {
    assert!(
        PAGE.contains(&format!("```rust,no_run\n{PROMISE}```")),
        "write the lines of src/docs/resume.md to tests/resume/promise.rs"
    );
}

#[test]
fn a_run_that_is_killed_ends_as_if_it_had_never_stopped() -> Result<()> {
    if env::var_os(IS_CHILD).is_some() {
        return Ok(promise::run()?);
    }
    let scratch = Scratch::new();
    let [killed, whole] = ["killed", "whole"].map(|name| scratch.path(name));
    fs::create_dir(&killed)?;
    fs::create_dir(&whole)?;
    let mut uninterrupted = start(&whole)?;
    // Each process is killed when it has saved some more checkpoints, at any moment of its loop.
    for until in [2_000, 31_000, 70_000] {
        let mut process = start(&killed)?;
        let checkpoints = tch_lr_scheduler::Checkpoints::new(killed.join("checkpoints"));
        while checkpoints.latest()?.is_none_or(|latest| latest.step() < until) {
            ensure!(process.try_wait()?.is_none(), "the process ended before step {until}");
            thread::sleep(Duration::from_millis(7));
        }
        process.kill()?;
        process.wait()?;
    }
    ensure!(start(&killed)?.wait()?.success(), "the last process failed");
    ensure!(uninterrupted.wait()?.success(), "the uninterrupted process failed");
    for ((name, contents), (other_name, others)) in end(&killed)?.iter().zip(&end(&whole)?) {
        assert!(name == other_name && contents == others, "{name} differs");
    }
    Ok(())
}
