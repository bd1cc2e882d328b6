use super::coupling::Coupling;
use super::factors::Factors;
use super::given::Given;
use super::layer_wise::LayerWise;
use super::scheduled_value::ScheduledValue;
use crate::error::check;
use crate::{Error, Hyperparameter, Result, Schedule, Setting};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The assignments of a plan to one hyperparameter: the source of all groups, the sources of single groups, and what multiplies the
/// values of groups.
#[derive(Debug, Clone)]
pub(crate) struct Assignments {
    hyperparameter: Hyperparameter,
    /// The sources by group. The group is `None` for the source of all groups. A group takes the parts that its own source lacks
    /// from the source of all groups.
    sources: Vec<(Option<usize>, Source)>,
    factors: Factors,
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
        Self { hyperparameter, sources: vec![], factors: Factors::default(), list_length: None }
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
        self.factors.numbers.push((group, factor));
    }

    /// Multiplies the values of a group by those of a schedule for the base 1.
    pub(crate) fn add_times(&mut self, group: usize, schedule: Arc<dyn Schedule>) {
        self.factors.schedules.push((group, schedule));
    }

    pub(crate) fn add_layer_wise(&mut self, layers: LayerWise) {
        self.factors.layers.push(layers);
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

    pub(crate) fn factors(&self) -> &Factors {
        &self.factors
    }

    /// The length of the list, if the sources were given as a list with one entry for each group.
    pub(crate) fn list_length(&self) -> Option<usize> {
        self.list_length
    }

    /// The number of groups that an optimizer needs, so that every group in the assignments exists. 0 if no group is named.
    pub(crate) fn named_groups(&self) -> usize {
        let highest = self.sources.iter().filter_map(|(group, _)| *group).max();
        let named = highest.map_or(0, |highest| highest.saturating_add(1)).max(self.factors.named_groups());
        named.max(self.list_length.unwrap_or(0))
    }

    /// The path of a group's source in the data of a plan: `lr.each[1]` for an entry of a list, `lr.groups.1` if the group is in
    /// `own`, the groups with their own source or with a schedule as their factor, and otherwise `lr`.
    pub(crate) fn path(&self, group: usize, own: &HashSet<usize>) -> String {
        let name = self.hyperparameter.name();
        match self.list_length {
            Some(length) if group < length => format!("{name}.each[{group}]"),
            _ if own.contains(&group) => format!("{name}.groups.{group}"),
            _ => name.into(),
        }
    }

    /// The groups that have their own source, or a schedule that multiplies their values.
    pub(crate) fn groups_with_own_course(&self) -> HashSet<usize> {
        let multiplied = self.factors.schedules.iter().map(|(group, _)| *group);
        self.sources.iter().filter_map(|(group, _)| *group).chain(multiplied).collect()
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// Checks that the assignments fit an optimizer that will have `expected` groups, and returns the source of each of the first
    /// `groups` groups. A scheduled source contains the index of its value in the returned list. Groups that share a source and
    /// that nothing multiplies share one value, so that it is computed once.
    pub(crate) fn resolve(&self, groups: usize, expected: usize) -> Result<(Vec<ScheduledValue>, Vec<Source<usize>>)> {
        self.check(expected)?;
        let (mut scheduled, mut resolved) = (vec![], vec![]);
        let mut shared: Vec<Option<usize>> = vec![None; self.sources.len()];
        let by_group: HashMap<_, _> = self.sources.iter().enumerate().map(|(index, (group, _))| (*group, index)).collect();
        let factors = self.factors.by_group();
        let common = by_group.get(&None).map(|index| &self.sources[*index].1);
        for group in 0..groups {
            let uncovered = || Error::UncoveredGroup { setting: Setting::of_group(self.hyperparameter, group) };
            let index = *by_group.get(&Some(group)).or_else(|| by_group.get(&None)).ok_or_else(uncovered)?;
            let (factor, times) = factors.of(group);
            let known = shared[index].filter(|_| factor.is_none() && times.is_none());
            if let Some(index) = known {
                resolved.push(Source::Scheduled(index));
                continue;
            }
            resolved.push(match (completed(&self.sources[index].1, common).ok_or_else(uncovered)?, times) {
                (Source::Coupled(_), Some(_)) => return Err(self.coupled_times(group)),
                (Source::Coupled(coupling), None) => Source::Coupled(coupling.times(factor.unwrap_or(1.0))),
                (Source::Scheduled(mut value), times) => {
                    if let Some(times) = times {
                        value = value.times_schedule(times);
                        value.nesting().check("plan")?;
                    } else if factor.is_none() {
                        shared[index] = Some(scheduled.len());
                    }
                    scheduled.push(factor.map_or_else(|| value.clone(), |factor| value.times(factor)));
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
        for &(group, factor) in &self.factors.numbers {
            let setting = self.check_setting(Some(group), &mut earlier, groups)?;
            check::of_setting(setting, "factor", factor)?;
        }
        earlier.clear();
        for (group, _) in &self.factors.schedules {
            self.check_setting(Some(*group), &mut earlier, groups)?;
        }
        self.check_layers(groups)
    }

    fn check_layers(&self, groups: usize) -> Result<()> {
        let setting = Setting::of_all(self.hyperparameter);
        for layers in &self.factors.layers {
            check::of_setting(setting, "decay", layers.decay)?;
            check::ensure(layers.layers >= 1, "plan", "layers", format!("at least 1 for {setting}"), layers.layers)?;
            if let Some(last) = layers.groups().checked_sub(1).filter(|last| *last >= groups) {
                return Err(Error::AbsentGroup { setting: Setting::of_group(self.hyperparameter, last), groups });
            }
        }
        let is_one = self.factors.layers.len() <= 1;
        check::ensure(is_one, "plan", "layer_wise", format!("given once for {setting}"), self.factors.layers.len())
    }

    /// The error for a group whose values depend on the rate and are to be multiplied by a schedule.
    fn coupled_times(&self, group: usize) -> Error {
        let setting = Setting::of_group(self.hyperparameter, group);
        let bound = "for a group that follows a schedule; give this one a `factor`, or a base and a schedule";
        Error::parameter("plan", "times", bound, format!("{setting}, which is coupled to the rate"))
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
