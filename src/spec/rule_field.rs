use super::PlanSpec;
use super::feedback::is_one_rule;
use super::rule_entry::RULES;
use crate::data::{Data, FieldName};

impl PlanSpec {
    /// A field of the feedback rule of this name.
    pub(crate) fn rule_field(&self, name: &str, field: &str) -> Option<&Data> {
        let feedback = self.data().field("feedback")?;
        if !is_one_rule(feedback) {
            return feedback.field(name)?.field(field);
        }
        let found = match feedback.field(FieldName::TYPE.torch) {
            Some(Data::Text(found)) => RULES.iter().find(|entry| entry.is_called(found))?,
            _ => return None,
        };
        if (found.default_name)() == name { feedback.field(field) } else { None }
    }
}
