//! Paths in the spelling of a plan file.

use super::registry::parameter_in_code;
use crate::data::Data;

/// A path in torch's spelling (`lr.schedule.T_max`), as the file spells it (`lr.schedule.t_max`).
pub(crate) fn spelled(data: &Data, path: &str) -> String {
    let (mut place, mut written) = (Some(data), String::new());
    for step in path.split('.') {
        let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
        let name = match place {
            Some(object) if object.field(name).is_none() => {
                let Some(Data::Text(type_name)) = object.field("type") else { return path.into() };
                let in_code = parameter_in_code(type_name, name);
                if object.field(in_code).is_some() { in_code } else { name }
            }
            _ => name,
        };
        if !written.is_empty() {
            written.push('.');
        }
        written.push_str(name);
        written.push_str(indices);
        place = place.and_then(|place| place.at(&format!("{name}{indices}")));
    }
    written
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::spelled;
    use crate::{PlanSpec, Result};

    #[test]
    fn names_are_those_of_the_file() -> Result<()> {
        let member = |schedulers: &str, t_max: &str| {
            let member = format!("{{ type = 'CosineAnnealingLr', {t_max} = 1 }}");
            let schedule = format!("{{ type = 'SequentialLR', {schedulers} = [{member}] }}");
            PlanSpec::from_toml(&format!("[lr]\nbase = 1\nschedule = {schedule}"))
        };
        let path = "lr.schedule.schedulers[0].T_max";
        assert_eq!(spelled(member("schedulers", "T_max")?.data(), path), path);
        assert_eq!(spelled(member("schedules", "t_max")?.data(), path), "lr.schedule.schedules[0].t_max");
        assert_eq!(spelled(member("schedules", "x")?.data(), "lr.base"), "lr.base");
        Ok(())
    }
}
