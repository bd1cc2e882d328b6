use super::coupling::Coupling;
use super::given::Given;
use super::scheduled_value::ScheduledValue;
use crate::error::check;
use crate::{Error, Hyperparameter, Result, Setting};
use std::collections::{HashMap, HashSet};

/// The assignments of a plan to one hyperparameter: the source of all groups, the sources of single groups, and the factors of
/// groups.
#[derive(Debug, Clone)]
pub(crate) struct Assignments {
    hyperparameter: Hyperparameter,
    /// The sources by group. The group is `None` for the source of all groups. A group takes the parts that its own source lacks
    /// from the source of all groups.
    sources: Vec<(Option<usize>, Source)>,
    factors: Vec<(usize, f64)>,
    /// The length of the list, if the sources were given as a list with one entry for each group.
    list_length: Option<usize>,
}

/// The source of a group's value: a base and a schedule (as given, completed, or as an index in a list), or a coupling to the
/// current rate.
#[derive(Debug, Clone)]
pub(crate) enum Source<T = Given> {
    Scheduled(T),
    Coupled(Coupling),
}

impl Assignments {
    pub(crate) fn new(hyperparameter: Hyperparameter) -> Self {
        Self { hyperparameter, sources: vec![], factors: vec![], list_length: None }
    }

    /// Creates the assignments from a list with one entry for each group, in the order of the groups.
    pub(crate) fn of_list(hyperparameter: Hyperparameter, entries: Vec<Given>) -> Self {
        let list_length = Some(entries.len());
        let sources = entries.into_iter().enumerate().map(|(group, given)| (Some(group), Source::Scheduled(given))).collect();
        Self { sources, list_length, ..Self::new(hyperparameter) }
    }

    /// The assignments of the companion momentum of the schedules, or `None` if no schedule has one.
    pub(crate) fn companion_momentum(&self) -> Option<Self> {
        let companion_momentum = |(group, source): &(Option<usize>, Source)| match source {
            Source::Scheduled(given) => Some((*group, Source::Scheduled(given.companion_momentum()?))),
            Source::Coupled(_) => None,
        };
        let sources: Vec<_> = self.sources.iter().filter_map(companion_momentum).collect();
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

    /// Whether a group with only a base follows the source of all groups, because that source is a schedule or a proportional
    /// coupling.
    pub(crate) fn has_common_course(&self) -> bool {
        self.sources.iter().any(|(group, source)| {
            group.is_none()
                && match source {
                    Source::Scheduled(given) => given.has_schedule(),
                    Source::Coupled(coupling) => coupling.is_proportional(),
                }
        })
    }

    pub(crate) fn factors(&self) -> &[(usize, f64)] {
        &self.factors
    }

    /// The length of the list, if the sources were given as a list with one entry for each group.
    pub(crate) fn list_length(&self) -> Option<usize> {
        self.list_length
    }

    /// The number of groups that an optimizer needs, so that every group in the assignments exists. 0 if no group is named.
    pub(crate) fn named_groups(&self) -> usize {
        let named = self.sources.iter().filter_map(|(group, _)| *group).chain(self.factors.iter().map(|(group, _)| *group));
        named.max().map_or(0, |highest| highest.saturating_add(1)).max(self.list_length.unwrap_or(0))
    }

    /// The path of a group's source in the data of a plan: `lr.each[1]` for an entry of a list, `lr.groups.1` if the group is in
    /// `own`, the groups with their own source, and otherwise `lr`.
    pub(crate) fn path(&self, group: usize, own: &HashSet<usize>) -> String {
        let name = self.hyperparameter.name();
        match self.list_length {
            Some(length) if group < length => format!("{name}.each[{group}]"),
            _ if own.contains(&group) => format!("{name}.groups.{group}"),
            _ => name.into(),
        }
    }

    /// The groups that have their own source.
    pub(crate) fn groups_with_own_source(&self) -> HashSet<usize> {
        self.sources.iter().filter_map(|(group, _)| *group).collect()
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// Checks that the assignments fit an optimizer that will have `expected` groups, and returns the source of each of the first
    /// `groups` groups. A scheduled source contains the index of its value in the returned list. Groups that share a source and
    /// have no factor share one value, so that it is computed once.
    pub(crate) fn resolve(&self, groups: usize, expected: usize) -> Result<(Vec<ScheduledValue>, Vec<Source<usize>>)> {
        self.check(expected)?;
        let (mut scheduled, mut resolved) = (vec![], vec![]);
        let mut shared: Vec<Option<usize>> = vec![None; self.sources.len()];
        let by_group: HashMap<_, _> = self.sources.iter().enumerate().map(|(index, (group, _))| (*group, index)).collect();
        let factors: HashMap<_, _> = self.factors.iter().copied().collect();
        let common = by_group.get(&None).map(|index| &self.sources[*index].1);
        for group in 0..groups {
            let uncovered = || Error::UncoveredGroup { setting: Setting::of_group(self.hyperparameter, group) };
            let index = *by_group.get(&Some(group)).or_else(|| by_group.get(&None)).ok_or_else(uncovered)?;
            let factor = factors.get(&group).copied();
            let known = shared[index].filter(|_| factor.is_none());
            if let Some(index) = known {
                resolved.push(Source::Scheduled(index));
                continue;
            }
            resolved.push(match (completed(&self.sources[index].1, common).ok_or_else(uncovered)?, factor) {
                (Source::Coupled(coupling), factor) => Source::Coupled(coupling.times(factor.unwrap_or(1.0))),
                (Source::Scheduled(value), Some(factor)) => {
                    scheduled.push(value.times(factor));
                    Source::Scheduled(scheduled.len() - 1)
                }
                (Source::Scheduled(value), None) => {
                    scheduled.push(value);
                    shared[index] = Some(scheduled.len() - 1);
                    Source::Scheduled(scheduled.len() - 1)
                }
            });
        }
        Ok((scheduled, resolved))
    }

    fn check(&self, groups: usize) -> Result<()> {
        if let Some(found) = self.list_length.filter(|&length| length != groups) {
            return Err(Error::GroupCount { list: "lr_groups", expected: groups, found });
        }
        let mut earlier = HashSet::new();
        for (group, source) in &self.sources {
            let setting = self.check_setting(*group, &mut earlier, groups)?;
            match source {
                Source::Scheduled(given) => given.check(setting)?,
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

    /// The setting of a group, if it is not among the `earlier` ones and the group exists.
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

/// The source of a group: `own`, with the absent parts from `common`. A base without a schedule follows a proportional coupling
/// too. `None` if neither source has a base.
fn completed(own: &Source, common: Option<&Source>) -> Option<Source<ScheduledValue>> {
    match (own, common) {
        (Source::Coupled(coupling), _) => Some(Source::Coupled(coupling.clone())),
        (Source::Scheduled(given), Some(Source::Scheduled(common))) => given.complete(Some(common)).map(Source::Scheduled),
        (Source::Scheduled(given), Some(Source::Coupled(coupling))) => match given.base().filter(|_| !given.has_schedule()) {
            Some(base) if coupling.is_proportional() => Some(Source::Coupled(coupling.with_value(base))),
            _ => given.complete(None).map(Source::Scheduled),
        },
        (Source::Scheduled(given), None) => given.complete(None).map(Source::Scheduled),
    }
}
