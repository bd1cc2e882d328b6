use super::network::Score;

pub fn header() {
    println!("epoch        lr    loss  val loss  val accuracy");
}

/// Prints the results of an epoch, and the rate of its first batch.
pub fn epoch(number: u64, lr: f64, loss: f64, validation: Score) {
    let Score { loss: val_loss, accuracy } = validation;
    println!("{number:>5}  {lr:.2e}  {loss:.4}    {val_loss:.4}       {:5.1} %", 100.0 * accuracy);
}

pub fn results_header() {
    println!("\ncorrect                    validation  held out");
}

pub fn result(weights: &str, validation: Score, held_out: Score) {
    println!("{weights:<28} {:5.1} %   {:5.1} %", 100.0 * validation.accuracy, 100.0 * held_out.accuracy);
}
