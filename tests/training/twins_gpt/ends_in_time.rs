//! The decision when the cooldown of a run with a deadline starts.

use super::deadline::Progress;

/// Makes steps of these times until the run ends. Returns the step at which the first cooldown started, the last step, and the time.
fn run(seconds: f64, time_of_step: impl Fn(u64) -> f64, planned_end: u64) -> (Option<u64>, u64, f64) {
    let mut run = Progress { step: 0, planned_end, cooldown_end: None };
    let (mut elapsed, mut first) = (0.0, None);
    while run.step < run.cooldown_end.unwrap_or(planned_end) {
        elapsed += time_of_step(run.step);
        run.step += 1;
        let affordable = ((seconds - elapsed).max(0.0) / (elapsed / run.step as f64)) as u64;
        if let Some(steps) = run.cooldown(affordable, 0.2) {
            first = first.or(Some(run.step));
            run.cooldown_end = Some(run.step + steps);
        }
    }
    (first, run.step, elapsed)
}

#[test]
fn the_last_fifth_of_the_time_is_a_cooldown() {
    let (first, end, elapsed) = run(100.0, |_| 0.5, 1_000_000);
    assert_eq!((first, end), (Some(160), 200));
    assert!(elapsed <= 100.0);
}

#[test]
fn a_run_whose_plan_ends_in_time_has_no_cooldown() {
    assert_eq!(run(100.0, |_| 0.5, 150), (None, 150, 75.0));
}

#[test]
fn a_cooldown_is_shortened_if_the_steps_become_slower() {
    let (first, end, elapsed) = run(100.0, |step| if step < 170 { 0.5 } else { 0.7 }, 1_000_000);
    assert_eq!(first, Some(160));
    assert!((170..200).contains(&end), "{end}");
    assert!(elapsed < 102.0, "{elapsed}");
}

#[test]
fn a_deadline_that_has_passed_ends_the_run_after_one_more_step() {
    assert_eq!(run(0.0, |_| 0.5, 1_000), (Some(1), 2, 1.0));
}
