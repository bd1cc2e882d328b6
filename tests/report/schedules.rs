//! The sentence and the edges of every schedule.

use crate::common::asked::Asked;
use crate::common::cases::{self, Case, numbers};
use std::collections::HashMap;
use tch_lr_scheduler::{Constant, Result, Schedule, SequentialLr, Summary};

const BASE: f64 = 0.1;
const STEPS: u64 = 2_000;

fn told(case: &Case) -> Summary {
    Summary::of(&case.schedule(), BASE, Some(STEPS))
}

#[test]
fn every_schedule_is_described_in_words() {
    for case in cases::all() {
        let (schedule, summary) = (case.schedule(), told(&case));
        let sentence = summary.sentence();
        assert!(sentence.len() > 8, "{}: {sentence}", case.name);
        for telling in [schedule.spec().to_string(), format!("{schedule:?}")] {
            assert!(!sentence.contains(&telling), "{}: {sentence}", case.name);
        }
        assert!(!sentence.contains('{') && !sentence.contains("Lr"), "{}: {sentence}", case.name);
    }
}

/// The numbers in a sentence, which have six digits, and commas in steps.
fn said(sentence: &str) -> Vec<f64> {
    let plain: Vec<_> = sentence.split(' ').map(|word| word.trim_end_matches([',', ';', '.']).replace(',', "")).collect();
    numbers(&plain.join(" "))
}

#[test]
fn the_first_value_is_in_the_sentence() {
    for case in cases::all().into_iter().filter(|case| !combines(case)) {
        let (first, summary) = (case.schedule().at(BASE, 0), told(&case));
        let is_said = said(summary.sentence()).iter().any(|number| (number - first).abs() <= 1e-5 * first.abs());
        // A sentence cannot know the first value of a function.
        assert!(is_said || case.hides_parameters, "{} begins at {first}: {}", case.name, summary.sentence());
    }
}

/// Whether the sentence describes several parts, so that the first value may not appear in it.
fn combines(case: &Case) -> bool {
    ["Chained", "Times", "Min", "Max", "Clamp", "Scale", "Offset", "Every(Clamp"].iter().any(|name| case.name.starts_with(name))
        || ["SWALR(optimizer, 0.05, 0)", "MultiStepLR(optimizer, [0"].iter().any(|name| case.name.starts_with(name))
}

#[test]
fn different_schedules_have_different_sentences() {
    let mut names: HashMap<String, (&str, Vec<u64>)> = HashMap::new();
    for case in cases::all().into_iter().filter(|case| !case.hides_parameters) {
        let schedule = case.schedule();
        let curve: Vec<_> = (0..100).map(|step| schedule.at(BASE, 10 * step).to_bits()).collect();
        if let Some((other, same)) = names.insert(told(&case).sentence().into(), (case.name, curve.clone())) {
            assert!(same == curve, "{} and {other} say the same: {}", case.name, told(&case).sentence());
        }
    }
}

#[test]
fn edges_are_ordered_and_within_the_run() {
    for case in cases::all() {
        let edges = told(&case).phase_boundaries();
        assert!(edges.windows(2).all(|pair| pair[0] < pair[1]), "{}: {edges:?}", case.name);
        assert!(edges.iter().all(|edge| (1..STEPS).contains(edge)), "{}: {edges:?}", case.name);
    }
}

#[test]
fn the_step_from_which_a_schedule_is_constant_is_an_edge() {
    let resting = |case: &Case| Some((case.schedule().constant_from()?, case.schedule()));
    let mut seen = 0;
    for case in cases::all() {
        let Some((horizon, schedule)) = resting(&case).filter(|(horizon, _)| (1..STEPS).contains(horizon)) else {
            continue;
        };
        if schedule.at(BASE, horizon) != schedule.at(BASE, horizon - 1) {
            // A walked chain becomes constant one step after its last member.
            let latest = if case.walks { horizon - 1..=horizon } else { horizon..=horizon };
            let edges = told(&case).phase_boundaries();
            assert!(edges.iter().any(|edge| latest.contains(edge)), "{}: {edges:?} without {horizon}", case.name);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn the_story_of_a_pointer_is_that_of_its_schedule() {
    for case in cases::all() {
        let (boxed, summary) = (case.schedule(), told(&case));
        assert_eq!(Summary::of(&&boxed, BASE, Some(STEPS)), summary, "{}", case.name);
        assert_eq!(Summary::of(&std::sync::Arc::new(boxed), BASE, Some(STEPS)), summary, "{}", case.name);
    }
}

#[test]
fn a_users_own_schedule_is_described_by_its_debug_text() {
    #[derive(Debug)]
    struct Mine;

    impl Schedule for Mine {
        fn value(&self, base: f64, time: f64) -> f64 {
            base * (5.0 - time).max(0.0)
        }
        fn constant_from(&self) -> Option<u64> {
            Some(5)
        }
    }
    let summary = Summary::of(&Mine, BASE, None);
    assert_eq!((summary.sentence(), summary.phase_boundaries()), ("Mine until 5, 0 from step 5", vec![5]));
    assert_eq!(Summary::of(&Mine.warmup(3).unwrap(), BASE, None).phase_boundaries(), [3, 8]);
}

#[test]
fn an_extreme_length_neither_panics_nor_hangs() -> Result<()> {
    for case in cases::all() {
        let slow = case.schedule().every(u64::MAX)?.boxed();
        for schedule in [case.schedule(), slow, case.schedule().delay(u64::MAX).boxed()] {
            let schedule = SequentialLr::new([schedule, Constant.boxed()], [u64::MAX])?;
            for steps in [None, Some(0), Some(1), Some(u64::MAX)] {
                assert!(!Summary::of(&schedule, BASE, steps).sentence().is_empty(), "{}", case.name);
            }
        }
    }
    Ok(())
}
