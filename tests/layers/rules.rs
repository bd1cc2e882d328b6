//! What a reference must keep to. Each rule returns one message for each place that breaks it.

use crate::circles::{circles, shortest};
use crate::references::Reference;
use crate::source::{LIB, room_of};
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// The references of a crate, and what they are held to.
pub struct Rules<'a> {
    pub references: Vec<Reference>,
    /// The rooms of each layer, the lowest first.
    pub layers: &'a [&'a [&'a str]],
    /// The file of the trait, which alone may name files of the `wrappers`, for a method that makes one.
    pub trait_file: Option<String>,
    pub wrappers: &'a str,
}

impl<'a> Rules<'a> {
    /// The rules of a crate whose root exports the trait by the name `trait_name`.
    pub fn new(tree: &Tree, layers: &'a [&'a [&'a str]], trait_name: &str, wrappers: &'a str) -> Self {
        Self { references: tree.references(), layers, trait_file: tree.file_of_root_item(trait_name), wrappers }
    }

    /// References whose paths begin at the root and lead no further.
    pub fn lost(&self) -> Vec<String> {
        let lost = self.references.iter().filter(|reference| reference.to == LIB);
        lost.map(|reference| format!("{reference}, which exports no such name from a room")).collect()
    }

    /// References from a lower layer to a higher one.
    pub fn upward(&self) -> Vec<String> {
        let mut upward = Vec::new();
        for reference in self.held_to_rules() {
            let (from, to) = reference.rooms();
            if let (Some(low), Some(high)) = (self.layer_of(from), self.layer_of(to))
                && low < high
            {
                let allowed = self.layers[..low].concat().join(", ");
                let to = format!("in `{to}` of layer {high}");
                upward.push(format!("{reference}, {to}, but `{from}` of layer {low} may only name: {allowed}"));
            }
        }
        upward
    }

    /// Circles among rooms, each with one reference for every step.
    pub fn circles(&self) -> Vec<String> {
        let first = self.first(Reference::rooms);
        let describe = |circle: &Vec<&str>| {
            let steps = first.iter().filter(|((from, to), _)| circle.contains(from) && circle.contains(to));
            let lines: Vec<_> = steps.map(|(_, reference)| format!("\n    {reference}")).collect();
            format!("a circle among {}, which must name each other in one direction only:{}", circle.join(", "), lines.concat())
        };
        circles(&first.keys().copied().collect()).iter().map(describe).collect()
    }

    /// Circles among files, each with the references of a shortest one. All files of a message form circles with each other.
    pub fn circles_of_files(&self) -> Vec<String> {
        let first = self.first(|reference| (&reference.from, &reference.to));
        let edges: BTreeSet<_> = first.keys().copied().collect();
        let describe = |circle: &Vec<&str>| {
            let steps = shortest(circle, &edges);
            let lines: Vec<_> = steps.iter().filter_map(|step| Some(format!("\n    {}", first.get(step)?))).collect();
            let others = match circle.len() - steps.len() {
                0 => String::new(),
                _ => format!(" (all in circles: {})", circle.join(", ")),
            };
            format!("{} files name each other in a circle, of which one must not{others}:{}", steps.len(), lines.concat())
        };
        circles(&edges).iter().map(describe).collect()
    }

    /// The first reference between each two different `ends`.
    fn first<'r>(&'r self, ends: impl Fn(&'r Reference) -> (&'r str, &'r str)) -> BTreeMap<(&'r str, &'r str), &'r Reference> {
        let mut first = BTreeMap::new();
        for reference in self.held_to_rules() {
            let (from, to) = ends(reference);
            if from != to {
                first.entry((from, to)).or_insert(reference);
            }
        }
        first
    }

    fn layer_of(&self, room: &str) -> Option<usize> {
        Some(1 + self.layers.iter().position(|rooms| rooms.contains(&room))?)
    }

    /// All references but those of the trait's file to the wrappers.
    fn held_to_rules(&self) -> impl Iterator<Item = &Reference> {
        let is_method =
            |reference: &&Reference| self.trait_file.as_ref() == Some(&reference.from) && room_of(&reference.to) == self.wrappers;
        self.references.iter().filter(move |reference| !is_method(reference))
    }
}
