use crate::task::Epoch;
use std::fmt::{Display, Formatter};

const EVERY: u64 = 6;

/// Prints one line every few epochs, and the names of the columns above the first line.
pub fn print_epoch(epoch: &Epoch) {
    if epoch.number == EVERY {
        println!("       learning rate                       moved by");
        println!("epoch  layer 0  layer 1  layer 2     head  layer 0  layer 1  layer 2  accuracy");
    }
    if epoch.number.is_multiple_of(EVERY) {
        print!("{:>5}", epoch.number);
        epoch.lrs.iter().for_each(|lr| print!("  {lr:.5}"));
        for moved in epoch.moved {
            // A plain 0 means that the weights have not changed in any bit.
            if moved == 0.0 { print!("        0") } else { print!("  {moved:.5}") }
        }
        println!("   {:5.1} %", 100.0 * epoch.accuracy);
    }
}

/// The accuracies of one plan, one for each run.
pub struct Results(Vec<f64>);

impl FromIterator<f64> for Results {
    fn from_iter<I: IntoIterator<Item = f64>>(accuracies: I) -> Self {
        Self(accuracies.into_iter().collect())
    }
}

impl Results {
    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }

    fn spread(&self) -> f64 {
        self.0.iter().copied().fold(0.0, f64::max) - self.0.iter().copied().fold(1.0, f64::min)
    }
}

impl Display for Results {
    fn fmt(&self, f: &mut Formatter) -> std::fmt::Result {
        self.0.iter().try_for_each(|accuracy| write!(f, "{:5.1} %  ", 100.0 * accuracy))?;
        write!(f, "mean {:5.1} %", 100.0 * self.mean())
    }
}

/// Compares the mean accuracy of the plan with those of the constant rates, and says whether the difference is significant.
pub fn verdict(scheduled: &Results, constant: &[Results]) -> String {
    let beaten = constant.iter().filter(|results| results.mean() < scheduled.mean()).count();
    let best = constant.iter().map(Results::mean).fold(0.0, f64::max);
    let (lead, spread) = (100.0 * (scheduled.mean() - best), 100.0 * scheduled.spread());
    let significance = if lead.abs() > spread { "larger" } else { "not larger" };
    format!(
        "On average the schedules are better than {beaten} of {} constant rates, and {lead:+.1} percentage points\n\
        from the best of them. That is {significance} than the spread of the schedules' own results, {spread:.1}.",
        constant.len()
    )
}
