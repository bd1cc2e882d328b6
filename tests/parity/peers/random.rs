//! Random arguments: `recipes::transformers` and `recipes::timm` against the functions of these libraries. TCH_LR_RANDOM_RUNS sets
//! how many draws are compared for each name.

use super::{Closeness, are_here, assert_close, ours, rates};
use crate::common::generator::Generator;
use tch_lr_scheduler::recipes::{TimmArguments, TransformersArguments, timm, transformers};

const BASES: [f64; 3] = [0.1, 3e-4, 0.0123456789];

fn times() -> u64 {
    std::env::var("TCH_LR_RANDOM_RUNS").map_or(12, |runs| runs.parse().expect("TCH_LR_RANDOM_RUNS: expected a number of runs"))
}

fn below(random: &mut Generator, end: u64) -> usize {
    random.whole(0, end - 1) as usize
}

/// The first steps, the steps around each of `edges`, and far steps.
fn around(edges: &[u64]) -> Vec<u64> {
    let near = edges.iter().flat_map(|&edge| edge.saturating_sub(2)..=edge + 2);
    let mut at: Vec<u64> = (0..20).chain(near).chain([1_003, 99_999, 100_000]).collect();
    at.sort_unstable();
    at.dedup();
    at
}

#[test]
fn schedules_of_transformers() {
    if !are_here() {
        return;
    }
    let mut random = Generator::new(524);
    for round in 0..times() {
        let warmup = [0, 1, 7, 100][below(&mut random, 4)];
        let (cycles, length) = (1 + below(&mut random, 4) as u64, 1 + below(&mut random, 60) as u64);
        let total = warmup + 2 * cycles * length;
        let base = BASES[below(&mut random, 3)];
        let given = TransformersArguments { num_warmup_steps: warmup, num_training_steps: Some(total), ..Default::default() };
        let waves = cycles as f64 / 2.0;
        let rate = below(&mut random, 100) as f64 / 128.0;
        let calls = [
            ("constant", String::new(), given.clone()),
            ("constant_with_warmup", String::new(), given.clone()),
            ("linear", String::new(), given.clone()),
            ("inverse_sqrt", String::new(), given.clone()),
            (
                "polynomial",
                format!("lr_end={}, power={cycles}", rate * base),
                TransformersArguments { lr_end: Some(rate * base), power: Some(cycles as f64), ..given.clone() },
            ),
            (
                "warmup_stable_decay",
                format!("num_decay_steps={length}, min_lr_ratio={rate}, warmup_type=\"cosine\", decay_type=\"linear\""),
                TransformersArguments {
                    num_decay_steps: Some(length),
                    min_lr_ratio: Some(rate),
                    warmup_type: Some("cosine".into()),
                    decay_type: Some("linear".into()),
                    ..given.clone()
                },
            ),
            ("cosine", format!("num_cycles={waves}"), TransformersArguments { num_cycles: Some(waves), ..given.clone() }),
            (
                "cosine_with_restarts",
                format!("num_cycles={cycles}"),
                TransformersArguments { num_cycles: Some(cycles as f64), ..given.clone() },
            ),
            (
                "cosine_with_min_lr",
                format!("num_cycles={waves}, min_lr_rate={rate}"),
                TransformersArguments { num_cycles: Some(waves), min_lr_rate: Some(rate), ..given.clone() },
            ),
            (
                "cosine_with_min_lr",
                format!("min_lr={}", rate * base),
                TransformersArguments { min_lr: Some(rate * base), ..given.clone() },
            ),
            (
                "cosine_warmup_with_min_lr",
                format!("min_lr_rate={rate}, warmup_lr_rate={}", rate / 2.0),
                TransformersArguments { min_lr_rate: Some(rate), warmup_lr_rate: Some(rate / 2.0), ..given.clone() },
            ),
        ];
        for (name, kwargs, arguments) in calls {
            if name == "cosine_warmup_with_min_lr" && warmup < 2 {
                assert!(transformers(name, base, &arguments).is_err());
                continue;
            }
            let call = format!("get_scheduler({name:?}, optimizer, {warmup}, {total}, dict({kwargs}))");
            let plan = transformers(name, base, &arguments).unwrap_or_else(|error| panic!("{call}: {error}"));
            let at = around(&[warmup, warmup + length, warmup + 2 * length, total - length, total]);
            let Some(theirs) = rates("schedules_of_transformers", "transformers", &call, base, &at) else { return };
            let (ours, what) = (ours(&plan, &at), format!("round {round}, {call} from {base}"));
            // Far behind the end, a cosine has rounded its angle.
            let near = at.partition_point(|&step| step <= 4 * total + 4);
            assert_close(&ours[..near], &theirs[..near], &at[..near], base, Closeness::Rounding, &what);
            let closeness = if name.starts_with("cosine") { Closeness::Recursion } else { Closeness::Rounding };
            assert_close(&ours[near..], &theirs[near..], &at[near..], base, closeness, &what);
        }
    }
}

#[test]
fn a_run_that_ends_in_its_warmup_equals_that_of_transformers() {
    if !are_here() {
        return;
    }
    let given = TransformersArguments { num_warmup_steps: 20, num_training_steps: Some(15), ..Default::default() };
    for name in ["linear", "cosine", "cosine_with_restarts"] {
        let call = format!("get_scheduler({name:?}, optimizer, 20, 15)");
        let plan = transformers(name, 0.1, &given).unwrap_or_else(|error| panic!("{call}: {error}"));
        let at: Vec<u64> = if name == "cosine" { (0..=20).collect() } else { around(&[15, 20]) };
        let Some(theirs) = rates("a_run_that_ends_in_its_warmup", "transformers", &call, 0.1, &at) else { return };
        let at: Vec<u64> = at.into_iter().filter(|step| *step != 20 || name == "linear").collect();
        let theirs: Vec<f64> =
            if at.len() == theirs.len() { theirs } else { rates("", "transformers", &call, 0.1, &at).unwrap_or_default() };
        assert_close(&ours(&plan, &at), &theirs, &at, 0.1, Closeness::Rounding, &call);
    }
}

