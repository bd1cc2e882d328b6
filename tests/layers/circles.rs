//! Circles in a directed graph.

use std::collections::{BTreeMap, BTreeSet};

/// The groups of more than one node in which each node reaches every other, each group sorted.
pub fn circles<'a>(edges: &BTreeSet<(&'a str, &'a str)>) -> Vec<Vec<&'a str>> {
    let nodes: BTreeSet<_> = edges.iter().flat_map(|&(from, to)| [from, to]).collect();
    let reached: BTreeMap<_, _> = nodes.iter().map(|&node| (node, reached_from(node, edges))).collect();
    let mut circles = BTreeSet::new();
    for (node, from_here) in &reached {
        let circle: Vec<_> = from_here.iter().filter(|other| reached[*other].contains(node)).copied().collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reached_from<'a>(start: &'a str, edges: &BTreeSet<(&'a str, &'a str)>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        let next = edges.iter().filter(|(from, _)| *from == node).map(|&(_, to)| to);
        open.extend(next.filter(|to| reached.insert(*to)));
    }
    reached
}
