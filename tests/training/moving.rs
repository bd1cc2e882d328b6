//! Whole runs that move between Python torch and this crate: schedule, weights and optimizer state, by the Python lines of the
//! documentation. The run is in one program for half of its steps and in the other for the rest, and ends with the weights of a
//! run that stayed in Python.

use crate::common::python::{self, packed, unpacked};
use crate::common::python_packages::python_with;
use crate::common::scratch::Scratch;
use crate::experiments::{EXPERIMENTS, Experiment};
use crate::network::Network;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tch::Kind;
use tch::nn::{self, OptimizerConfig};
use tch_lr_scheduler::{OptimizerState, Result, ScheduledOptimizer, pytorch};

const HALF: u64 = 100;

/// How far the weights of the two programs may be apart.
#[derive(Clone, Copy)]
enum Bound {
    /// SGD, and RMSprop that is not centered: libtorch and Python compute the same operations.
    SameBits,
    /// Adam, AdamW and centered RMSprop: they round in other places. The bound of weights.rs in double precision.
    Relative,
}

/// An optimizer in both languages.
struct Moved<C> {
    torch: &'static str,
    config: C,
    kind: Kind,
    bases: [f64; 2],
    bound: Bound,
}

/// The Python lines of the documentation that write a run, or that load one.
fn blocks(loading: bool) -> [&'static str; 2] {
    let mut blocks = include_str!("../../src/pytorch/moving.md").split("```python\n").skip(1);
    let mut next = || blocks.next().and_then(|rest| rest.split("```").next()).expect("the page has four blocks of lines");
    let [write_schedule, load_schedule, write_training, load_training] = [next(), next(), next(), next()];
    if loading { [load_schedule, load_training] } else { [write_schedule, write_training] }
}

impl<C: OptimizerConfig + Copy + 'static> Moved<C> {
    fn request(&self, action: &str, scheduler: &str, folder: &Path) -> Value {
        json!({
            "do": action, "optimizer": self.torch, "scheduler": scheduler, "bases": packed(&self.bases), "more": HALF,
            "double": self.kind == Kind::Double, "blocks": blocks(action == "read_and_train"), "folder": folder,
        })
    }

    /// Trains in Python for half of the run, and for the rest in both programs.
    fn continue_from_python(&self, test: &str, scheduler: &str) -> Result<Option<Vec<f64>>> {
        let scratch = Scratch::new();
        let folder = scratch.path("run");
        fs::create_dir(&folder).expect("the folder is new");
        let mut request = self.request("train_and_write", scheduler, &folder);
        request["steps"] = json!(HALF);
        let Some(torch) = python::ask(test, request) else { return Ok(None) };
        let text = fs::read_to_string(folder.join("run.json")).expect("Python has written the run");
        let (plan, state) = pytorch::read(&text)?;
        let mut network = Network::new(self.kind);
        network.vs.load(folder.join("model.safetensors")).expect("the names of the weights are the same");
        let mut opt = plan.build(&network.vs, self.config)?;
        opt.load(state)?;
        opt.load_optimizer_state(&OptimizerState::open(folder.join("optimizer.safetensors"))?)?;
        train(&network, &mut opt)?;
        let torch = unpacked(&torch["weights"]);
        self.compare(&network.weights(), &torch, &format!("{} with {scheduler}, from Python", self.torch));
        Ok(Some(torch))
    }

    /// Trains here for half of the run, and for the rest in Python.
    fn continue_in_python(&self, test: &str, (scheduler, plan): Experiment, expected: &[f64]) -> Result<()> {
        let scratch = Scratch::new();
        let folder = scratch.path("run");
        fs::create_dir(&folder).expect("the folder is new");
        let plan = plan(self.bases)?;
        let network = Network::new(self.kind);
        let mut opt = plan.build(&network.vs, self.config)?;
        train(&network, &mut opt)?;
        fs::write(folder.join("run.json"), pytorch::write(&plan, opt.state())?).expect("the folder can be written");
        network.vs.save(folder.join("model.safetensors")).expect("the folder can be written");
        opt.optimizer_state()?.save(folder.join("optimizer.safetensors"))?;
        let request = self.request("read_and_train", scheduler, &folder);
        let torch = python::ask(test, request).expect("Python answered before");
        self.compare(&unpacked(&torch["weights"]), expected, &format!("{} with {scheduler}, to Python", self.torch));
        Ok(())
    }

    fn compare(&self, weights: &[f64], expected: &[f64], what: &str) {
        assert_eq!(weights.len(), expected.len(), "{what}");
        let mut worst = 0.0;
        for (weight, expected) in weights.iter().zip(expected) {
            match self.bound {
                Bound::SameBits => assert_eq!(weight.to_bits(), expected.to_bits(), "{what}"),
                Bound::Relative => approx::assert_relative_eq!(weight, expected, max_relative = 1e-8),
            }
            worst = (weight / expected - 1.0).abs().max(worst);
        }
        println!("{what}: each of {} weights within {worst:.1e}", weights.len());
    }

    /// Moves runs with three schedules: a curve, a rule that reads the loss, and one-cycle, which drives the momentum.
    fn assert_moves(&self, test: &str) -> Result<()> {
        let chosen = ["CosineAnnealingLR(", "ReduceLROnPlateau(", "OneCycleLR("];
        if python_with(&["safetensors"], "whole runs were not moved").is_none() {
            return Ok(());
        }
        for name in chosen {
            let experiment = *EXPERIMENTS.iter().find(|(torch, _)| torch.starts_with(name)).expect("an experiment has this class");
            let Some(expected) = self.continue_from_python(test, experiment.0)? else { return Ok(()) };
            self.continue_in_python(test, experiment, &expected)?;
        }
        Ok(())
    }
}

