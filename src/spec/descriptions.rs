//! The descriptions of fields in the JSON Schema, which editors show.

use crate::data::Data;

/// The description of each field. A name with an owner (`Table.points`) is used before the name alone; the owner is the type of the
/// object, or the field that contains it.
const FIELDS: &[(&str, &str)] = &[
    ("$schema", "The place of the JSON Schema of this file, for editors."),
    ("T_0", "The length of the first cycle in steps."),
    ("T_max", "The number of steps from the base to eta_min."),
    ("T_mult", "How many times as long each cycle is as the one before."),
    ("amount", "The number that is added to the value."),
    ("anneal_epochs", "The number of steps until swa_lr is reached."),
    ("anneal_strategy", "The shape of the curve: a cosine or a line."),
    ("at_lr", "The rate at which the weight decay has its value. Default: the highest rate of each group."),
    ("base", "The base value, which the schedule multiplies. At least 0."),
    ("base_lr", "The lowest rate of the cycle."),
    ("base_momentum", "The momentum at the highest rate."),
    ("beta2", "The decay rate of the mean of squared gradients (Adam, AdamW)."),
    ("between", "The curve between two points: a step, a line or half a cosine wave."),
    ("constant", "The value of the function at every step."),
    ("cooldown", "The number of metrics after a reduction that are not counted."),
    ("cosine", "Whether the warm-up follows half a cosine wave in place of a line."),
    ("cycle_limit", "The number of cycles, after which the lowest value of the last one stays. Default: no limit."),
    ("cycle_momentum", "Whether the schedule sets the momentum too, opposite to the rate."),
    ("decay", "The factor of the base from one cycle to the next."),
    ("div_factor", "The first rate is max_lr divided by this number."),
    ("during", "The steps at which metrics count."),
    ("each", "A list with one entry for each group of the optimizer, in place of base."),
    ("eta_min_decay", "The factor of the lowest value from one cycle to the next."),
    ("end_factor", "The factor of the base at the end."),
    ("epochs", "The length in epochs, together with steps_per_epoch, in place of total_steps."),
    ("eps", "The term that is added to the denominator (Adam, AdamW, RMSprop)."),
    ("ReduceLROnPlateau.eps", "A reduction by not more than this number is not made."),
    ("eta_min", "The lowest value."),
    ("expect_groups", "The final number of parameter groups, if some are added after the optimizer is built."),
    ("factor", "The number by which the value is multiplied."),
    ("Times.factor", "A schedule whose value for the base 1 multiplies the value."),
    ("pieces.factor", "The factor of the base at the end of the piece."),
    ("ReduceLROnPlateau.factor", "The number by which a reduction multiplies the rate, below 1."),
    ("feedback", "The rule that reduces the rate if a metric has stopped improving."),
    ("final_div_factor", "The last rate is the first one divided by this number."),
    ("from", "The first step at which metrics count."),
    ("gamma", "The number by which the value is multiplied each time."),
    ("groups", "What differs for single groups, by the number of the group, counted from 0."),
    ("high", "The highest value."),
    ("opposite_to_lr.high", "The momentum at the first rate of lr."),
    ("interpolate", "Points [step, value] that are connected by straight lines."),
    ("linear", "Whether the values lie on a line in place of an exponential."),
    ("low", "The lowest value."),
    ("opposite_to_lr.low", "The momentum at the second rate of lr."),
    ("lr", "The learning rates."),
    ("opposite_to_lr.lr", "The two rates between which the momentum falls from high to low."),
    ("lr_lambda", "A function of the step."),
    ("max_lr", "The highest rate."),
    ("max_momentum", "The momentum at the lowest rate."),
    ("milestones", "The steps at which the value is multiplied."),
    ("SequentialLR.milestones", "The steps at which the second schedule and each later one start."),
    ("min_lr", "The lowest rate: a number, or a list with one number for each group."),
    ("mode", "The amplitude of the cycles: constant, halved after each cycle, or multiplied by gamma at each step."),
    ("ReduceLROnPlateau.mode", "Whether a lower (min) or a higher (max) metric is better."),
    ("momentum", "The momentum (SGD, RMSprop) or beta1 (Adam, AdamW)."),
    ("opposite_to_lr", "The momentum is high where the rate is low."),
    ("other", "The other schedule."),
    ("patience", "The number of metrics in a row without an improvement after which the next one reduces the rate."),
    ("peak_decay", "The factor of the base from one cycle to the next."),
    ("pct_start", "The part of the cycle in which the rate rises, from 0 to 1."),
    ("period", "The number of steps after which the schedule starts again."),
    ("pieces", "The pieces of the curve, in the order of their steps."),
    ("points", "Points [step, value] in the order of their steps."),
    ("power", "The power of the fraction that is left."),
    ("lr_lambda.power", "The value at step t is this number to the power of t."),
    ("scale_fn.power", "The value at t is this number to the power of t."),
    ("proportional_to_lr", "The weight decay is proportional to the rate."),
    ("relative", "Whether the values of the points are factors of the base."),
    ("run", "What is known of the run: its length, the steps of an epoch, the samples and tokens of a step."),
    ("samples_per_step", "The number of samples in a step, in all workers together."),
    ("scalars", "Other numbers of the program that follow schedules, by name."),
    ("scale_fn", "A function of the amplitude, in place of mode."),
    ("scale_mode", "Whether scale_fn gets the number of the cycle or that of the step."),
    ("schedule", "The schedule. Without it, the value is constant."),
    ("schedulers", "The schedules."),
    ("shape", "The curve of the piece."),
    ("start", "The factor of the base at step 0."),
    ("Warmup.start", "The factor of the first step, from 0 to 1, or \"first_step\" for 1 / steps."),
    ("WarmupBeside.start", "The factor of the first step, from 0 to 1, or \"first_step\" for 1 / steps."),
    ("start_factor", "The factor of the base at step 0."),
    ("step", "The step whose value is kept."),
    ("pieces.step", "The step at which the piece ends."),
    ("step_size", "The number of steps between two multiplications."),
    ("step_size_down", "The number of steps in which the rate falls. Default: step_size_up."),
    ("step_size_up", "The number of steps in which the rate rises."),
    ("steps", "The number of steps."),
    ("Warmup.steps", "The length of the warm-up in steps. The schedule starts after it."),
    ("WarmupBeside.steps", "The length of the warm-up in steps. The schedule starts at step 0 all the same."),
    ("Delay.steps", "The number of steps before the schedule starts."),
    ("Every.steps", "The number of steps for one step of the schedule."),
    ("Stretch.steps", "The number of steps for one step of the schedule."),
    ("steps_per_epoch", "The number of steps in an epoch."),
    ("swa_lr", "The last rate."),
    ("table", "Points [step, value], of which the last one at or before a step gives the value."),
    ("three_phase", "Whether the rate first falls as slowly as it rose, and then to its last value."),
    ("threshold", "By how much a metric must be better to count as an improvement."),
    (
        "threshold_mode",
        "Whether threshold is a part of the best metric (rel), a number (abs), or a part of its magnitude (magnitude).",
    ),
    ("tokens_per_step", "The number of tokens in a step, in all workers together."),
    ("total", "The length of the run, such as \"90ep\". Not together with total_steps."),
    ("total_iters", "The number of steps until the schedule is complete."),
    ("total_steps", "The length in steps."),
    ("plan.total_steps", "The planned length of the run. The run does not stop there."),
    ("until", "The step at which the schedule starts."),
    ("during.until", "The first step at which metrics no longer count."),
    ("verbose", "Whether each reduction is printed."),
    ("weight_decay", "The weight decay."),
];

