use super::part::{Part, whole};
use crate::data::Data;

/// The fall of a schedule to its last value.
pub(super) struct Fall {
    /// The parameter that sets the length of the fall.
    pub(super) parameter: String,
    /// The value of the parameter.
    pub(super) written: u64,
    /// The step of the schedule at which the last value is reached.
    pub(super) steps: u64,
    /// The number of steps of the schedule that the parameter does not count.
    pub(super) others: u64,
    /// The step of the schedule at which the fall starts, or from which it is measured.
    pub(super) start: u64,
}

impl Fall {
    /// The fall of a schedule, or `None` if the schedule rises or has no last value.
    pub(super) fn of(part: &Part<'_>) -> Option<Self> {
        let parameter = match part.type_name() {
            "CosineAnnealingLR" | "CosineDecay" | "Rex" | "Tanh" => "T_max",
            "LinearLR" if !part.rises() => "total_iters",
            "PolynomialDecay" if part.parameter("cycle") == Some(&Data::Bool(true)) => return None,
            "PolynomialLR" | "PolynomialDecay" => "total_iters",
            "SWALR" => "anneal_epochs",
            "OneCycleLR" => "total_steps",
            "RangeRamp" => "steps",
            "Piecewise" => return Self::of_pieces(part),
            "Table" => return Self::of_table(part),
            "Wsd" => return Self::of_wsd(part),
            "InfiniteLR" => return Self::of_infinite(part),
            _ => return None,
        };
        let written = part.whole(parameter)?;
        // The lengths of these two include both the first and the last step.
        let counts_both_ends = ["OneCycleLR", "RangeRamp"].contains(&part.type_name());
        let steps = written.saturating_sub(u64::from(counts_both_ends));
        Some(Self::over(parameter.into(), written, steps))
    }

    /// A fall from step 0 on, whose length is the parameter.
    fn over(parameter: String, written: u64, steps: u64) -> Self {
        Self { parameter, written, steps, others: 0, start: 0 }
    }

    /// The decay of a warm-up, stable, decay schedule. A decay that never starts is another mistake.
    fn of_wsd(part: &Part<'_>) -> Option<Self> {
        let [warmup, stable, decay] = lengths_of_wsd(part)?;
        let start = warmup.saturating_add(stable);
        let others = warmup.saturating_add(decay);
        let starts = part.end.is_none_or(|end| part.absolute(start) < end);
        let steps = start.saturating_add(decay);
        starts.then(|| Self { others, start, ..Self::over("stable_steps".into(), stable, steps) })
    }

    /// The last decay of an infinite schedule, if it has one.
    fn of_infinite(part: &Part<'_>) -> Option<Self> {
        let (start, decay) = (part.whole("anneal_start")?, part.whole("anneal_steps")?);
        let starts = part.end.is_none_or(|end| part.absolute(start) < end);
        let steps = start.saturating_add(decay);
        starts.then(|| Self { others: start, start, ..Self::over("anneal_steps".into(), decay, steps) })
    }

    fn of_pieces(part: &Part<'_>) -> Option<Self> {
        let last = part.list("pieces").len().checked_sub(1)?;
        let end_of = |index: usize| whole(part.list("pieces").get(index)?.field("step")?);
        let steps = end_of(last)?;
        // A last piece that never starts is another mistake.
        let starts = last.checked_sub(1).and_then(end_of).is_none_or(|start| part.end.is_none_or(|end| part.absolute(start) < end));
        starts.then(|| Self::over(format!("pieces[{last}].step"), steps, steps))
    }

    /// The way to the last point of a table, if its values change between the points.
    fn of_table(part: &Part<'_>) -> Option<Self> {
        let last = part.list("points").len().checked_sub(1).filter(|_| !has_steps(part))?;
        let (_, points) = steps_of_changes(part)?;
        let steps = step_of(part.list("points").get(last)?)?;
        let starts = points.last().is_none_or(|start| part.end.is_none_or(|end| part.absolute(*start) < end));
        starts.then(|| Self::over(format!("points[{last}][0]"), steps, steps))
    }

    /// How much of the whole change is left at a step of the schedule, from 0 to 1.
    pub(super) fn left(&self, part: &Part<'_>, base: f64, step: u64) -> Option<f64> {
        let schedule = part.schedule()?;
        let [first, now, last] = [self.start, step, self.steps].map(|step| schedule.at(base, step));
        let range = first.max(now).max(last) - first.min(now).min(last);
        (range > 0.0).then(|| (now - last).abs() / range)
    }
}

/// The lengths of the three phases of a warm-up, stable, decay schedule.
pub(super) fn lengths_of_wsd(part: &Part<'_>) -> Option<[u64; 3]> {
    Some([part.whole("warmup_steps")?, part.whole("stable_steps")?, part.whole("decay_steps")?])
}

/// The steps at which a new part of the schedule starts: the milestones, the points of a table, or all points of an interpolation
/// except the last one, at which the interpolation ends.
pub(super) fn steps_of_changes(part: &Part<'_>) -> Option<(&'static str, Vec<u64>)> {
    match part.type_name() {
        "MultiStepLR" => Some(("milestones", part.list("milestones").iter().filter_map(whole).collect())),
        "LambdaLR" => {
            let function = part.parameter("lr_lambda")?;
            let (points, ends) = match (function.field("table"), function.field("interpolate")) {
                (Some(Data::List(points)), _) => (points, 0),
                (_, Some(Data::List(points))) => (points, 1),
                _ => return None,
            };
            Some(("lr_lambda", begin(points, ends)))
        }
        "Table" => Some(("points", begin(part.list("points"), usize::from(!has_steps(part))))),
        _ => None,
    }
}

/// The steps of these points, but for the last `ends` ones.
fn begin(points: &[Data], ends: usize) -> Vec<u64> {
    let begin = points.iter().take(points.len().saturating_sub(ends));
    begin.filter_map(step_of).filter(|step| *step > 0).collect()
}

fn step_of(point: &Data) -> Option<u64> {
    match point {
        Data::List(pair) => whole(pair.first()?),
        _ => None,
    }
}

/// Whether a table has one value from each point until the next one.
fn has_steps(part: &Part<'_>) -> bool {
    part.parameter("between").is_none_or(|between| matches!(between, Data::Text(between) if between == "step"))
}
