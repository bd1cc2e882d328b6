//! The summary of a schedule in words, with its phase boundaries.

mod crossings;
mod curve;
mod fit;
mod overlay;
mod parts;
mod phase;
mod phase_kind;
mod proposal;
mod propose;
mod repeated;
mod sentence;
mod settle;
mod shape;
#[expect(clippy::module_inception, reason = "the type's file has the type's name")]
mod summary;
mod values;

pub(crate) use overlay::{Combination, Combined};
pub use phase::Phase;
pub use phase_kind::PhaseKind;
pub(crate) use shape::Shape;
pub use summary::Summary;

#[cfg(test)]
mod tests {
    use crate::{CosineAnnealingWarmRestarts, ExponentialLr, LinearLr, Result, Schedule, StepLr, Summary};

    fn of(schedule: &dyn Schedule) -> Summary {
        Summary::of(schedule, 0.1, Some(100))
    }

    #[test]
    fn repeated_phases_have_boundaries_unless_there_are_too_many() -> Result<()> {
        assert_eq!(of(&StepLr::new(30, 0.5)?).phase_boundaries(), [30, 60, 90]);
        assert_eq!(of(&CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?).phase_boundaries(), [10, 30, 70]);
        assert_eq!(of(&StepLr::new(4, 0.5)?).phase_boundaries().len(), 24);
        assert!(of(&StepLr::new(2, 0.5)?).phase_boundaries().is_empty());
        Ok(())
    }

    #[test]
    fn steps_of_a_slower_schedule_are_steps_of_the_run() -> Result<()> {
        assert_eq!(of(&ExponentialLr::new(0.9)?.every(20)?).sentence(), "0.1, times 0.9 every 20 steps");
        assert_eq!(of(&StepLr::new(1, 0.9)?).sentence(), "0.1, times 0.9 every step");
        assert_eq!(of(&StepLr::new(2, 0.9)?.every(20)?).phase_boundaries(), [40, 80]);
        Ok(())
    }

    #[test]
    fn a_member_starts_a_new_part_unless_it_continues_from_the_last_value() -> Result<()> {
        let rise = LinearLr::new(0.5, 1.0, 10)?;
        let continued = rise.then(10, StepLr::new(30, 0.5)?);
        assert_eq!(of(&continued).sentence(), "linear warm-up from 0.05 to 0.1 at 10, times 0.5 every 30 steps");
        let fallen = rise.then(10, StepLr::new(30, 0.5)?.scale(0.5)?);
        assert_eq!(of(&fallen).sentence(), "linear warm-up from 0.05 to 0.095 at 9; then 0.05, times 0.5 every 30 steps");
        Ok(())
    }
}
