use crate::{Error, Result};
use std::sync::{Arc, PoisonError};
use tch::nn::VarStore;

/// Assigns the variables of an existing network to parameter groups by name, and returns the number of groups.
///
/// Use it for layer-wise rates of a model whose code does not set groups. `group_of` receives the name of a trainable variable
/// in the store, such as `layer2.weight`, and returns its group, counted from 0. The variables come in the order in which they
/// were created. If a variable has two names, `group_of` receives the alphabetically first one. The number of groups is the
/// highest group plus 1, or 0 if the store has no trainable variable.
///
/// Call this function before the optimizer is built, because an optimizer reads the group of a variable only once.
///
/// # Errors
/// [`Error::GroupsInUse`] if a variable would move to another group while an optimizer of this store exists. No group is changed
/// then.
///
/// ```
/// use tch::{Device, nn};
/// use tch_lr_scheduler::{Constant, Plan, assign_groups};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// for layer in 0..3 {
///     nn::linear(vs.root() / format!("layer{layer}"), 4, 4, Default::default());
/// }
/// let depth = |name: &str| name.trim_start_matches("layer").chars().next().and_then(|digit| digit.to_digit(10));
/// let layers = assign_groups(&vs, |name| depth(name).map_or(0, |depth| depth as usize))?;
///
/// let opt = Plan::lr(0.8, Constant).layer_wise(layers, 0.5).build(&vs, nn::Sgd::default())?;
/// assert_eq!(opt.lrs(), [0.2, 0.4, 0.8]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn assign_groups(vs: &VarStore, mut group_of: impl FnMut(&str) -> usize) -> Result<usize> {
    // Only optimizers share the variables with their store.
    let is_in_use = Arc::strong_count(&vs.variables_) > 1;
    let mut variables = vs.variables_.lock().unwrap_or_else(PoisonError::into_inner);
    let mut names: Vec<_> = variables.named_variables.iter().map(|(name, tensor)| (tensor.data_ptr(), name.clone())).collect();
    names.sort();
    let mut assigned = vec![];
    for variable in &variables.trainable_variables {
        let pointer = variable.tensor.data_ptr();
        let first = names.partition_point(|(known, _)| *known < pointer);
        let name = names.get(first).filter(|(known, _)| *known == pointer).map(|(_, name)| name);
        let group = name.map_or(variable.group, |name| group_of(name));
        match name {
            Some(name) if is_in_use && group != variable.group => {
                return Err(Error::GroupsInUse { variable: name.clone(), group: variable.group, assigned: group });
            }
            _ => assigned.push(group),
        }
    }
    variables.trainable_variables.iter_mut().zip(&assigned).for_each(|(variable, group)| variable.group = *group);
    Ok(assigned.into_iter().max().map_or(0, |highest| highest.saturating_add(1)))
}
