use super::per_group::PerGroup;
use crate::data::Data;
use crate::data::Write;
use crate::{Result, State};

/// The fields to write to the `param_groups` of the optimizer. Some of torch's classes read them at every step.
pub(super) struct ParamGroups(Vec<Vec<(&'static str, f64)>>);

impl ParamGroups {
    pub(super) fn new(groups: usize) -> Self {
        Self(vec![vec![]; groups])
    }

    /// Sets a field of every group. All schedulers of an optimizer share the field, so a second value must equal the first.
    pub(super) fn set(&mut self, name: &'static str, values: &[f64], schedules: &PerGroup<'_>) -> Result<()> {
        for (group, (fields, value)) in self.0.iter_mut().zip(values).enumerate() {
            match fields.iter().find(|(known, _)| *known == name) {
                Some((_, known)) if known.to_bits() != value.to_bits() => {
                    let expected =
                        format!("{name} {known:?} in group {group}, because torch's schedulers of one optimizer share it");
                    return Err(schedules.problem(expected, format!("{value:?}")));
                }
                Some(_) => {}
                None => fields.push((name, *value)),
            }
        }
        Ok(())
    }

    /// The groups as data: their current rates and momenta, the fields that were set, and `initial` as `initial_lr` unless a
    /// scheduler has set that field.
    pub(super) fn into_data(self, state: &State, initial: Option<&[f64]>) -> Data {
        let group = |(group, own): (usize, Vec<(&'static str, f64)>)| {
            let momentum = state.momentum.get(group).map(|momentum| ("momentum", *momentum));
            let initial = initial.filter(|_| own.iter().all(|(name, _)| *name != "initial_lr"));
            let initial = initial.map(|initial| ("initial_lr", initial[group]));
            let fields = [Some(("lr", state.lr[group])), initial, momentum].into_iter().flatten().chain(own);
            Data::object(fields.map(|(name, value)| (name, value.write())))
        };
        Data::list(self.0.into_iter().enumerate().map(group))
    }
}