fn train(network: &Network, opt: &mut ScheduledOptimizer) -> Result<()> {
    (0..HALF).try_for_each(|_| network.train(opt).map(drop))
}

#[test]
fn sgd_with_momentum_continues_on_the_other_side_to_the_bit() -> Result<()> {
    let config = nn::Sgd { momentum: 0.9, wd: 1e-3, nesterov: true, ..Default::default() };
    let torch = "SGD(groups, momentum=0.9, weight_decay=1e-3, nesterov=True)";
    let moved = Moved { torch, config, kind: Kind::Float, bases: [0.1, 0.05], bound: Bound::SameBits };
    moved.assert_moves("sgd_with_momentum_continues_on_the_other_side_to_the_bit")
}

#[test]
fn rmsprop_continues_on_the_other_side_to_the_bit() -> Result<()> {
    let config = nn::RmsProp { alpha: 0.95, momentum: 0.5, ..Default::default() };
    let torch = "RMSprop(groups, alpha=0.95, momentum=0.5)";
    let moved = Moved { torch, config, kind: Kind::Float, bases: [0.002, 0.001], bound: Bound::SameBits };
    moved.assert_moves("rmsprop_continues_on_the_other_side_to_the_bit")
}

// libtorch computes the mean of the gradients as `mul_` and `add_`, Python as `lerp_`.
#[test]
fn centered_rmsprop_continues_on_the_other_side() -> Result<()> {
    let config = nn::RmsProp { alpha: 0.95, momentum: 0.5, centered: true, ..Default::default() };
    let torch = "RMSprop(groups, alpha=0.95, momentum=0.5, centered=True)";
    let moved = Moved { torch, config, kind: Kind::Double, bases: [0.002, 0.001], bound: Bound::Relative };
    moved.assert_moves("centered_rmsprop_continues_on_the_other_side")
}

#[test]
fn adam_continues_on_the_other_side() -> Result<()> {
    let config = nn::Adam { amsgrad: true, ..Default::default() };
    let moved =
        Moved { torch: "Adam(groups, amsgrad=True)", config, kind: Kind::Double, bases: [0.01, 0.005], bound: Bound::Relative };
    moved.assert_moves("adam_continues_on_the_other_side")
}

#[test]
fn adamw_continues_on_the_other_side() -> Result<()> {
    let config = nn::AdamW { wd: 0.05, ..Default::default() };
    let torch = "AdamW(groups, weight_decay=0.05)";
    let moved = Moved { torch, config, kind: Kind::Double, bases: [0.01, 0.005], bound: Bound::Relative };
    moved.assert_moves("adamw_continues_on_the_other_side")
}
