use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, ScheduleSpec, Story, WarningKind};

const NAME: &str = "SequentialLr";

/// One schedule after the other: each begins at its milestone, with its own step 0.
///
/// ```text
/// value(t) = schedules[i](t - milestones[i - 1])     i = number of milestones <= t
/// ```
///
#[doc = include_str!("../docs/pictures/sequential_lr.svg")]
///
/// ```
/// use tch_lr_scheduler::{ConstantLr, ExponentialLr, Schedule, SequentialLr};
///
/// let schedule = SequentialLr::new([ConstantLr::new(0.5, 100)?.boxed(), ExponentialLr::new(0.5)?.boxed()], [20])?;
/// assert_eq!(schedule.at(1.0, 19), 0.5);
/// assert_eq!(schedule.at(1.0, 20), 1.0);
/// assert_eq!(schedule.at(1.0, 22), 0.25);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// Two schedules read better as [`first.then(step, second)`](Schedule::then), which is the same. Sequences nest to any depth.
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.SequentialLR(optimizer, schedulers, milestones)`. Every member starts from its base, but for
/// [`MultiplicativeLr`](crate::MultiplicativeLr) and [`SwaLr`](crate::SwaLr), which go on from the value in force, as in torch.
/// Mended: a sequence or chain as a member (torch starts it at the wrong value, pytorch#196243, or raises
/// `NotImplementedError`, pytorch#132745); milestones out of order, an error here; a resume at any step (pytorch#162591). In
/// torch, `OneCycleLR` or `CyclicLR` as a member changes the base of the others; here the base is the plan's.
#[doc(alias = "SequentialLR")]
#[derive(Debug)]
pub struct SequentialLr {
    schedules: Vec<Box<dyn Schedule>>,
    milestones: Vec<u64>,
}

impl SequentialLr {
    /// `schedules`: at least one. `milestones`: where the second and each later one begins, non-decreasing, one fewer than
    /// schedules. A schedule whose milestone is also that of the next is passed over.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where their numbers do not fit, or the order is wrong.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, SequentialLr};
    ///
    /// let error = SequentialLr::new([Constant, Constant], []).unwrap_err();
    /// assert_eq!(error.to_string(), "SequentialLr: milestones must be one fewer than the 2 schedules, found 0");
    /// ```
    pub fn new<S: Schedule + 'static>(schedules: impl IntoIterator<Item = S>, milestones: impl Into<Vec<u64>>) -> Result<Self> {
        let schedules: Vec<_> = schedules.into_iter().map(Schedule::boxed).collect();
        let milestones = milestones.into();
        check::ensure(!schedules.is_empty(), NAME, "schedules", "at least one", schedules.len())?;
        let bound = format!("one fewer than the {} schedules", schedules.len());
        check::ensure(milestones.len() + 1 == schedules.len(), NAME, "milestones", bound, milestones.len())?;
        check::non_decreasing(NAME, "milestones", &milestones)?;
        Ok(Self { schedules, milestones })
    }

    pub(crate) fn pair(first: impl Schedule + 'static, milestone: u64, second: impl Schedule + 'static) -> Self {
        Self { schedules: vec![first.boxed(), second.boxed()], milestones: vec![milestone] }
    }

    fn index(&self, time: f64) -> usize {
        self.milestones.partition_point(|&milestone| milestone as f64 <= time)
    }

    fn start(&self, index: usize) -> f64 {
        if index == 0 { 0.0 } else { self.milestones[index - 1] as f64 }
    }

    /// The member that is in force before another takes over from it.
    fn before(&self, index: usize) -> usize {
        let start = self.start(index);
        self.milestones.partition_point(|&milestone| (milestone as f64) < start)
    }

    /// The member that takes over from another.
    fn after(&self, index: usize) -> usize {
        self.index(self.start(index + 1))
    }

    /// Up to which of its own steps a member is followed, on the way to `time` in another.
    fn until(&self, index: usize, last: usize, time: f64) -> f64 {
        let start = self.start(index);
        if index == last { time - start } else { self.start(index + 1) - 1.0 - start }
    }

    fn goes_on(&self, index: usize) -> bool {
        self.start(index) > 0.0 && self.schedules[index].goes_on()
    }

    /// The first of the members that go on from one another up to `last`.
    fn origin(&self, last: usize) -> usize {
        let mut index = last;
        while self.goes_on(index) {
            index = self.before(index);
        }
        index
    }

    /// The value of the member `last` at `time`. Members that go on from one another are followed in a loop: as a recursion, a long
    /// list of them would overflow the stack.
    fn follow(&self, base: f64, last: usize, time: f64, first: &dyn Fn(f64) -> f64) -> f64 {
        let mut index = self.origin(last);
        let own_time = self.until(index, last, time);
        let mut value = match (index, self.start(index)) {
            (0, _) => first(own_time),
            (_, 0.0) => self.schedules[index].value(base, own_time),
            (_, start) => {
                let before = || self.follow(base, self.before(index), start - 1.0, first);
                self.schedules[index].take_over(base, &before, own_time)
            }
        };
        while index < last {
            index = self.after(index);
            let before = value;
            value = self.schedules[index].take_over(base, &|| before, self.until(index, last, time));
        }
        value
    }
}

