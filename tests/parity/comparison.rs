//! Comparing a schedule with torch's `step()` in every group and step, momentum included.

use crate::common::asked::Asked;
use crate::common::bits::{assert_torch, relative_difference};
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::{Result, Schedule};

pub struct Comparison<'a> {
    pub test: &'a str,
    pub torch: &'a str,
    /// Torch's expression of the optimizer, in which `groups` stands for the parameter groups.
    pub optimizer: &'a str,
    pub bases: &'a [f64],
    pub steps: u64,
    /// Whether rates must be equal to the bit; else within 1e-9.
    pub exact: bool,
}

impl Comparison<'_> {
    /// Compares and returns the largest relative difference, or `None` if there is no torch. Momenta must be equal to the bit. If
    /// torch's rate is below zero, which is a bug of torch's, ours must be zero.
    pub fn against(&self, ours: impl Fn(f64) -> Result<Box<dyn Schedule>>) -> Option<f64> {
        let (torch, bases, steps) = (self.torch, self.bases, self.steps);
        let request = json!({
            "do": "drive", "scheduler": torch, "bases": packed(bases), "steps": steps, "optimizer": self.optimizer,
        });
        let answer = python::ask(self.test, request)?;
        let (rates, momenta) = (unpacked(&answer["lr"]), unpacked(&answer["momentum"]));
        assert_eq!((rates.len(), momenta.len()), ((steps as usize + 1) * bases.len(), (steps as usize + 1) * bases.len()));
        let mut worst = 0.0f64;
        for (group, &base) in bases.iter().enumerate() {
            let schedule = ours(base).unwrap_or_else(|error| panic!("{torch}: {error}"));
            for step in 0..=steps {
                let index = step as usize * bases.len() + group;
                let (lr, torch_lr) = (schedule.at(base, step), rates[index]);
                let what = &format!("{torch} from {base} at step {step}");
                if self.exact {
                    assert_torch(lr, torch_lr, what);
                }
                if torch_lr < 0.0 {
                    assert_eq!(lr, 0.0, "{what}: torch has {torch_lr:?}");
                    continue;
                }
                let difference = relative_difference(lr, torch_lr);
                assert!(difference <= 1e-9, "{what}: ours is {lr:?}, torch has {torch_lr:?}");
                worst = worst.max(difference);
                if let Some(momentum) = schedule.companion(step as f64) {
                    assert_torch(momentum, momenta[index], format_args!("momentum of {what}"));
                }
            }
        }
        Some(worst)
    }
}
