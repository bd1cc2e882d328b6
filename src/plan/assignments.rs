use super::coupling::Coupling;
use super::scheduled_value::ScheduledValue;
use crate::error::check;
use crate::{Error, Hyperparameter, Result, Setting};
use std::collections::{HashMap, HashSet};

/// What a plan assigns to one hyperparameter: a source for single groups, and one for the others.
#[derive(Debug, Clone)]
pub(crate) struct Assignments {
    hyperparameter: Hyperparameter,
    sources: Vec<(Option<usize>, Source)>,
    factors: Vec<(usize, f64)>,
    listed: Option<usize>,
}

/// Where the values of one group come from: a schedule, given itself or by its index in a list, or the rate in force.
#[derive(Debug, Clone)]
pub(crate) enum Source<T = ScheduledValue> {
    Scheduled(T),
    Coupled(Coupling),
}

impl Assignments {
    pub(crate) fn new(hyperparameter: Hyperparameter) -> Self {
        Self { hyperparameter, sources: vec![], factors: vec![], listed: None }
    }

    pub(crate) fn of_each(hyperparameter: Hyperparameter, scheduled: Vec<ScheduledValue>) -> Self {
        let listed = Some(scheduled.len());
        let sources =
            scheduled.into_iter().enumerate().map(|(group, scheduled)| (Some(group), Source::Scheduled(scheduled))).collect();
        Self { sources, listed, ..Self::new(hyperparameter) }
    }

    /// The momenta that the schedules carry, if any of them carries one.
    pub(crate) fn companion(&self) -> Option<Self> {
        let companion = |(group, source): &(Option<usize>, Source)| match source {
            Source::Scheduled(scheduled) => Some((*group, Source::Scheduled(scheduled.companion()?))),
            Source::Coupled(_) => None,
        };
        let sources: Vec<_> = self.sources.iter().filter_map(companion).collect();
        (!sources.is_empty()).then_some(Self { sources, ..Self::new(Hyperparameter::Momentum) })
    }

    pub(crate) fn with(mut self, group: Option<usize>, source: Source) -> Self {
        self.add(group, source);
        self
    }

    pub(crate) fn add(&mut self, group: Option<usize>, source: Source) {
        self.sources.push((group, source));
    }

    pub(crate) fn add_factor(&mut self, group: usize, factor: f64) {
        self.factors.push((group, factor));
    }

    pub(crate) fn sources(&self) -> &[(Option<usize>, Source)] {
        &self.sources
    }

    pub(crate) fn factors(&self) -> &[(usize, f64)] {
        &self.factors
    }

    /// The length of the list, if the groups were given as a list with one entry per group.
    pub(crate) fn listed(&self) -> Option<usize> {
        self.listed
    }

    /// The highest group that is named, and one more.
    pub(crate) fn named_groups(&self) -> usize {
        let named = self.sources.iter().filter_map(|(group, _)| *group).chain(self.factors.iter().map(|(group, _)| *group));
        named.max().map_or(0, |highest| highest.saturating_add(1)).max(self.listed.unwrap_or(0))
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// Checks that the assignments fit an optimizer that will have `expected` groups, and returns the source of each of its `groups`
    /// groups. Groups with the same source share one scheduled value, so that it is computed once.
    pub(crate) fn resolve(&self, groups: usize, expected: usize) -> Result<(Vec<ScheduledValue>, Vec<Source<usize>>)> {
        self.check(expected)?;
        let (mut scheduled, mut resolved) = (vec![], vec![]);
        let mut shared: Vec<Option<usize>> = vec![None; self.sources.len()];
        let by_group: HashMap<_, _> = self.sources.iter().enumerate().map(|(index, (group, _))| (*group, index)).collect();
        let factors: HashMap<_, _> = self.factors.iter().copied().collect();
        for group in 0..groups {
            let uncovered = || Error::UncoveredGroup { setting: Setting::of_group(self.hyperparameter, group) };
            let index = *by_group.get(&Some(group)).or_else(|| by_group.get(&None)).ok_or_else(uncovered)?;
            let source = match (&self.sources[index].1, factors.get(&group).copied()) {
                (Source::Coupled(coupling), _) => Source::Coupled(coupling.clone()),
                (Source::Scheduled(own), Some(factor)) => {
                    scheduled.push(own.times(factor));
                    Source::Scheduled(scheduled.len() - 1)
                }
                (Source::Scheduled(common), None) => Source::Scheduled(*shared[index].get_or_insert_with(|| {
                    scheduled.push(common.clone());
                    scheduled.len() - 1
                })),
            };
            resolved.push(source);
        }
        Ok((scheduled, resolved))
    }

    fn check(&self, groups: usize) -> Result<()> {
        if let Some(found) = self.listed.filter(|&listed| listed != groups) {
            return Err(Error::GroupCount { list: "lr_groups", expected: groups, found });
        }
        let mut earlier = HashSet::new();
        for (group, source) in &self.sources {
            let setting = self.check_setting(*group, &mut earlier, groups)?;
            match source {
                Source::Scheduled(scheduled) => scheduled.check(setting)?,
                Source::Coupled(coupling) => coupling.check(setting)?,
            }
        }
        earlier.clear();
        for &(group, factor) in &self.factors {
            let setting = self.check_setting(Some(group), &mut earlier, groups)?;
            check::of_setting(setting, "factor", factor)?;
        }
        Ok(())
    }

    fn check_setting(&self, group: Option<usize>, earlier: &mut HashSet<Option<usize>>, groups: usize) -> Result<Setting> {
        let setting = Setting { hyperparameter: self.hyperparameter, group };
        if !earlier.insert(group) {
            return Err(Error::SettingTwice { setting });
        }
        if group.is_some_and(|group| group >= groups) {
            return Err(Error::AbsentGroup { setting, groups });
        }
        Ok(setting)
    }
}
