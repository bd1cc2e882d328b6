use crate::time::Time;
use crate::{Error, Hyperparameter, Knob, Result, Schedule, check};
use std::sync::Arc;

/// A schedule and the base value it starts from.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    base: f64,
    schedule: Arc<dyn Schedule>,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Role {
    Own,
    CompanionMomentum,
}

impl Course {
    pub(crate) fn new(base: f64, schedule: impl Schedule + 'static) -> Self {
        Self { base, schedule: Arc::new(schedule), role: Role::Own }
    }

    /// The course of the momentum that the schedule carries, if it carries one.
    fn companion(&self) -> Option<Self> {
        self.schedule.momentum(0.0).map(|momentum| Self { base: momentum, role: Role::CompanionMomentum, ..self.clone() })
    }

    pub(crate) fn at(&self, time: Time) -> f64 {
        match (self.role, time.fraction == 0.0) {
            (Role::Own, true) => self.schedule.at(self.base, time.step),
            (Role::Own, false) => self.schedule.value(self.base, time.as_f64()),
            (Role::CompanionMomentum, _) => self.schedule.momentum(time.as_f64()).unwrap_or(self.base),
        }
    }
}

/// What a plan says of one hyperparameter: courses of single groups, and one for the rest.
#[derive(Debug, Clone)]
pub(crate) struct Track {
    hyperparameter: Hyperparameter,
    entries: Vec<(Option<usize>, Course)>,
    listed: Option<usize>,
}

impl Track {
    pub(crate) fn empty(hyperparameter: Hyperparameter) -> Self {
        Self { hyperparameter, entries: vec![], listed: None }
    }

    pub(crate) fn of_all(hyperparameter: Hyperparameter, course: Course) -> Self {
        Self { entries: vec![(None, course)], ..Self::empty(hyperparameter) }
    }

    pub(crate) fn of_each(hyperparameter: Hyperparameter, courses: Vec<Course>) -> Self {
        let listed = Some(courses.len());
        let entries = courses.into_iter().enumerate().map(|(group, course)| (Some(group), course)).collect();
        Self { hyperparameter, entries, listed }
    }

    /// The track of the momenta that this track's schedules carry, if any does.
    pub(crate) fn companion(&self) -> Option<Self> {
        let entries: Vec<_> = self.entries.iter().filter_map(|(group, course)| Some((*group, course.companion()?))).collect();
        (!entries.is_empty()).then_some(Self { hyperparameter: Hyperparameter::Momentum, entries, listed: None })
    }

    pub(crate) fn add(&mut self, group: Option<usize>, course: Course) {
        self.entries.push((group, course));
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// The courses, and which of them each of the optimizer's groups follows.
    pub(crate) fn resolve(&self, groups: usize) -> Result<(Vec<Course>, Vec<usize>)> {
        self.check(groups)?;
        let position = |wanted| self.entries.iter().position(|(group, _)| *group == wanted);
        let of_group = (0..groups)
            .map(|group| position(Some(group)).or_else(|| position(None)).ok_or_else(|| self.uncovered(group)))
            .collect::<Result<_>>()?;
        Ok((self.entries.iter().map(|(_, course)| course.clone()).collect(), of_group))
    }

    fn check(&self, groups: usize) -> Result<()> {
        if let Some(found) = self.listed.filter(|&listed| listed != groups) {
            return Err(Error::GroupCount { list: "lr_groups", expected: groups, found });
        }
        for (index, (group, course)) in self.entries.iter().enumerate() {
            let knob = Knob { hyperparameter: self.hyperparameter, group: *group };
            if self.entries[..index].iter().any(|(earlier, _)| earlier == group) {
                return Err(Error::KnobTwice { knob });
            }
            if group.is_some_and(|group| group >= groups) {
                return Err(Error::AbsentGroup { knob, groups });
            }
            check::ensure(
                course.base.is_finite() && course.base >= 0.0,
                "plan",
                "base",
                format!("finite and not negative for {knob}"),
                course.base,
            )?;
        }
        Ok(())
    }

    fn uncovered(&self, group: usize) -> Error {
        Error::UncoveredGroup { knob: Knob::of_group(self.hyperparameter, group) }
    }
}