impl Schedule for SequentialLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.follow(base, self.index(time), time, &|time| self.schedules[0].value(base, time))
    }

    fn horizon(&self) -> Option<u64> {
        let last = self.schedules.len() - 1;
        Some(self.schedules[last].horizon()?.saturating_add(self.start(last) as u64))
    }

    fn next_change(&self, step: u64) -> u64 {
        let index = self.index(step as f64);
        let start = self.start(index) as u64;
        let within = self.schedules[index].next_change(step.saturating_sub(start)).saturating_add(start);
        self.milestones.get(index).map_or(within, |&milestone| within.min(milestone))
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        let index = self.index(time);
        let own = self.schedules[index].momentum(time - self.start(index));
        let last = |earlier: usize| {
            let steps = self.start(earlier + 1) - self.start(earlier);
            // One that was passed over has moved nothing.
            if steps > 0.0 { self.schedules[earlier].momentum(steps - 1.0) } else { None }
        };
        own.or_else(|| (0..index).rev().find_map(last))
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedules.iter().find_map(Schedule::first_momentum)
    }

    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        let index = self.index(step as f64);
        let local = step.saturating_sub(self.start(index) as u64);
        let schedule = &self.schedules[index];
        if index > 0 && local == 0 && step > 0 {
            schedule.take_over(base, &|| current, 0.0)
        } else {
            schedule.chain(current, base, local)
        }
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        self.follow(base, self.index(time), time, &|time| self.schedules[0].take_over(base, before, time))
    }

    fn goes_on(&self) -> bool {
        self.schedules[0].goes_on()
    }

    fn walk(&self, time: f64) -> f64 {
        let last = self.index(time);
        let (mut index, mut walk) = (last, 0.0);
        loop {
            walk += self.schedules[index].walk(self.until(index, last, time));
            if !self.goes_on(index) {
                return walk;
            }
            index = self.before(index);
        }
    }

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        let starts = std::iter::once(0).chain(self.milestones.iter().copied());
        let ends = self.milestones.iter().copied().map(Some).chain([None]);
        for (index, (schedule, (start, end))) in self.schedules.iter().zip(starts.zip(ends)).enumerate() {
            if end == Some(start) {
                let step = story.step(start);
                story.doubt(
                    WarningKind::NeverReached,
                    format!("schedule {index} is never reached: the next begins at step {step} too"),
                );
            } else if index > 0 && story.reaches(start) == Some(false) {
                story.phase(start, &format!("schedule {index}"));
            } else {
                story.edge(start);
                story.member(start, end, schedule);
            }
        }
    }
}

type_entry!(SequentialLr "SequentialLR" {
    schedules "schedulers": Vec<Box<dyn Schedule>>;
    milestones: Vec<u64>
} => SequentialLr::new(schedules, milestones));
