//! Circles in a directed graph.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The nodes to which each node has an edge.
type Next<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// The groups of more than one node in which each node reaches every other, each group sorted.
pub fn circles<'a>(edges: &BTreeSet<(&'a str, &'a str)>) -> Vec<Vec<&'a str>> {
    let next = next(edges);
    let reached: BTreeMap<_, BTreeSet<_>> =
        next.keys().map(|&node| (node, paths_from(node, &next).into_keys().collect())).collect();
    let mut circles = BTreeSet::new();
    for (node, from_here) in &reached {
        let is_back = |other: &&&str| reached.get(*other).is_some_and(|reached| reached.contains(node));
        let circle: Vec<_> = from_here.iter().filter(is_back).copied().collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

/// The edges of a shortest circle through the first node of a group that [`circles`] found.
pub fn shortest<'a>(circle: &[&'a str], edges: &BTreeSet<(&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    let Some(&start) = circle.first() else { return vec![] };
    let before = paths_from(start, &next(edges));
    let (mut steps, mut to) = (vec![], start);
    while let Some(&from) = before.get(to) {
        steps.push((from, to));
        if from == start {
            break;
        }
        to = from;
    }
    steps.reverse();
    steps
}

fn next<'a>(edges: &BTreeSet<(&'a str, &'a str)>) -> Next<'a> {
    let mut next = Next::new();
    for &(from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    next
}

/// The nodes that are reached from `start`, each with the node before it on a shortest path.
fn paths_from<'a>(start: &'a str, next: &Next<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut before = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for &to in next.get(node).into_iter().flatten() {
            before.entry(to).or_insert_with(|| {
                open.push_back(to);
                node
            });
        }
    }
    before
}