/// The page of this module. It has a row for each type, so that the text exists once.
const PAGE: &str = include_str!("mod.rs");

/// The part of the page about shapes.
const SHAPES: &str = include_str!("shapes.md");

/// Adds a description to each field of the schema of an object that is called `owner`.
pub(super) fn describe(schema: &mut Data, owner: &str) {
    match schema {
        Data::List(items) => items.iter_mut().for_each(|item| describe(item, owner)),
        Data::Object(fields) => {
            let type_name = type_of(fields);
            for (name, value) in fields.iter_mut() {
                if name == "properties" {
                    describe_properties(value, type_name.as_deref().unwrap_or(owner));
                } else {
                    describe(value, owner);
                }
            }
        }
        _ => {}
    }
}

/// The type of the object that the fields of a schema describe.
fn type_of(schema: &[(String, Data)]) -> Option<String> {
    let (_, properties) = schema.iter().find(|(name, _)| name == "properties")?;
    let of_type = properties.field("type")?;
    let name = of_type.field("const").or_else(|| match of_type.field("enum") {
        Some(Data::List(names)) => names.first(),
        _ => None,
    });
    match name {
        Some(Data::Text(name)) => Some(name.clone()),
        _ => None,
    }
}

fn describe_properties(properties: &mut Data, owner: &str) {
    let Data::Object(properties) = properties else { return };
    for (name, schema) in properties {
        describe(schema, name);
        let description = if name == "type" {
            row_of(owner).or_else(|| shape_row_of(owner))
        } else {
            description_of(owner, name).map(String::from)
        };
        if let (Data::Object(fields), Some(description)) = (schema, description) {
            fields.push(("description".into(), Data::text(description)));
        }
    }
}

