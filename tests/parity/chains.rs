//! Chains against torch's, with every pair of classes.

use crate::common::members::{ALL, BASES, Kind, Member, pairs};
use crate::comparison::Comparison;
use std::collections::BTreeMap;
use tch_lr_scheduler::{ChainedScheduler, Schedule};

fn torch(members: &[Member]) -> String {
    format!("ChainedScheduler([{}])", members.iter().map(|member| member.torch).collect::<Vec<_>>().join(", "))
}

fn chain(test: &str, members: &[Member], bases: &[f64], steps: u64) -> Option<f64> {
    let ours = |base| Ok(ChainedScheduler::new(members.iter().map(|member| member.schedule(base)))?.boxed());
    let exact = members.last().is_some_and(|last| last.kind == Kind::Absolute);
    Comparison { test, torch: &torch(members), optimizer: "SGD(groups)", bases, steps, exact }.against(ours)
}

#[test]
fn every_pair_of_classes_in_a_chain_equals_torchs() {
    let test = "every_pair_of_classes_in_a_chain_equals_torchs";
    let mut worst = BTreeMap::<_, f64>::new();
    for members in pairs() {
        let Some(difference) = chain(test, &members, &BASES, 240) else { return };
        for member in members {
            let of_class = worst.entry(member.class()).or_default();
            *of_class = of_class.max(difference);
        }
    }
    for (class, difference) in worst {
        println!("{class} in a chain of two: at most {difference:.1e} from torch over 240 steps");
    }
}

#[test]
fn three_schedules_in_a_chain_equal_torchs() {
    for (index, _) in ALL.iter().enumerate() {
        let members = [0, 3, 8].map(|ahead| ALL[(index + ahead) % ALL.len()]);
        if chain("three_schedules_in_a_chain_equal_torchs", &members, &BASES, 240).is_none() {
            return;
        }
    }
}

#[test]
fn a_chain_equals_torchs_after_100_000_steps() {
    for (first, second) in [(9, 6), (2, 8), (4, 5)] {
        let members = [ALL[first], ALL[second]];
        let Some(difference) = chain("a_chain_equals_torchs_after_100_000_steps", &members, &[0.1], 100_000) else { return };
        println!("{}: at most {difference:.1e} over 100,000 steps", torch(&members));
    }
}
