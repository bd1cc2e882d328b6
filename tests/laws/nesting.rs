//! Sequences and chains inside one another, to any depth.

use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::generator::Generator;
use crate::common::members::{ALL, Member};
use tch_lr_scheduler::*;

const BASE: f64 = 0.1;

fn member(generator: &mut Generator) -> Member {
    ALL[generator.whole(0, ALL.len() as u64 - 1) as usize]
}

#[test]
fn nested_pairs_equal_a_sequence_of_three() -> Result<()> {
    let mut generator = Generator::new(23);
    for _ in 0..300 {
        let [a, b, c] = [0; 3].map(|_| member(&mut generator));
        let first = generator.whole(0, 50);
        let second = first + generator.whole(0, 50);
        let flat = SequentialLr::new([a, b, c].map(|member| member.schedule(BASE)), [first, second])?;
        let left = a.schedule(BASE).then(first, b.schedule(BASE)).then(second, c.schedule(BASE));
        let right = a.schedule(BASE).then(first, b.schedule(BASE).then(second - first, c.schedule(BASE)));
        let momenta = |schedule: &dyn Schedule, step| schedule.companion(step as f64);
        for step in 0..200 {
            let what = format!("{}, {} at {first}, {} at {second}, at step {step}", a.torch, b.torch, c.torch);
            let value = flat.at(BASE, step);
            assert_same_bits(&[left.at(BASE, step)], &[value], format!("left: {what}"));
            assert_eq!(momenta(&left, step), momenta(&flat, step), "momentum: {what}");
            // The pair must not start at the step where its first member ends: then no step would precede it.
            if 0 < first && first < second {
                assert_same_bits(&[right.at(BASE, step)], &[value], format!("right: {what}"));
            }
        }
    }
    Ok(())
}

#[test]
fn a_sequence_in_a_chain_in_a_sequence_gives_the_values_computed_by_hand() -> Result<()> {
    let sequence = || Ok::<_, Error>(LinearLr::new(0.25, 1.0, 3)?.then(3, Constant));
    let chain = ChainedScheduler::new([sequence()?.boxed(), StepLr::new(2, 0.5)?.boxed()])?;
    let whole = ConstantLr::new(0.5, 100)?.then(2, chain).then(9, StepLr::new(1, 0.5)?);
    let curve: Vec<f64> = (0..12).map(|step| whole.at(1.0, step)).collect();
    // From step 2 on: 1/4, 2/4, and 3/4 halved once. At local step 3 the sequence restarts from its base; it is halved at 4 and 6.
    assert_eq!(curve, [0.5, 0.5, 0.25, 0.5, 0.375, 1.0, 0.5, 0.5, 0.25, 1.0, 0.5, 0.25]);
    Ok(())
}

#[test]
fn a_chain_that_only_multiplies_is_the_product_of_its_members() -> Result<()> {
    let proportional: Vec<_> = ALL.into_iter().filter(|member| member.schedule(BASE).is_proportional()).collect();
    assert!(proportional.len() >= 7);
    for a in &proportional {
        for b in &proportional {
            let chain = ChainedScheduler::new([a.schedule(BASE), b.schedule(BASE)])?;
            let nested = ChainedScheduler::new([chain.boxed(), Constant.boxed()])?;
            for step in (0..150).rev() {
                let product = a.schedule(BASE).at(BASE, step) * b.schedule(BASE).at(1.0, step);
                approx::assert_relative_eq!(nested.at(BASE, step), product, max_relative = 1e-14);
            }
        }
    }
    Ok(())
}

#[test]
fn an_absolute_last_member_determines_the_value_of_a_chain() -> Result<()> {
    let absolute: Vec<_> = ALL
        .into_iter()
        .filter(|member| ["LambdaLR", "CyclicLR", "OneCycleLR", "CosineAnnealingWarmRestarts"].contains(&member.class()))
        .collect();
    for last in absolute {
        for first in ALL {
            let chain = ChainedScheduler::new([first.schedule(BASE), last.schedule(BASE)])?;
            for step in 0..100 {
                assert_same_bits(&[chain.at(BASE, step)], &[last.schedule(BASE).at(BASE, step)], first.torch);
            }
        }
    }
    Ok(())
}

/// The cached position of a walk belongs to one base.
#[test]
fn a_walk_from_one_base_does_not_affect_other_bases() -> Result<()> {
    let chain = ChainedScheduler::new([CosineAnnealingLr::new(9)?.eta_min(1e-4)?.boxed(), ExponentialLr::new(0.99)?.boxed()])?;
    let bases: Vec<f64> = (1..600).map(|index| f64::from(index) / 100.0).collect();
    let fresh = |base: f64, step| -> Result<f64> {
        let members = [CosineAnnealingLr::new(9)?.eta_min(1e-4)?.boxed(), ExponentialLr::new(0.99)?.boxed()];
        Ok(ChainedScheduler::new(members)?.at(base, step))
    };
    for step in [30, 5, 31, 0, 12] {
        for &base in &bases {
            assert_same_bits(&[chain.at(base, step)], &[fresh(base, step)?], format!("from {base} at {step}"));
        }
    }
    Ok(())
}

#[test]
fn the_momentum_of_a_member_stays_until_another_member_sets_it() -> Result<()> {
    let first = CyclicLr::new(0.1, 0.2)?.step_size_up(4)?;
    let second = CyclicLr::new(0.1, 0.2)?.step_size_up(3)?.max_momentum(0.5)?.base_momentum(0.25)?;
    let flat = SequentialLr::new([first.clone().boxed(), Constant.boxed(), second.clone().boxed()], [3, 8])?;
    let right = first.clone().then(3, Constant.then(5, second.clone()));
    let left = first.then(3, Constant).then(8, second.clone());
    for time in (0..80).map(|quarter| f64::from(quarter) / 4.0) {
        assert_eq!([right.companion(time), left.companion(time)], [flat.companion(time); 2], "at {time}");
    }
    let late = Constant.then(8, second).warmup(2)?;
    assert_eq!((late.companion(9.0), late.initial_companion()), (None, Some(0.5)));
    assert_eq!(Plan::lr(0.1, late).preview(1, 9)?.momentum, [0.5]);
    Ok(())
}
