//! Milestones that are written twice, and a milestone at step 0.

use super::finding::Finding;
use super::part::{Part, whole};
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::{count, number};

pub(super) fn check(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let gamma = part.number("gamma").filter(|gamma| part.type_name() == "MultiStepLR" && *gamma != 1.0)?;
    let milestones: Vec<_> = part.list("milestones").iter().filter_map(whole).collect();
    let place = names.place(part, "milestones");
    let finding = |kind, message| Some(Finding::of_parameter(kind, part, "milestones", message));
    if part.start == 0 && milestones.first() == Some(&0) {
        let times = milestones.iter().filter(|step| **step == 0).count() as i32;
        let message = format!(
            "{place} begins with 0, so the value is {} of {} from the first step on. Leave it out",
            number(gamma.powi(times)),
            names.base()
        );
        return finding(WarningKind::NeverReached, message);
    }
    let twice = milestones.windows(2).find(|pair| pair[0] == pair[1])?[0];
    let times = milestones.iter().filter(|step| **step == twice).count() as i32;
    let message = format!(
        "{place} has step {} {times} times, so the value is multiplied by {} there. Write each step once",
        count(part.absolute(twice)),
        number(gamma.powi(times))
    );
    finding(WarningKind::Jump, message)
}
