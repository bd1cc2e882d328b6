//! The schedules in a schedule, each with the steps at which it is used.

use super::part::{Part, whole};
use crate::data::Data;

/// All schedules in `data`, the containing one before its members. `steps` is the length of the run. `is_multiplied` says that
/// `data` is a `Times` of the schedule of a group and of the one that multiplies its values, which is `times` in a plan.
pub(super) fn parts(data: &Data, steps: Option<u64>, is_multiplied: bool) -> Vec<Part<'_>> {
    let whole_run = Part {
        data,
        path: "schedule".into(),
        start: 0,
        pace: 1,
        end: steps,
        ends_the_run: true,
        warmup: 0,
        is_held: false,
        is_the_value: true,
        is_alternative: false,
    };
    let mut found = vec![];
    match (data.field("schedule"), data.field("factor")) {
        (Some(schedule), Some(times)) if is_multiplied => {
            let member = |data, path: &str| Part { data, path: path.into(), is_the_value: false, ..whole_run.clone() };
            add(member(schedule, "schedule"), &mut found);
            add(member(times, "times"), &mut found);
        }
        _ => add(whole_run, &mut found),
    }
    found
}

/// A schedule that never starts is left out, because its parameters have no effect.
fn add<'a>(part: Part<'a>, found: &mut Vec<Part<'a>>) {
    if part.start > 0 && part.end.is_some_and(|end| part.start >= end) {
        return;
    }
    found.push(part.clone());
    let steps = |name| part.whole(name).unwrap_or(0);
    match part.type_name() {
        "SequentialLR" => add_sequence(&part, found),
        "Warmup" => {
            let length = steps("steps").saturating_mul(part.pace);
            add_member(&part, found, |member| (member.start, member.warmup) = (part.absolute(steps("steps")), length));
        }
        "Delay" => add_member(&part, found, |member| member.start = part.absolute(steps("steps"))),
        "Frozen" => add_member(&part, found, |member| member.start = part.absolute(steps("until"))),
        // The value of the step that is held is still computed.
        "Hold" => add_member(&part, found, |member| {
            member.end_at(part.absolute(steps("step").saturating_add(1)));
            member.is_held = true;
        }),
        "Within" => add_member(&part, found, |member| {
            member.start = part.absolute(steps("from"));
            if let Some(until) = part.whole("until") {
                member.end_at(part.absolute(until));
                member.is_held = true;
            }
        }),
        "PastEnd" => add_member(&part, found, |member| match part.parameter("policy") {
            Some(Data::Text(policy)) if policy == "repeat" => member.end_at(part.absolute(steps("end"))),
            Some(Data::Text(policy)) if policy == "hold" || policy == "error" => {
                member.end_at(part.absolute(steps("end").saturating_add(1)));
                member.is_held = true;
            }
            _ => {}
        }),
        "Cycle" => add_member(&part, found, |member| member.end_at(part.absolute(steps("period")))),
        "Every" | "Stretch" => add_member(&part, found, |member| member.pace = part.pace.saturating_mul(steps("steps"))),
        // Only the value changes, so that it falls and ends as the inner schedule.
        "Scale" | "Offset" | "Noise" => add_member(&part, found, |_| {}),
        _ => {
            let Data::Object(fields) = part.data else { return };
            let is_alternative = part.is_alternative || ["Min", "Max"].contains(&part.type_name());
            for (name, value) in fields {
                let mut combined =
                    |data, path| add(Part { data, path, is_the_value: false, is_alternative, ..part.clone() }, found);
                match value {
                    Data::Object(_) if value.field("type").is_some() => combined(value, format!("{}.{name}", part.path)),
                    Data::List(items) => {
                        let members = items.iter().enumerate().filter(|(_, item)| item.field("type").is_some());
                        members.for_each(|(index, item)| combined(item, format!("{}.{name}[{index}]", part.path)));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Adds the inner schedule of a combinator, after `change` has set when it is used.
fn add_member<'a>(part: &Part<'a>, found: &mut Vec<Part<'a>>, change: impl FnOnce(&mut Part<'a>)) {
    let Some(data) = part.parameter("schedule") else { return };
    let mut member = Part { data, path: format!("{}.schedule", part.path), ..part.clone() };
    change(&mut member);
    add(member, found);
}

fn add_sequence<'a>(part: &Part<'a>, found: &mut Vec<Part<'a>>) {
    let milestones: Vec<_> = part.list("milestones").iter().filter_map(whole).collect();
    let mut before: Option<Part<'a>> = None;
    for (index, data) in part.list("schedulers").iter().enumerate() {
        let start = if index == 0 { 0 } else { milestones.get(index - 1).copied().unwrap_or(0) };
        let path = format!("{}.schedulers[{index}]", part.path);
        let mut member = Part { data, path, start: part.absolute(start), ..part.clone() };
        member.warmup = match before.filter(Part::rises) {
            Some(before) => member.start.saturating_sub(before.start),
            None if index == 0 => part.warmup,
            None => 0,
        };
        if let Some(milestone) = milestones.get(index) {
            member.end_at(part.absolute(*milestone));
        }
        before = Some(member.clone());
        add(member, found);
    }
}

impl Part<'_> {
    /// Ends the part at a step of the run, unless it ends before.
    fn end_at(&mut self, step: u64) {
        self.ends_the_run = self.ends_the_run && self.end.is_some_and(|end| step >= end);
        self.end = Some(self.end.map_or(step, |end| end.min(step)));
    }
}
