use std::fmt;

/// A change of learning rates by feedback rules. [`Response`](crate::Response) contains it.
///
/// Its `Display` output is the line that torch printed for `verbose=True`, one line for each group.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
///
/// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// scheduler.metric(0.7, &mut DryRun)?;
/// let change = scheduler.metric(0.9, &mut DryRun)?.change.unwrap();
/// assert_eq!(change.to_string(), "Epoch     1: reducing learning rate of group 0 to 1.0000e-02.");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RateChange {
    /// The index of the metric that led to the change, counted from 0, as the first rule that got the metric counts them.
    pub epoch: u64,
    /// The groups whose rate has changed, each with its new rate.
    pub lr: Vec<(usize, f64)>,
    /// The rates of these groups before the change.
    pub was: Vec<f64>,
}

impl fmt::Display for RateChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (line, (&(group, lr), was)) in self.lr.iter().zip(&self.was).enumerate() {
            let separator = if line == 0 { "" } else { "\n" };
            let verb = if lr > *was { "increasing" } else { "reducing" };
            let (epoch, lr) = (self.epoch, scientific(lr));
            write!(formatter, "{separator}Epoch {epoch:5}: {verb} learning rate of group {group} to {lr}.")?;
        }
        Ok(())
    }
}

/// A number as Python's format `{:.4e}` writes it: the exponent has a sign and at least two digits.
fn scientific(value: f64) -> String {
    let text = format!("{value:.4e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => match exponent.strip_prefix('-') {
            Some(digits) => format!("{mantissa}e-{digits:0>2}"),
            None => format!("{mantissa}e+{exponent:0>2}"),
        },
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::scientific;

    #[test]
    fn an_exponent_has_a_sign_and_two_digits_as_in_python() {
        let written: Vec<String> = [1e-2, 1.0, 12345.678, 2.5e-100].map(scientific).into();
        assert_eq!(written, ["1.0000e-02", "1.0000e+00", "1.2346e+04", "2.5000e-100"]);
    }
}
