//! Records the calls that a scheduler makes on an optimizer and repeats them without the scheduler. Their time is the lower
//! bound for any scheduler that writes the same values.

use crate::cases::{Case, Moves};
use crate::workload::{Groups, STEPS};
use tch::nn::Optimizer;
use tch_lr_scheduler::{Hyperparameter, Result, Scheduler, Tunable};

#[derive(Clone, Copy)]
enum Call {
    Lr(f64),
    LrGroup(usize, f64),
    Momentum(f64),
}

#[derive(Default)]
pub struct Tape {
    calls: Vec<Call>,
    /// For each step, the number of calls up to and including it.
    ends: Vec<usize>,
}

impl Tape {
    pub fn record(case: &Case, groups: Groups) -> Result<Self> {
        let mut tape = Self::default();
        let mut scheduler = Scheduler::start(&(case.plan)(groups)?, groups.count, &mut tape)?;
        tape.calls.clear();
        for _ in 0..STEPS {
            match case.moves {
                Moves::ByMetric => drop(scheduler.metric(1.0, &mut tape)?),
                Moves::ByStep(_) => drop(scheduler.step(&mut tape)?.step),
            }
            tape.ends.push(tape.calls.len());
        }
        Ok(tape)
    }

    pub fn calls(&self) -> usize {
        self.calls.len()
    }

    pub fn play(&self, optimizer: &mut Optimizer) {
        let mut start = 0;
        for &end in &self.ends {
            for call in &self.calls[start..end] {
                match *call {
                    Call::Lr(value) => optimizer.set_lr(value),
                    Call::LrGroup(group, value) => optimizer.set_lr_group(group, value),
                    Call::Momentum(value) => optimizer.set_momentum(value),
                }
            }
            start = end;
        }
    }
}

impl Tunable for Tape {
    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()> {
        self.calls.push(match hyperparameter {
            Hyperparameter::Lr => Call::Lr(value),
            _ => Call::Momentum(value),
        });
        Ok(())
    }

    fn set_group(&mut self, _: Hyperparameter, group: usize, value: f64) -> Result<()> {
        self.calls.push(Call::LrGroup(group, value));
        Ok(())
    }
}
