use anyhow::Result;
use tch::nn::{self, Path};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{Plan, Schedule};

pub const LR: f64 = 0.1;
const EPOCHS: u64 = 200;
const ITERATIONS: usize = 10;

pub struct Experiment {
    pub name: &'static str,
    /// The text of the legend for each group.
    pub labels: Vec<&'static str>,
    /// Whether the axis of rates is logarithmic. A logarithmic axis cannot show a rate of 0.
    pub powers_of_ten: bool,
    pub plan: Plan,
    /// The shape of each group's weight.
    pub weights: Vec<Vec<i64>>,
    /// The metric of each epoch, if the plan has a feedback rule.
    pub metric: Option<fn(u64) -> f64>,
}

/// The rates of each epoch, and the losses before and after the run.
pub struct Run {
    pub rates_of_groups: Vec<Vec<f64>>,
    pub first_loss: f64,
    pub last_loss: f64,
}

impl Experiment {
    pub fn of_one_weight(name: &'static str, label: &'static str, schedule: impl Schedule + 'static) -> Self {
        Self { name, labels: vec![label], powers_of_ten: false, plan: Plan::lr(LR, schedule), weights: vec![vec![1]], metric: None }
    }

    pub fn train(&self) -> Result<Run> {
        let vs = nn::VarStore::new(Device::Cpu);
        let weights: Vec<Tensor> =
            self.weights.iter().enumerate().map(|(group, shape)| random_weight(vs.root(), group, shape)).collect();
        let mut opt = self.plan.build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;

        let mut rates_of_groups = vec![vec![]; weights.len()];
        let first_loss = loss(&weights).double_value(&[]);
        for epoch in 0..EPOCHS {
            for (rates, &lr) in rates_of_groups.iter_mut().zip(opt.lrs()) {
                rates.push(lr);
            }
            for _ in 0..ITERATIONS {
                opt.backward_step(&loss(&weights));
            }
            if let Some(metric) = self.metric {
                opt.metric(metric(epoch))?;
            }
            opt.advance()?;
        }
        Ok(Run { rates_of_groups, first_loss, last_loss: loss(&weights).double_value(&[]) })
    }

    pub fn draw(&self, run: &Run) -> Plot {
        let mut plot = Plot::new(self.name).x_label("epoch").y_label("learning rate");
        for (label, rates) in self.labels.iter().zip(&run.rates_of_groups) {
            plot = plot.steps(*label, (0..).map(f64::from).zip(rates.iter().copied()));
        }
        if self.powers_of_ten { plot.log_y() } else { plot }
    }
}

fn random_weight(root: Path, group: usize, shape: &[i64]) -> Tensor {
    root.set_group(group).randn_standard(&format!("weight_{group}"), shape)
}

/// The sum of `(w - t)^2` over all elements, with the target `t` = 0.
fn loss(weights: &[Tensor]) -> Tensor {
    weights.iter().map(|weight| (weight - weight.zeros_like()).square().sum(Kind::Float)).sum()
}
