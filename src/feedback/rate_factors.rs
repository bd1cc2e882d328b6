use crate::schedule::arithmetic::{product, saturate};

/// The factors of one rule, one for each group. A factor is kept as two rates: the scheduled rate when the rule changed the rate
/// last, and the rate that it set. So the rate has the bits that the rule set, as long as the scheduled rate stays the same.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct RateFactors {
    pub(crate) scheduled: Vec<f64>,
    pub(crate) lr: Vec<f64>,
}

impl RateFactors {
    pub(crate) fn new(groups: usize) -> Self {
        Self { scheduled: vec![1.0; groups], lr: vec![1.0; groups] }
    }

    /// The scheduled rate of a group, times the factor.
    pub(crate) fn lr(&self, group: usize, scheduled: f64) -> f64 {
        match (self.scheduled.get(group), self.lr.get(group)) {
            (Some(at), Some(lr)) if at.to_bits() == scheduled.to_bits() => *lr,
            _ => product(scheduled, self.factor(group)),
        }
    }

    pub(crate) fn factor(&self, group: usize) -> f64 {
        match (self.scheduled.get(group), self.lr.get(group)) {
            (Some(at), Some(lr)) if *at != 0.0 => saturate(lr / at),
            _ => 1.0,
        }
    }

    pub(crate) fn set(&mut self, group: usize, scheduled: f64, lr: f64) {
        if let (true, Some(at), Some(rate)) = (scheduled != 0.0, self.scheduled.get_mut(group), self.lr.get_mut(group)) {
            (*at, *rate) = (scheduled, lr);
        }
    }

    /// Adapts the factors to a new number of groups. A group that is added has the smallest factor of the others.
    pub(crate) fn regroup(&mut self, groups: usize) {
        let smallest = (0..self.lr.len()).min_by(|left, right| self.factor(*left).total_cmp(&self.factor(*right)));
        let at = |list: &[f64]| smallest.and_then(|group| list.get(group).copied()).unwrap_or(1.0);
        let (scheduled, lr) = (at(&self.scheduled), at(&self.lr));
        self.scheduled.resize(groups, scheduled);
        self.lr.resize(groups, lr);
    }
}
