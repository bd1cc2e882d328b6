use super::coupling::Coupling;
use super::course::Course;
use crate::error::check;
use crate::{Error, Hyperparameter, Knob, Result};
use std::collections::{HashMap, HashSet};

/// What a plan says of one hyperparameter: of single groups, and of the rest.
#[derive(Debug, Clone)]
pub(crate) struct Track {
    hyperparameter: Hyperparameter,
    entries: Vec<(Option<usize>, Entry)>,
    factors: Vec<(usize, f64)>,
    listed: Option<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Entry {
    Own(Course),
    Coupled(Coupling),
}

/// What one group follows.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// The course of this number.
    Course(usize),
    Coupled(Coupling),
}

impl Track {
    pub(crate) fn new(hyperparameter: Hyperparameter) -> Self {
        Self { hyperparameter, entries: vec![], factors: vec![], listed: None }
    }

    pub(crate) fn of_each(hyperparameter: Hyperparameter, courses: Vec<Course>) -> Self {
        let listed = Some(courses.len());
        let entries = courses.into_iter().enumerate().map(|(group, course)| (Some(group), Entry::Own(course))).collect();
        Self { entries, listed, ..Self::new(hyperparameter) }
    }

    /// The track of the momenta that this track's schedules carry, if any does.
    pub(crate) fn companion(&self) -> Option<Self> {
        let companion = |(group, entry): &(Option<usize>, Entry)| match entry {
            Entry::Own(course) => Some((*group, Entry::Own(course.companion()?))),
            Entry::Coupled(_) => None,
        };
        let entries: Vec<_> = self.entries.iter().filter_map(companion).collect();
        (!entries.is_empty()).then_some(Self { entries, ..Self::new(Hyperparameter::Momentum) })
    }

    pub(crate) fn with(mut self, group: Option<usize>, entry: Entry) -> Self {
        self.add(group, entry);
        self
    }

    pub(crate) fn add(&mut self, group: Option<usize>, entry: Entry) {
        self.entries.push((group, entry));
    }

    pub(crate) fn add_factor(&mut self, group: usize, factor: f64) {
        self.factors.push((group, factor));
    }

    pub(crate) fn entries(&self) -> &[(Option<usize>, Entry)] {
        &self.entries
    }

    pub(crate) fn factors(&self) -> &[(usize, f64)] {
        &self.factors
    }

    /// How many groups were given as a list that must name all.
    pub(crate) fn listed(&self) -> Option<usize> {
        self.listed
    }

    /// The highest group that is named, and one more.
    pub(crate) fn named_groups(&self) -> usize {
        let named = self.entries.iter().filter_map(|(group, _)| *group).chain(self.factors.iter().map(|(group, _)| *group));
        named.max().map_or(0, |highest| highest.saturating_add(1)).max(self.listed.unwrap_or(0))
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// What each of `groups` groups follows, once it is sure that the track fits an optimizer that will have `announced` of them.
    /// Groups that follow the same share a course, so that it is worked out once.
    pub(crate) fn resolve(&self, groups: usize, announced: usize) -> Result<(Vec<Course>, Vec<Source>)> {
        self.check(announced)?;
        let (mut courses, mut sources) = (vec![], vec![]);
        let mut shared: Vec<Option<usize>> = vec![None; self.entries.len()];
        let entries: HashMap<_, _> = self.entries.iter().enumerate().map(|(index, (group, _))| (*group, index)).collect();
        let factors: HashMap<_, _> = self.factors.iter().copied().collect();
        for group in 0..groups {
            let uncovered = || Error::UncoveredGroup { knob: Knob::of_group(self.hyperparameter, group) };
            let index = *entries.get(&Some(group)).or_else(|| entries.get(&None)).ok_or_else(uncovered)?;
            let source = match (&self.entries[index].1, factors.get(&group).copied()) {
                (Entry::Coupled(coupling), _) => Source::Coupled(coupling.clone()),
                (Entry::Own(course), Some(factor)) => {
                    courses.push(course.times(factor));
                    Source::Course(courses.len() - 1)
                }
                (Entry::Own(course), None) => Source::Course(*shared[index].get_or_insert_with(|| {
                    courses.push(course.clone());
                    courses.len() - 1
                })),
            };
            sources.push(source);
        }
        Ok((courses, sources))
    }

    fn check(&self, groups: usize) -> Result<()> {
        if let Some(found) = self.listed.filter(|&listed| listed != groups) {
            return Err(Error::GroupCount { list: "lr_groups", expected: groups, found });
        }
        let mut earlier = HashSet::new();
        for (group, entry) in &self.entries {
            let knob = self.check_knob(*group, &mut earlier, groups)?;
            match entry {
                Entry::Own(course) => course.check(knob)?,
                Entry::Coupled(coupling) => coupling.check(knob)?,
            }
        }
        earlier.clear();
        for &(group, factor) in &self.factors {
            let knob = self.check_knob(Some(group), &mut earlier, groups)?;
            check::of_knob(knob, "factor", factor)?;
        }
        Ok(())
    }

    fn check_knob(&self, group: Option<usize>, earlier: &mut HashSet<Option<usize>>, groups: usize) -> Result<Knob> {
        let knob = Knob { hyperparameter: self.hyperparameter, group };
        if !earlier.insert(group) {
            return Err(Error::KnobTwice { knob });
        }
        if group.is_some_and(|group| group >= groups) {
            return Err(Error::AbsentGroup { knob, groups });
        }
        Ok(knob)
    }
}
