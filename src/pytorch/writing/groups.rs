use super::each::Each;
use crate::data::Data;
use crate::data::Write;
use crate::{Result, State};

/// What is to be written to the optimizer's groups, which some of torch's classes read at every step.
pub(super) struct Groups(Vec<Vec<(&'static str, f64)>>);

impl Groups {
    pub(super) fn new(groups: usize) -> Self {
        Self(vec![vec![]; groups])
    }

    /// One value a group. Torch has one place for it, whatever the number of schedulers that look there.
    pub(super) fn set(&mut self, name: &'static str, values: &[f64], by: &Each<'_>) -> Result<()> {
        for (group, (fields, value)) in self.0.iter_mut().zip(values).enumerate() {
            match fields.iter().find(|(known, _)| *known == name) {
                Some((_, known)) if known.to_bits() != value.to_bits() => {
                    let expected = format!("{name} {known:?} of group {group}, which torch's schedulers of one optimizer share");
                    return Err(by.problem(expected, format!("{value:?}")));
                }
                Some(_) => {}
                None => fields.push((name, *value)),
            }
        }
        Ok(())
    }

    /// Beside the values in force, and where all starts from if no scheduler has said so.
    pub(super) fn written(self, state: &State, initial: Option<&[f64]>) -> Data {
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
