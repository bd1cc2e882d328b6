//! What a schedule costs beside a training on a device: the time of `advance` on the CPU, and whether it waits for the device.
//!
//! `cargo bench -p benchmarks --bench device` prints one line of JSON. The device is CUDA if libtorch finds it, else the CPU. With
//! `TCH_LR_DEVICE=cuda`, a libtorch that finds no CUDA is an error.

use anyhow::ensure;
use std::time::Instant;
use std::{env, fs};
use tch::nn::{AdamW, Init, VarStore};
use tch::{Cuda, Device, Kind, Tensor};
use tch_lr_scheduler::{CosineAnnealingLr, OneCycleLr, Plan, ScheduledOptimizer};

/// The numbers of parameter groups: those of the examples, and many.
const FEW: usize = 2;
const MANY: usize = 100;
const STEPS: u64 = 1_000;
/// The side of the matrices whose products keep the device busy, and the number of products.
const SIDE: i64 = 4_096;
const PRODUCTS: usize = 20;

/// An optimizer with rates and momenta that change in every step.
fn optimizer(device: Device, groups: usize) -> anyhow::Result<ScheduledOptimizer> {
    let vs = VarStore::new(device);
    for group in 0..groups {
        let _ = vs.root().set_group(group).var(&format!("weight{group}"), &[8], Init::Const(0.5));
    }
    let plan = Plan::lr(0.01, OneCycleLr::new(0.01, 10 * STEPS)?).weight_decay(0.1, CosineAnnealingLr::new(10 * STEPS)?);
    Ok(plan.build(&vs, AdamW::default())?)
}

fn advance(opt: &mut ScheduledOptimizer) -> anyhow::Result<()> {
    (0..STEPS).try_for_each(|_| opt.advance().map(drop).map_err(anyhow::Error::from))
}

fn wait_for(device: Device) {
    if let Device::Cuda(index) = device {
        Cuda::synchronize(index as i64);
    }
}

fn seconds(mut act: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let begun = Instant::now();
    act()?;
    Ok(begun.elapsed().as_secs_f64())
}

/// Whether this process has loaded libtorch's library for CUDA; false on systems without `/proc`.
fn has_libtorch_cuda() -> bool {
    fs::read_to_string("/proc/self/maps").is_ok_and(|maps| maps.contains("libtorch_cuda"))
}

fn main() -> anyhow::Result<()> {
    let device = Device::cuda_if_available();
    ensure!(
        device.is_cuda() || env::var("TCH_LR_DEVICE").map_or(true, |name| name != "cuda"),
        "TCH_LR_DEVICE is cuda, but libtorch finds no CUDA; libtorch_cuda is {}",
        if has_libtorch_cuda() { "loaded" } else { "not loaded, see build.md, \"CPU and CUDA\"" }
    );
    let [mut few, mut many] = [optimizer(device, FEW)?, optimizer(device, MANY)?];
    let mut advance_few = || advance(&mut few);
    advance_few()?;
    let of_few = seconds(advance_few)?;
    let mut advance_many = || advance(&mut many);
    advance_many()?;
    let of_many = seconds(&mut advance_many)?;

    // On the CPU nothing runs beside the program, so there is nothing to wait for.
    let side = if device.is_cuda() { SIDE } else { 8 };
    let matrix = Tensor::randn([side, side], (Kind::Float, device));
    let product = || drop(matrix.matmul(&matrix));
    product();
    wait_for(device);
    let begun = Instant::now();
    (0..PRODUCTS).for_each(|_| product());
    let beside = seconds(advance_many)?;
    wait_for(device);
    let busy = begun.elapsed().as_secs_f64();
    println!(
        r#"{{"device": "{:?}", "libtorch_cuda": {}, "few": {FEW}, "many": {MANY}, "seconds_of_few": {:e}, "seconds_of_many": {:e}, "seconds_of_many_while_the_device_works": {:e}, "seconds_that_the_device_works": {busy:e}}}"#,
        matrix.device(),
        has_libtorch_cuda(),
        of_few / STEPS as f64,
        of_many / STEPS as f64,
        beside / STEPS as f64,
    );
    Ok(())
}
