use super::warning::Warning;
use crate::WarningKind;
use crate::data::Data;
use crate::data::wording::{count, number};

/// A warning that the length of the run is less than the steps of one epoch, so that it was probably counted in epochs.
pub(super) fn warning(plan: &Data) -> Option<Warning> {
    let epoch = match plan.at("run.steps_per_epoch")? {
        Data::Whole(steps) => *steps as f64,
        Data::Number(steps) => *steps,
        _ => return None,
    };
    let written = |path: &'static str| match plan.at(path) {
        Some(Data::Whole(total)) => Some((path, *total)),
        _ => None,
    };
    let (path, total) = written("run.total").or_else(|| written("total_steps"))?;
    let name = path.rsplit('.').next().unwrap_or(path);
    let message = format!(
        "{path} is {} steps, and an epoch has {}: was it meant in epochs? Then write {name} = \"{total}ep\"",
        count(total),
        number(epoch)
    );
    let subject = path.split('.').next().unwrap_or(path).to_owned();
    let warning = Warning { kind: WarningKind::WrongUnit, subject, path: path.to_owned(), position: None, message };
    ((total as f64) < epoch).then_some(warning)
}