fn description_of(owner: &str, name: &str) -> Option<&'static str> {
    let of = |wanted: &str| FIELDS.iter().find(|(known, _)| *known == wanted).map(|(_, text)| *text);
    of(&format!("{owner}.{name}")).or_else(|| of(name))
}

/// The text of the page about a type of shape.
fn shape_row_of(type_name: &str) -> Option<String> {
    let start = format!("| `{{\"type\": \"{type_name}\",");
    let row = SHAPES.lines().find(|line| line.starts_with(&start))?;
    let text = row.split(" | ").last()?.trim_end_matches(['|', ' ']);
    Some(format!("The weight of the first value at the fraction p of the steps is {}.", without_marks(text)))
}

/// The text of the page about a type, as a sentence.
fn row_of(type_name: &str) -> Option<String> {
    let start = format!("//! | `{type_name}` | ");
    let row = PAGE.lines().find_map(|line| line.strip_prefix(&start))?;
    let text = row.split(" | ").last()?.trim_end_matches(['|', ' ']);
    let plain = without_marks(text);
    let mut letters = plain.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// A text without the marks of links and code.
fn without_marks(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    // A link is "[text](place)" or "[text]".
    while let Some((before, link)) = rest.split_once('[') {
        let (words, behind) = link.split_once(']').unwrap_or((link, ""));
        plain.push_str(before);
        plain.push_str(words);
        rest = match behind.strip_prefix('(') {
            Some(place) => place.split_once(')').map_or("", |(_, behind)| behind),
            None => behind,
        };
    }
    plain.push_str(rest);
    plain.replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields without a description, each with its owner.
    fn missing(schema: &serde_json::Value, owner: &str, found: &mut Vec<String>) {
        let Some(fields) = schema.as_object() else {
            return schema.as_array().into_iter().flatten().for_each(|item| missing(item, owner, found));
        };
        for (name, value) in fields {
            if name != "properties" {
                missing(value, owner, found);
                continue;
            }
            for (name, schema) in value.as_object().into_iter().flatten() {
                if schema.get("description").is_none() {
                    found.push(format!("{owner}.{name}: {value}"));
                }
                missing(schema, name, found);
            }
        }
    }

    #[test]
    fn every_field_that_an_editor_shows_has_a_description() -> crate::Result<()> {
        let schema = serde_json::from_str(&crate::spec::json_schema()?).unwrap_or_default();
        let mut found = vec![];
        missing(&schema, "plan", &mut found);
        assert!(found.is_empty(), "add these to the list of descriptions:\n{}", found.join("\n"));
        Ok(())
    }

    #[test]
    fn a_type_is_described_by_its_row() {
        let expected = "Schedule::hold: the value of step from that step on.";
        assert_eq!(row_of("Hold").as_deref(), Some(expected));
        assert_eq!(row_of("LambdaLR").as_deref(), Some("The base times a function of the step."));
    }
}
