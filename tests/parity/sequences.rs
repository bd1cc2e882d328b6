//! Sequences against torch's, with every class in every position.

use crate::common::members::{ALL, BASES, Kind, Member, pairs};
use crate::comparison::Comparison;
use std::collections::BTreeMap;
use tch_lr_scheduler::{ChainedScheduler, Schedule, SequentialLr};

fn torch(members: &[Member], milestones: &[u64]) -> String {
    let members: Vec<_> = members.iter().map(|member| member.torch).collect();
    format!("SequentialLR(optimizer, [{}], {milestones:?})", members.join(", "))
}

fn ours(members: &[Member], milestones: &[u64], base: f64) -> tch_lr_scheduler::Result<Box<dyn Schedule>> {
    Ok(SequentialLr::new(members.iter().map(|member| member.schedule(base)), milestones.iter().copied())?.boxed())
}

fn compare<'a>(test: &'a str, torch: &'a str, bases: &'a [f64], steps: u64, exact: bool) -> Comparison<'a> {
    Comparison { test, torch, optimizer: "SGD(groups)", bases, steps, exact }
}

fn sequence(test: &str, members: &[Member], milestones: &[u64], steps: u64) -> Option<f64> {
    let exact = members.iter().all(|member| member.kind == Kind::Absolute);
    compare(test, &torch(members, milestones), &BASES, steps, exact).against(|base| ours(members, milestones, base))
}

#[test]
fn every_class_before_and_after_every_other_in_a_sequence_equals_torchs() {
    let test = "every_class_before_and_after_every_other_in_a_sequence_equals_torchs";
    let mut worst = BTreeMap::<_, f64>::new();
    for (index, members) in pairs().enumerate() {
        let milestone = [47, 30, 110, 1][index % 4];
        let Some(difference) = sequence(test, &members, &[milestone], 240) else { return };
        for class in [format!("{} first", members[0].class()), format!("{} later", members[1].class())] {
            let of_class = worst.entry(class).or_default();
            *of_class = of_class.max(difference);
        }
    }
    for (class, difference) in worst {
        println!("{class} in a sequence: at most {difference:.1e} from torch over 240 steps");
    }
}

#[test]
fn three_schedules_in_sequence_equal_torchs() {
    let test = "three_schedules_in_sequence_equal_torchs";
    for (index, _) in ALL.iter().enumerate() {
        let members = [0, 4, 9].map(|ahead| ALL[(index + ahead) % ALL.len()]);
        for milestones in [[35, 130], [60, 60], [0, 80], [1, 2]] {
            if sequence(test, &members, &milestones, 300).is_none() {
                return;
            }
        }
    }
}

#[test]
fn a_sequence_in_a_chain_equals_torchs() {
    let test = "a_sequence_in_a_chain_equals_torchs";
    for (index, beside) in ALL.into_iter().enumerate() {
        let members = [5, 11].map(|ahead| ALL[(index + ahead) % ALL.len()]);
        let torch = format!("ChainedScheduler([{}, {}])", torch(&members, &[40]), beside.torch);
        let chain = |base| Ok(ChainedScheduler::new([ours(&members, &[40], base)?, beside.schedule(base)])?.boxed());
        let Some(difference) = compare(test, &torch, &BASES, 200, false).against(chain) else { return };
        println!("{torch}: at most {difference:.1e} over 200 steps");
    }
}

#[test]
fn a_sequence_equals_torchs_after_100_000_steps() {
    let test = "a_sequence_equals_torchs_after_100_000_steps";
    for (first, second) in [(5, 2), (7, 10), (3, 13)] {
        let members = [ALL[first], ALL[second]];
        let ours = |base| ours(&members, &[50_000], base);
        let Some(difference) = compare(test, &torch(&members, &[50_000]), &[0.1], 100_000, false).against(ours) else { return };
        println!("{} before {}: at most {difference:.1e} over 100,000 steps", members[0].class(), members[1].class());
    }
}
