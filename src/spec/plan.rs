use super::assignments;
use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, object_schema};
use crate::plan::assignments::Assignments;
use crate::plan::scheduled_value::ScheduledValue;
use crate::{Hyperparameter, Plan, ReduceLrOnPlateau, Result};

const TOTAL_STEPS: FieldName = FieldName::plain("total_steps");
const EXPECT_GROUPS: FieldName = FieldName::plain("expect_groups");
const LR: FieldName = FieldName::plain("lr");
const MOMENTUM: FieldName = FieldName::plain("momentum");
const WEIGHT_DECAY: FieldName = FieldName::plain("weight_decay");
const SCALARS: FieldName = FieldName::plain("scalars");
const FEEDBACK: FieldName = FieldName::plain("feedback");
/// What editors look for to know the format.
const SCHEMA: FieldName = FieldName::plain("$schema");

impl Read for Plan {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&[TOTAL_STEPS, EXPECT_GROUPS, LR, MOMENTUM, WEIGHT_DECAY, SCALARS, FEEDBACK, SCHEMA])?;
        let mut plan = Self::of(node.required::<Lr>(LR)?.0);
        if let Some(Momentum(assignments)) = node.optional(MOMENTUM)? {
            plan.add_assignments(assignments);
        }
        if let Some(WeightDecay(assignments)) = node.optional(WEIGHT_DECAY)? {
            plan.add_assignments(assignments);
        }
        if let Some(Scalars(scalars)) = node.optional(SCALARS)? {
            plan = scalars.into_iter().fold(plan, |plan, (name, scheduled)| plan.with_scalar(name, scheduled));
        }
        if let Some(rule) = node.optional::<ReduceLrOnPlateau>(FEEDBACK)? {
            plan = plan.reduce_lr_on_plateau(rule);
        }
        if let Some(groups) = node.optional::<u64>(EXPECT_GROUPS)? {
            let groups = usize::try_from(groups).map_err(|_| node.problem("a number of groups", groups.to_string()))?;
            plan = plan.expect_groups(groups);
        }
        if let Some(steps) = node.optional(TOTAL_STEPS)? {
            plan = plan.total_steps(steps);
        }
        Ok(plan)
    }
}

impl HasSchema for Plan {
    fn schema() -> Data {
        let properties = [
            ("$schema", String::schema()),
            ("total_steps", u64::schema()),
            ("expect_groups", u64::schema()),
            ("lr", Lr::schema()),
            ("momentum", Momentum::schema()),
            ("weight_decay", WeightDecay::schema()),
            ("scalars", Scalars::schema()),
            ("feedback", ReduceLrOnPlateau::schema()),
        ];
        object_schema(properties, &["lr"])
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
        fields.push((LR.torch, assignments::write(self.rates())));
        for other in self.others() {
            let name = match other.hyperparameter() {
                Hyperparameter::Lr => LR,
                Hyperparameter::Momentum => MOMENTUM,
                Hyperparameter::WeightDecay => WEIGHT_DECAY,
            };
            fields.push((name.torch, assignments::write(other)));
        }
        if !self.scalars().is_empty() {
            let scalar = |(name, scheduled): &(String, ScheduledValue)| (name.clone(), assignments::scalar(scheduled));
            fields.push((SCALARS.torch, Data::object(self.scalars().iter().map(scalar))));
        }
        if let Some(rule) = self.plateau() {
            fields.push((FEEDBACK.torch, rule.write()));
        }
        Data::object(fields)
    }
}

macro_rules! assignments_of {
    ($($type:ident),*) => {$(
        struct $type(Assignments);

        impl Read for $type {
            fn read(node: &Node<'_>) -> Result<Self> {
                assignments::read(node, Hyperparameter::$type).map(Self)
            }
        }

        impl HasSchema for $type {
            fn schema() -> Data {
                assignments::schema(Hyperparameter::$type)
            }
        }
    )*};
}

assignments_of!(Lr, Momentum, WeightDecay);

struct Scalars(Vec<(String, ScheduledValue)>);

impl Read for Scalars {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("scalars by their name").map(Self)
    }
}

impl HasSchema for Scalars {
    fn schema() -> Data {
        Data::object([("type", Data::text("object")), ("additionalProperties", ScheduledValue::schema())])
    }
}
