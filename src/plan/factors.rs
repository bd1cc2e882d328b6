use super::layer_wise::LayerWise;
use crate::Schedule;
use crate::schedule::arithmetic::product;
use std::collections::HashMap;
use std::sync::Arc;

/// What multiplies the values of groups: numbers, schedules, and the factors of layers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Factors {
    pub(crate) numbers: Vec<(usize, f64)>,
    pub(crate) schedules: Vec<(usize, Arc<dyn Schedule>)>,
    /// At most one, once the plan is checked.
    pub(crate) layers: Vec<LayerWise>,
}

/// The same by group, so that many groups are found in linear time.
pub(super) struct FactorsByGroup<'a> {
    numbers: HashMap<usize, f64>,
    schedules: HashMap<usize, &'a Arc<dyn Schedule>>,
    layers: Option<LayerWise>,
}

impl Factors {
    /// The number of groups that an optimizer needs, so that every group that is multiplied exists.
    pub(super) fn named_groups(&self) -> usize {
        let numbers = self.numbers.iter().map(|(group, _)| *group);
        let highest = numbers.chain(self.schedules.iter().map(|(group, _)| *group)).max();
        let layers = self.layers.iter().map(LayerWise::groups).max();
        highest.map_or(0, |highest| highest.saturating_add(1)).max(layers.unwrap_or(0))
    }

    pub(super) fn by_group(&self) -> FactorsByGroup<'_> {
        FactorsByGroup {
            numbers: self.numbers.iter().copied().collect(),
            schedules: self.schedules.iter().map(|(group, schedule)| (*group, schedule)).collect(),
            layers: self.layers.first().copied(),
        }
    }
}

impl<'a> FactorsByGroup<'a> {
    /// The number and the schedule by which the values of a group are multiplied.
    pub(super) fn of(&self, group: usize) -> (Option<f64>, Option<&'a Arc<dyn Schedule>>) {
        let own = self.numbers.get(&group).copied();
        let of_layer = self.layers.and_then(|layers| layers.factor(group));
        let factor = match (own, of_layer) {
            (Some(own), Some(of_layer)) => Some(product(own, of_layer)),
            (own, of_layer) => own.or(of_layer),
        };
        (factor, self.schedules.get(&group).copied())
    }
}
