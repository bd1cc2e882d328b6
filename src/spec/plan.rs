use super::assignments;
use super::feedback::{self, Rules};
use super::run;
use crate::data::{Count, Data, FieldName, HasSchema, Node, Read, Resolved, RunContext, Write, object_of};
use crate::plan::assignments::Source;
use crate::plan::scheduled_value::ScheduledValue;
use crate::{Hyperparameter, Plan, Result, RunLength, Span};

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
        read_with_rounded(node).map(|(plan, _)| plan)
    }
}

/// The plan, and the lengths in it that were rounded to whole steps.
pub(super) fn read_with_rounded(node: &Node<'_>) -> Result<(Plan, Vec<Resolved>)> {
    check_is_plan(node)?;
    let names = [run::TOTAL_STEPS, run::RUN, EXPECT_GROUPS].into_iter().chain(hyperparameters().map(|(_, name)| name));
    node.only(&names.chain([SCALARS, FEEDBACK, SCHEMA]).collect::<Vec<_>>())?;
    let run = run::read(node)?;
    let context = RunContext::new(run);
    let plan = read_in_run(&node.in_run(&context))?.run(run)?;
    Ok((plan, context.into_rounded()))
}

fn read_in_run(node: &Node<'_>) -> Result<Plan> {
    let lr = node.required_with(FieldName::plain("lr"), |node| assignments::read(node, Hyperparameter::Lr))?;
    let mut plan = Plan::of(lr);
    for (hyperparameter, name) in hyperparameters().filter(|(hyperparameter, _)| *hyperparameter != Hyperparameter::Lr) {
        if let Some(read) = node.optional_with(name, |node| assignments::read(node, hyperparameter))? {
            plan.add_assignments(read);
        }
    }
    if let Some(Scalars(scalars)) = node.optional(SCALARS)? {
        plan = scalars.into_iter().fold(plan, |plan, (name, source)| plan.with_scalar(name, source));
    }
    if let Some(Rules(rules)) = node.optional(FEEDBACK)? {
        plan = rules.into_iter().fold(plan, Plan::feedback);
    }
    if let Some(Count(groups)) = node.optional(EXPECT_GROUPS)? {
        let groups = usize::try_from(groups).map_err(|_| node.problem(format!("at most {}", usize::MAX), groups.to_string()))?;
        plan = plan.expect_groups(groups);
    }
    Ok(plan)
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
        let run = [(run::TOTAL_STEPS, Span::schema()), (run::RUN, RunLength::schema())];
        let head = [(SCHEMA, String::schema()), (EXPECT_GROUPS, Count::schema())].into_iter().chain(run);
        let assigned = hyperparameters().map(|(hyperparameter, name)| (name, assignments::schema(hyperparameter)));
        let tail = [(SCALARS, Scalars::schema()), (FEEDBACK, Rules::schema())];
        let properties = head.chain(assigned).chain(tail).map(|(name, schema)| (name.torch, schema));
        object_of(properties, vec![Hyperparameter::Lr.name()])
    }
}

impl Write for Plan {
    fn write(&self) -> Data {
        let mut fields = run::write(self.run_units());
        if self.expected_groups() > 0 {
            fields.push((EXPECT_GROUPS.torch, Data::Whole(self.expected_groups() as u64)));
        }
        for assigned in std::iter::once(self.lr_assignments()).chain(self.other_assignments()) {
            fields.push((assigned.hyperparameter().name(), assignments::write(assigned)));
        }
        if !self.scalars().is_empty() {
            let scalar = |(name, source): &(String, Source<ScheduledValue>)| (name.clone(), source.write());
            fields.push((SCALARS.torch, Data::object(self.scalars().iter().map(scalar))));
        }
        if !self.rules().is_empty() {
            fields.push((FEEDBACK.torch, feedback::write(self.rules())));
        }
        Data::object(fields)
    }
}

/// The scalars of a plan, by name.
struct Scalars(Vec<(String, Source<ScheduledValue>)>);

impl Read for Scalars {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("an object with one field for each scalar").map(Self)
    }
}

impl HasSchema for Scalars {
    fn schema() -> Data {
        Data::object([("type", Data::text("object")), ("additionalProperties", Source::<ScheduledValue>::schema())])
    }
}
