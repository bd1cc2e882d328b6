use super::thinned::Thinned;
use std::collections::HashMap;

/// The curves of all groups. Groups share a curve until their values differ, so that a plan of many groups needs little memory.
pub struct Shared {
    empty: Thinned,
    curves: Vec<Thinned>,
    /// The index of the curve of each group.
    curve_of: Vec<usize>,
}

impl Shared {
    pub fn new(empty: Thinned) -> Self {
        Self { empty, curves: vec![], curve_of: vec![] }
    }

    /// Adds the value of each group at a step.
    pub fn push(&mut self, step: u64, values: impl Iterator<Item = f64>) {
        // The value of each curve, and the new curve of the groups that have another value.
        let mut current: Vec<Option<f64>> = vec![None; self.curves.len()];
        let mut parted: HashMap<(usize, u64), usize> = HashMap::new();
        for (group, value) in values.enumerate() {
            if self.curves.is_empty() {
                self.curves.push(self.empty.clone());
                current.push(None);
            }
            if group == self.curve_of.len() {
                self.curve_of.push(0);
            }
            let curve = self.curve_of[group];
            match current[curve] {
                None => current[curve] = Some(value),
                Some(known) if known.to_bits() == value.to_bits() => {}
                Some(_) => {
                    self.curve_of[group] = *parted.entry((curve, value.to_bits())).or_insert_with(|| {
                        self.curves.push(self.curves[curve].clone());
                        current.push(Some(value));
                        current.len() - 1
                    });
                }
            }
        }
        for (curve, value) in self.curves.iter_mut().zip(current) {
            value.into_iter().for_each(|value| curve.push(step, value));
        }
    }

    /// Each curve with its groups, in the order of the first group.
    pub fn curves(self) -> Vec<(Vec<usize>, Thinned)> {
        let mut curves: Vec<_> = self.curves.into_iter().map(|curve| (vec![], curve)).collect();
        for (group, curve) in self.curve_of.into_iter().enumerate() {
            curves[curve].0.push(group);
        }
        curves.sort_by_key(|(groups, _)| groups.first().copied());
        curves
    }
}