#[test]
fn schedules_of_timm() {
    if !are_here() {
        return;
    }
    let mut random = Generator::new(1_031);
    for round in 0..times() {
        let base = BASES[below(&mut random, 3)];
        let (epochs, warmup, prefix) =
            (10 + below(&mut random, 90) as u64, [0, 1, 5, 9][below(&mut random, 4)], below(&mut random, 2) == 0);
        let (mul, limit, decay) =
            ([1, 2, 3][below(&mut random, 3)], 1 + below(&mut random, 4) as u64, [0.1, 0.5, 1.0][below(&mut random, 3)]);
        let (lowest, first) = (base * below(&mut random, 50) as f64 / 128.0, base * below(&mut random, 128) as f64 / 128.0);
        let between = [1.0, 2.4, 7.0, 30.0, 1.5][below(&mut random, 5)];
        let rate = [0.1, 0.97, 0.5][below(&mut random, 3)];
        let milestones = vec![1 + below(&mut random, 9) as u64, 20, 20, 31 + below(&mut random, 9) as u64];
        let updates = [None, Some(7)][below(&mut random, 2)];
        let k_decay = [1.0, 1.0, 2.0, 0.5][below(&mut random, 4)];
        let noise = [vec![], vec![0.3], vec![0.0, 0.25], vec![0.42, 0.9]][below(&mut random, 4)].clone();
        let (pct, std, seed) = ([0.67, 0.1][below(&mut random, 2)], [1.0, 0.05][below(&mut random, 2)], random.whole(0, 1 << 33));
        let arguments = TimmArguments {
            num_epochs: epochs,
            warmup_epochs: warmup,
            warmup_prefix: prefix,
            warmup_lr: first,
            min_lr: lowest,
            cycle_mul: mul as f64,
            cycle_limit: limit,
            cycle_decay: decay,
            decay_epochs: Some(between),
            decay_rate: rate,
            decay_milestones: milestones.clone(),
            updates_per_epoch: updates,
            k_decay,
            noise: noise.clone(),
            noise_pct: pct,
            noise_std: std,
            noise_seed: seed,
            ..Default::default()
        };
        let python = |flag: bool| if flag { "True" } else { "False" };
        let noise = if noise.is_empty() { "None".to_owned() } else { format!("{noise:?}") };
        for name in ["cosine", "tanh", "poly", "step", "multistep", "constant", "wsd", "rsqrt"] {
            let call = format!(
                "create_scheduler_v2(optimizer, {name:?}, {epochs}, decay_epochs={between}, decay_milestones={milestones:?}, \
                 decay_rate={rate}, min_lr={lowest}, warmup_lr={first}, warmup_epochs={warmup}, warmup_prefix={}, cycle_mul={mul}, \
                 cycle_decay={decay}, cycle_limit={limit}, step_on_epochs={}, updates_per_epoch={}, k_decay={k_decay}, \
                 noise={noise}, noise_pct={pct}, noise_std={std}, noise_seed={seed})[0]",
                python(prefix),
                python(updates.is_none()),
                updates.unwrap_or(0)
            );
            let plan = match timm(name, base, &arguments) {
                Ok(plan) => plan,
                // A decay that is longer than what the warm-up leaves, or a time scale of 0, is an error in timm too.
                Err(_) if name == "wsd" || name == "rsqrt" => continue,
                Err(error) => panic!("{call}: {error}"),
            };
            let scale = updates.unwrap_or(1);
            let begin = warmup * scale;
            let end = plan.run_length().unwrap_or(0);
            // A `step` whose decays are not at whole steps is a list of milestones until the end of the run.
            let last = if name == "step" { end } else { u64::MAX };
            let edges = [begin, begin + epochs * scale, epochs * scale, begin + (1 + mul) * epochs * scale, 20 * scale, end];
            let at: Vec<u64> = around(&edges).into_iter().filter(|&step| step < last).collect();
            let Some(theirs) = rates("schedules_of_timm", "timm", &call, base, &at) else { return };
            assert_close(&ours(&plan, &at), &theirs, &at, base, Closeness::Rounding, &format!("round {round}, {call} from {base}"));
        }
    }
}

/// The time of the 35th decay, 35 * 16.8 steps, is a little above 588, and is rounded to 588.
#[test]
fn decays_at_products_that_round_equal_those_of_timm() {
    if !are_here() {
        return;
    }
    for (epochs, updates) in [(2.4, 7), (0.7, 10), (1.1, 30), (3.3, 9)] {
        let call = format!(
            "create_scheduler_v2(optimizer, \"step\", 85, decay_epochs={epochs}, decay_rate=0.97, warmup_epochs=0, step_on_epochs=False, \
             updates_per_epoch={updates})[0]"
        );
        let arguments = TimmArguments {
            num_epochs: 85,
            decay_epochs: Some(epochs),
            decay_rate: 0.97,
            updates_per_epoch: Some(updates),
            ..Default::default()
        };
        let plan = timm("step", 0.1, &arguments).unwrap_or_else(|error| panic!("{call}: {error}"));
        let at: Vec<u64> = (0..85 * updates).collect();
        let Some(theirs) = rates("decays_at_products_that_round", "timm", &call, 0.1, &at) else { return };
        assert_close(&ours(&plan, &at), &theirs, &at, 0.1, Closeness::Rounding, &call);
    }
}
