use std::sync::PoisonError;
use tch::nn::VarStore;

/// Puts the variables of a network that is built already into parameter groups, by their names: for layer-wise rates of a model
/// that one has not written oneself. Returns how many groups there are then.
///
/// `group_of` is asked for every trainable variable, by its name in the store (`layer2.weight`), in the order in which they were
/// made. To be called before the optimizer is built, which takes each variable into its group once and for all. A variable with
/// two names goes by the first in the alphabet.
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
/// let layers = assign_groups(&vs, |name| depth(name).map_or(0, |depth| depth as usize));
///
/// let opt = Plan::lr(0.8, Constant).layer_wise(layers, 0.5).build(&vs, nn::Sgd::default())?;
/// assert_eq!(opt.lrs(), [0.2, 0.4, 0.8]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn assign_groups(vs: &VarStore, mut group_of: impl FnMut(&str) -> usize) -> usize {
    let mut variables = vs.variables_.lock().unwrap_or_else(PoisonError::into_inner);
    let mut names: Vec<_> = variables.named_variables.iter().map(|(name, tensor)| (tensor.data_ptr(), name.clone())).collect();
    names.sort();
    let mut groups = 0;
    for variable in &mut variables.trainable_variables {
        let pointer = variable.tensor.data_ptr();
        let first = names.partition_point(|(known, _)| *known < pointer);
        if let Some((_, name)) = names.get(first).filter(|(known, _)| *known == pointer) {
            variable.group = group_of(name);
        }
        groups = groups.max(variable.group.saturating_add(1));
    }
    groups
}
