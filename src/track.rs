use crate::coupling::Coupling;
use crate::course::Course;
use crate::{Error, Hyperparameter, Knob, Result, check};

/// What a plan says of one hyperparameter: of single groups, and of the rest.
#[derive(Debug, Clone)]
pub(crate) struct Track {
    hyperparameter: Hyperparameter,
    entries: Vec<(Option<usize>, Entry)>,
    listed: Option<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Entry {
    Own(Course),
    /// So many times what the groups have that have nothing of their own.
    Factor(f64),
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
        Self { hyperparameter, entries: vec![], listed: None }
    }

    pub(crate) fn of_each(hyperparameter: Hyperparameter, courses: Vec<Course>) -> Self {
        let listed = Some(courses.len());
        let entries = courses.into_iter().enumerate().map(|(group, course)| (Some(group), Entry::Own(course))).collect();
        Self { hyperparameter, entries, listed }
    }

    /// The track of the momenta that this track's schedules carry, if any does.
    pub(crate) fn companion(&self) -> Option<Self> {
        let companion = |(group, entry): &(Option<usize>, Entry)| match entry {
            Entry::Own(course) => Some((*group, Entry::Own(course.companion()?))),
            _ => None,
        };
        let entries: Vec<_> = self.entries.iter().filter_map(companion).collect();
        (!entries.is_empty()).then_some(Self { entries, ..Self::new(Hyperparameter::Momentum) })
    }

    pub(crate) fn add(&mut self, group: Option<usize>, entry: Entry) {
        self.entries.push((group, entry));
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// What each of `groups` groups follows, once it is sure that the track fits an optimizer that will have `announced` of them.
    pub(crate) fn resolve(&self, groups: usize, announced: usize) -> Result<(Vec<Course>, Vec<Source>)> {
        self.check(announced)?;
        let mut courses: Vec<Course> = vec![];
        let mut sources = vec![];
        // Groups with the same entry share its course, so that it is worked out once.
        let mut places: Vec<(usize, usize)> = vec![];
        for group in 0..groups {
            let (index, entry) = self.entry(group)?;
            let course = match entry {
                Entry::Coupled(coupling) => {
                    sources.push(Source::Coupled(coupling.clone()));
                    continue;
                }
                Entry::Own(course) => course.clone(),
                Entry::Factor(factor) => self.common(group)?.times(*factor),
            };
            let known = places.iter().find(|(entry, _)| *entry == index).map(|&(_, place)| place);
            sources.push(Source::Course(known.unwrap_or(courses.len())));
            if known.is_none() {
                places.push((index, courses.len()));
                courses.push(course);
            }
        }
        Ok((courses, sources))
    }

    fn entry(&self, group: usize) -> Result<(usize, &Entry)> {
        let of = |wanted| self.entries.iter().enumerate().find(|(_, (group, _))| *group == wanted);
        let found = of(Some(group)).or_else(|| of(None));
        found.map(|(index, (_, entry))| (index, entry)).ok_or_else(|| self.uncovered(group))
    }

    /// The course of the groups that have nothing of their own.
    fn common(&self, group: usize) -> Result<&Course> {
        let common = self.entries.iter().find_map(|entry| match entry {
            (None, Entry::Own(course)) => Some(course),
            _ => None,
        });
        common.ok_or_else(|| self.uncovered(group))
    }

    fn check(&self, groups: usize) -> Result<()> {
        if let Some(found) = self.listed.filter(|&listed| listed != groups) {
            return Err(Error::GroupCount { list: "lr_groups", expected: groups, found });
        }
        for (index, (group, entry)) in self.entries.iter().enumerate() {
            let knob = Knob { hyperparameter: self.hyperparameter, group: *group };
            if self.entries[..index].iter().any(|(earlier, _)| earlier == group) {
                return Err(Error::KnobTwice { knob });
            }
            if group.is_some_and(|group| group >= groups) {
                return Err(Error::AbsentGroup { knob, groups });
            }
            match entry {
                Entry::Own(course) => course.check(knob)?,
                Entry::Coupled(coupling) => coupling.check(knob)?,
                Entry::Factor(factor) => {
                    let bound = format!("finite and not negative for {knob}");
                    check::ensure(factor.is_finite() && *factor >= 0.0, "plan", "factor", bound, factor)?;
                }
            }
        }
        Ok(())
    }

    fn uncovered(&self, group: usize) -> Error {
        Error::UncoveredGroup { knob: Knob::of_group(self.hyperparameter, group) }
    }
}
