use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
use std::cmp::Ordering;
use tch::{Device, Tensor};

pub fn device_name(device: Device) -> String {
    match device {
        Device::Cuda(index) => format!("CUDA device {index}"),
        _ => "the CPU".into(),
    }
}

/// Shows the progress of a run: one line per epoch on standard output, and a bar if standard error is a terminal.
pub struct Report {
    bar: ProgressBar,
    losses: Vec<f64>,
}

impl Report {
    pub fn start(epochs: u64, batches_per_epoch: usize) -> Self {
        println!("epoch  lr body  lr head    loss  accuracy");
        let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}").unwrap_or(ProgressStyle::default_bar());
        let bar = ProgressBar::new(epochs * batches_per_epoch as u64).with_style(style).with_finish(ProgressFinish::AndClear);
        Self { bar, losses: vec![] }
    }

    pub fn batch(&mut self, loss: &Tensor, lrs: &[f64]) {
        self.losses.push(loss.double_value(&[]));
        self.bar.set_message(format!("lr body {:.5}, head {:.5}", lrs[0], lrs[1]));
        self.bar.inc(1);
    }

    pub fn epoch(&mut self, epoch: u64, lrs: &[f64], accuracy: f64) {
        let loss = self.losses.iter().sum::<f64>() / self.losses.len() as f64;
        self.losses.clear();
        let (body, head, percent) = (lrs[0], lrs[1], 100.0 * accuracy);
        self.bar.suspend(|| println!("{epoch:>5}  {body:.5}  {head:.5}  {loss:.4}   {percent:5.1} %"));
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
