//! Names of fields in other libraries, and what to write instead.

mod plan;
mod row;
mod rule;
mod run;
mod schedule;
mod setting;

use super::nearest::folded;
use plan::PLAN;
use row::Row;
use rule::RULE;
use run::RUN;
use schedule::SCHEDULE;
use setting::SETTING;

/// What to write instead of an unknown field in an object with the fields `known`, or `None` if the name is not known.
pub(crate) fn field_elsewhere(found: &str, known: &[&str]) -> Option<&'static str> {
    let folded_name = folded(found);
    let fits = |(names, needed, _): &&Row| {
        needed.iter().any(|name| known.contains(name)) && names.iter().any(|name| folded(name) == folded_name)
    };
    [PLAN, RUN, SETTING, RULE, SCHEDULE].into_iter().flatten().find(fits).map(|(_, _, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_decides_what_a_name_means() {
        let plan = ["total_steps", "lr"];
        assert_eq!(field_elsewhere("Learning-Rate", &plan), Some("write lr = { base = 0.1 }"));
        assert_eq!(field_elsewhere("learning_rate", &["base", "schedule"]), Some("write base"));
        assert_eq!(field_elsewhere("learning_rate", &["type", "max_lr"]), Some("write max_lr"));
        assert_eq!(field_elsewhere("wavelength", &plan), None);
        assert_eq!(field_elsewhere("last_epoch", &plan), None);
    }
}
