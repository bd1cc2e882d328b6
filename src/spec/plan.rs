use super::assignments;
use super::feedback::{self, Rules};
use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, object_of};
use crate::plan::scheduled_value::ScheduledValue;
use crate::{Hyperparameter, Plan, Result};

const TOTAL_STEPS: FieldName = FieldName::plain("total_steps");
const EXPECT_GROUPS: FieldName = FieldName::plain("expect_groups");
const SCALARS: FieldName = FieldName::plain("scalars");
const FEEDBACK: FieldName = FieldName::plain("feedback");
/// The field in which an editor finds the JSON Schema of a file. The crate ignores its value.
const SCHEMA: FieldName = FieldName::plain("$schema");

fn hyperparameters() -> impl Iterator<Item = (Hyperparameter, FieldName)> {
    Hyperparameter::ALL.iter().map(|hyperparameter| (*hyperparameter, FieldName::plain(hyperparameter.name())))
}

impl Read for Plan {
    fn read(node: &Node<'_>) -> Result<Self> {
        check_is_plan(node)?;
        let names = [TOTAL_STEPS, EXPECT_GROUPS].into_iter().chain(hyperparameters().map(|(_, name)| name));
        node.only(&names.chain([SCALARS, FEEDBACK, SCHEMA]).collect::<Vec<_>>())?;
        let lr = node.required_with(FieldName::plain("lr"), |node| assignments::read(node, Hyperparameter::Lr))?;
        let mut plan = Self::of(lr);
        for (hyperparameter, name) in hyperparameters().filter(|(hyperparameter, _)| *hyperparameter != Hyperparameter::Lr) {
            if let Some(read) = node.optional_with(name, |node| assignments::read(node, hyperparameter))? {
                plan.add_assignments(read);
            }
        }
        if let Some(Scalars(scalars)) = node.optional(SCALARS)? {
            plan = scalars.into_iter().fold(plan, |plan, (name, scheduled)| plan.with_scalar(name, scheduled));
        }
        if let Some(Rules(rules)) = node.optional(FEEDBACK)? {
            plan = rules.into_iter().fold(plan, Self::feedback);
        }
        if let Some(groups) = node.optional::<u64>(EXPECT_GROUPS)? {
            let groups =
                usize::try_from(groups).map_err(|_| node.problem(format!("at most {}", usize::MAX), groups.to_string()))?;
            plan = plan.expect_groups(groups);
        }
        if let Some(steps) = node.optional(TOTAL_STEPS)? {
            plan = plan.total_steps(steps);
        }
        Ok(plan)
    }
}

/// Checks that the data is not another file of this crate or of torch. The error names what it is.
fn check_is_plan(node: &Node<'_>) -> Result<()> {
    let has = |names: [&str; 2]| names.iter().all(|name| node.data.field(name).is_some());
    let advice = match node.data {
        _ if has(["format", "checksum"]) => "this is a state or a checkpoint and not a plan: `State::open` reads a state",
        _ if has(["state_dict", "param_groups"]) => "this is a run of Python torch and not a plan: `pytorch::read` reads it",
        _ if node.data.field(FieldName::TYPE.torch).is_some() => {
            "this is a schedule and not a plan: write lr = { base = 0.1, schedule = .. }"
        }
        _ => return Ok(()),
    };
    node.unexpected_but("a plan", advice)
}

impl HasSchema for Plan {
    fn schema() -> Data {
        let head = [(SCHEMA, String::schema()), (TOTAL_STEPS, u64::schema()), (EXPECT_GROUPS, u64::schema())];
        let assigned = hyperparameters().map(|(hyperparameter, name)| (name, assignments::schema(hyperparameter)));
        let tail = [(SCALARS, Scalars::schema()), (FEEDBACK, Rules::schema())];
        let properties = head.into_iter().chain(assigned).chain(tail).map(|(name, schema)| (name.torch, schema));
        object_of(properties, vec![Hyperparameter::Lr.name()])
    }
}

impl Write for Plan {
    fn write(&self) -> Data {
        let mut fields = vec![];
        if let Some(steps) = self.run_length() {
            fields.push((TOTAL_STEPS.torch, steps.write()));
        }
        if self.expected_groups() > 0 {
            fields.push((EXPECT_GROUPS.torch, Data::Whole(self.expected_groups() as u64)));
        }
        for assigned in std::iter::once(self.lr_assignments()).chain(self.other_assignments()) {
            fields.push((assigned.hyperparameter().name(), assignments::write(assigned)));
        }
        if !self.scalars().is_empty() {
            let scalar = |(name, scheduled): &(String, ScheduledValue)| (name.clone(), scheduled.write());
            fields.push((SCALARS.torch, Data::object(self.scalars().iter().map(scalar))));
        }
        if !self.rules().is_empty() {
            fields.push((FEEDBACK.torch, feedback::write(self.rules())));
        }
        Data::object(fields)
    }
}

/// The scalars of a plan, by name.
struct Scalars(Vec<(String, ScheduledValue)>);

impl Read for Scalars {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("an object with one field for each scalar").map(Self)
    }
}

impl HasSchema for Scalars {
    fn schema() -> Data {
        Data::object([("type", Data::text("object")), ("additionalProperties", ScheduledValue::schema())])
    }
}
