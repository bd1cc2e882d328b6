/// The most values whose differences are reported one by one.
const MOST_REPORTED: usize = 8;
/// The most ranges of steps that are listed for one value.
const MOST_RANGES: usize = 3;

/// Values that differ by less, relative to the larger one, differ by a rounding error, such as that of another program's formula.
const ROUNDING: f64 = 1e-12;

/// A comparison of one logged value with the plan, step by step.
#[derive(Default)]
pub struct Comparison {
    compared: usize,
    different: usize,
    /// The number of these that differ only by a rounding error.
    rounded: usize,
    /// The largest difference: the time, the logged value, and the planned one. The first one of equal ones.
    largest: Option<(f64, f64, f64)>,
    /// The first and the last time of each range in which all values differ.
    ranges: Vec<(f64, f64)>,
    was_different: bool,
}

impl Comparison {
    /// Adds the values at `time`. The times must rise.
    pub fn add(&mut self, time: f64, logged: f64, planned: f64) {
        self.compared += 1;
        let is_different = logged.to_bits() != planned.to_bits() && logged != planned;
        if is_different {
            self.different += 1;
            self.rounded += usize::from((logged - planned).abs() <= ROUNDING * logged.abs().max(planned.abs()));
            let is_larger =
                |(_, before, expected): (f64, f64, f64)| (logged - planned).abs().total_cmp(&(before - expected).abs()).is_gt();
            if self.largest.is_none_or(is_larger) {
                self.largest = Some((time, logged, planned));
            }
            match self.ranges.last_mut().filter(|_| self.was_different) {
                Some((_, end)) => *end = time,
                None => self.ranges.push((time, time)),
            }
        }
        self.was_different = is_different;
    }

    /// The steps at which the values differ.
    fn steps(&self) -> String {
        let range = |(start, end): &(f64, f64)| if start == end { format!("{start}") } else { format!("{start} to {end}") };
        let mut listed: Vec<_> = self.ranges.iter().take(MOST_RANGES).map(range).collect();
        let others = self.ranges.len() - listed.len();
        listed.extend((others > 0).then(|| format!("and {others} more ranges")));
        listed.join(", ")
    }
}

/// One line for each value of the log `file` that differs from the plan.
pub fn report(file: &str, compared: &[(String, Comparison)]) -> Vec<String> {
    let total: usize = compared.iter().map(|(_, comparison)| comparison.compared).sum();
    if total == 0 {
        return vec![format!("{file}: the log has no value of the plan to compare\n")];
    }
    let different: Vec<_> = compared.iter().filter(|(_, comparison)| comparison.different > 0).collect();
    let mut lines = vec![];
    for (name, comparison) in different.iter().take(MOST_REPORTED) {
        let Some((time, logged, planned)) = comparison.largest else { continue };
        let (count, all, steps) = (comparison.different, comparison.compared, comparison.steps());
        let most = if count > 1 { format!(", most at step {time}") } else { String::new() };
        let rounded = match comparison.rounded {
            0 => String::new(),
            rounded if rounded == count => "; all differ only by rounding errors".into(),
            rounded => format!("; {rounded} of them differ only by a rounding error"),
        };
        lines.push(format!(
            "{file}: {name} differs from the plan at {count} of {all} steps ({steps}){most}: the log has {logged:?}, the plan \
             {planned:?}{rounded}\n"
        ));
    }
    if different.len() > MOST_REPORTED {
        lines.push(format!("{file}: {} more values differ from the plan\n", different.len() - MOST_REPORTED));
    }
    if different.is_empty() {
        lines.push(format!("{file}: all {total} recorded values equal the plan\n"));
    }
    lines
}
