use super::part::{number as number_of, whole};
use super::warning::Warning;
use crate::WarningKind;
use crate::data::Data;
use crate::data::wording::{count, number};

/// A warning that the length of the run is less than the steps of one epoch, so that it was probably counted in epochs.
pub(super) fn warning(plan: &Data) -> Option<Warning> {
    let epoch = number_of(plan.at("run.steps_per_epoch")?)?;
    let written = |path: &'static str| Some((path, whole(plan.at(path)?)?));
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
