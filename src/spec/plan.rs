use super::track;
use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, object_schema};
use crate::plan::course::Course;
use crate::plan::track::Track;
use crate::{Hyperparameter, Plan, ReduceLrOnPlateau, Result};

const TOTAL_STEPS: FieldName = FieldName::plain("total_steps");
const GROUPS: FieldName = FieldName::plain("groups");
const LR: FieldName = FieldName::plain("lr");
const MOMENTUM: FieldName = FieldName::plain("momentum");
const WEIGHT_DECAY: FieldName = FieldName::plain("weight_decay");
const NUMBERS: FieldName = FieldName::plain("numbers");
const FEEDBACK: FieldName = FieldName::plain("feedback");
/// What editors look for to know the format.
const SCHEMA: FieldName = FieldName::plain("$schema");

impl Read for Plan {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&[TOTAL_STEPS, GROUPS, LR, MOMENTUM, WEIGHT_DECAY, NUMBERS, FEEDBACK, SCHEMA])?;
        let mut plan = Self::of(node.required::<Lr>(LR)?.0);
        if let Some(Momentum(track)) = node.optional(MOMENTUM)? {
            plan.add_track(track);
        }
        if let Some(WeightDecay(track)) = node.optional(WEIGHT_DECAY)? {
            plan.add_track(track);
        }
        if let Some(Numbers(numbers)) = node.optional(NUMBERS)? {
            plan = numbers.into_iter().fold(plan, |plan, (name, course)| plan.with_number(name, course));
        }
        if let Some(rule) = node.optional::<ReduceLrOnPlateau>(FEEDBACK)? {
            plan = plan.reduce_lr_on_plateau(rule);
        }
        if let Some(groups) = node.optional::<u64>(GROUPS)? {
            let groups = usize::try_from(groups).map_err(|_| node.problem("groups as a number of groups", groups.to_string()))?;
            plan = plan.groups(groups);
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
            ("groups", u64::schema()),
            ("lr", Lr::schema()),
            ("momentum", Momentum::schema()),
            ("weight_decay", WeightDecay::schema()),
            ("numbers", Numbers::schema()),
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
        if self.announced_groups() > 0 {
            fields.push((GROUPS.torch, Data::Whole(self.announced_groups() as u64)));
        }
        fields.push((LR.torch, track::write(self.rates())));
        for other in self.others() {
            let name = match other.hyperparameter() {
                Hyperparameter::Lr => LR,
                Hyperparameter::Momentum => MOMENTUM,
                Hyperparameter::WeightDecay => WEIGHT_DECAY,
            };
            fields.push((name.torch, track::write(other)));
        }
        if !self.numbers().is_empty() {
            let number = |(name, course): &(String, Course)| (name.clone(), track::number(course));
            fields.push((NUMBERS.torch, Data::object(self.numbers().iter().map(number))));
        }
        if let Some(rule) = self.plateau() {
            fields.push((FEEDBACK.torch, rule.write()));
        }
        Data::object(fields)
    }
}

macro_rules! tracks {
    ($($type:ident),*) => {$(
        struct $type(Track);

        impl Read for $type {
            fn read(node: &Node<'_>) -> Result<Self> {
                track::read(node, Hyperparameter::$type).map(Self)
            }
        }

        impl HasSchema for $type {
            fn schema() -> Data {
                track::schema(Hyperparameter::$type)
            }
        }
    )*};
}

tracks!(Lr, Momentum, WeightDecay);

struct Numbers(Vec<(String, Course)>);

impl Read for Numbers {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("numbers by their name").map(Self)
    }
}

impl HasSchema for Numbers {
    fn schema() -> Data {
        Data::object([("type", Data::text("object")), ("additionalProperties", Course::schema())])
    }
}
