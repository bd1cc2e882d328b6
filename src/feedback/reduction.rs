use std::fmt;

/// A reduction of the learning rate, as returned by [`Scheduler::metric`](crate::Scheduler::metric).
///
/// Its `Display` output is the line that torch printed for `verbose=True`, one line for each group.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
///
/// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// scheduler.metric(0.7, &mut DryRun)?;
/// let reduction = scheduler.metric(0.9, &mut DryRun)?.unwrap();
/// assert_eq!(reduction.to_string(), "Epoch     1: reducing learning rate of group 0 to 1.0000e-02.");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Reduction {
    /// The index of the metric that led to the reduction, counted from 0.
    pub epoch: u64,
    /// The groups whose rate was reduced, each with its new rate.
    pub lr: Vec<(usize, f64)>,
}

impl fmt::Display for Reduction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (line, &(group, lr)) in self.lr.iter().enumerate() {
            let separator = if line == 0 { "" } else { "\n" };
            let (epoch, lr) = (self.epoch, scientific(lr));
            write!(formatter, "{separator}Epoch {epoch:5}: reducing learning rate of group {group} to {lr}.")?;
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
