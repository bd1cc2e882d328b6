use std::cmp::Ordering;
use tch::{Device, Tensor};
use tch_lr_scheduler::State;

pub fn device_name(device: Device) -> String {
    match device {
        Device::Cuda(index) => format!("CUDA device {index}"),
        _ => "the CPU".into(),
    }
}

/// Prints one line per epoch.
pub struct Report {
    losses: Vec<f64>,
}

impl Report {
    pub fn start() -> Self {
        println!("epoch  lr body  lr head    loss  accuracy");
        Self { losses: vec![] }
    }

    pub fn batch(&mut self, loss: &Tensor) {
        self.losses.push(loss.double_value(&[]));
    }

    /// Reports an epoch that used these rates. `next` is the state of the next epoch.
    pub fn epoch(&mut self, lrs: &[f64], accuracy: f64, next: &State) {
        let loss = self.losses.iter().sum::<f64>() / self.losses.len() as f64;
        self.losses.clear();
        let (epoch, body, head, percent) = (next.step, lrs[0], lrs[1], 100.0 * accuracy);
        println!("{epoch:>5}  {body:.5}  {head:.5}  {loss:.4}   {percent:5.1} %");
    }
}

/// Compares the errors of both runs in words.
pub fn verdict(scheduled: usize, constant: usize, points: usize) -> String {
    let outcome = match scheduled.cmp(&constant) {
        Ordering::Less => "The schedules are better",
        Ordering::Equal => "No difference",
        Ordering::Greater => "The schedules are worse",
    };
    let percent = |errors: usize| 100.0 * (points - errors) as f64 / points as f64;
    let (with, without) = (percent(scheduled), percent(constant));
    format!(
        "{outcome}: {with:.1} % of {points} held-out points are correct, and {without:.1} % at constant rates \
        ({scheduled} and {constant} errors)."
    )
}
