//! Files that would exhaust the stack, the memory, or the time.

use serde::de::value::Error as Unread;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::json;
use std::iter;
use tch_lr_scheduler::*;

const END: u64 = u64::MAX;

fn plan_of(schedule: serde_json::Value) -> Result<Plan> {
    PlanSpec::from_json(&json!({"lr": {"base": 0.1, "schedule": schedule}}).to_string())?.plan()
}

#[track_caller]
fn assert_error_contains<T>(result: Result<T>, part: &str) {
    let error = result.err().expect("it is refused").to_string();
    assert!(error.contains(part), "{error}");
}

/// Lists nested without end, from a format that does not limit the depth.
struct Endless;

impl<'de> Deserializer<'de> for Endless {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Unread> {
        visitor.visit_seq(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for Endless {
    type Error = Unread;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> std::result::Result<Option<T::Value>, Unread> {
        seed.deserialize(Endless).map(Some)
    }
}

#[test]
fn too_deep_nesting_is_refused_in_any_format() {
    for (open, close) in [("[", "]"), ("{\"lr\":", "}")] {
        let nested = open.repeat(100_000) + "1" + &close.repeat(100_000);
        assert_error_contains(PlanSpec::from_json(&nested), "recursion limit");
        assert!(State::from_json(&nested).is_err());
        assert!(PlanSpec::from_toml(&format!("lr = {}1{}", "[".repeat(100_000), "]".repeat(100_000))).is_err());
    }
    let error = serde::Deserialize::deserialize(Endless).map(|_: PlanSpec| ()).expect_err("it is refused");
    assert_eq!(error.to_string(), "more than 128 levels of lists and objects");
}

#[test]
fn nested_warmups_can_be_read_as_deep_as_they_can_be_written() -> Result<()> {
    let mut schedule = Constant.boxed();
    for depth in 1..2_000u64 {
        schedule = schedule.warmup(1 + depth % 3)?.boxed();
        let spec = Plan::lr(0.1, LinearLr::default()).weight_decay(0.1, schedule).spec();
        schedule = match spec.to_json() {
            Ok(text) => {
                match spec.to_toml() {
                    Ok(text) => assert_eq!(PlanSpec::from_toml(&text)?, spec, "{depth}"),
                    Err(error) => assert!(depth > 70, "{depth}: {error}"),
                }
                let read = PlanSpec::from_json(&text)?.plan()?.preview(1, depth)?;
                match read.to_json() {
                    Ok(text) => assert_eq!(State::from_json(&text)?, read),
                    // In a state, the plan lies one level deeper.
                    Err(error) => assert!(depth > 100, "{depth}: {error}"),
                }
                spec_schedule(&text)?
            }
            Err(error) => {
                assert!(depth > 100, "{depth}: {error}");
                return Ok(());
            }
        };
    }
    panic!("what cannot be read was written");
}

/// The schedule of the weight decay in a plan file.
fn spec_schedule(text: &str) -> Result<Box<dyn Schedule>> {
    let json: serde_json::Value = serde_json::from_str(text).expect("it was written as JSON");
    let spec: ScheduleSpec = serde_json::from_value(json["weight_decay"]["schedule"].clone()).expect("it is data");
    spec.schedule(&Functions::new())
}

#[test]
fn a_sequence_of_a_hundred_thousand_members_does_not_overflow_the_stack() -> Result<()> {
    for count in [3, 100_000] {
        let members = (0..count).map(|_| SwaLr::new(0.5).map(|member| member.anneal_epochs(3)));
        let milestones: Vec<u64> = (1..count).collect();
        let schedule = SequentialLr::new(members.collect::<Result<Vec<_>>>()?, milestones)?;
        // Each member takes one step only, so that the value does not change before the last one.
        assert_eq!(schedule.at(0.25, count - 1), 0.25);
        assert_eq!(schedule.at(0.25, count + 10), 0.5);
    }
    Ok(())
}

#[test]
fn a_member_can_take_over_at_the_largest_step() -> Result<()> {
    for milestone in [1 << 53, END - 1, END] {
        let schedule = Constant.then(milestone, SwaLr::new(0.5)?.anneal_epochs(4)).then(milestone, SwaLr::new(0.5)?);
        assert!(schedule.at(0.25, END) <= 0.5);
        assert_eq!(schedule.at(0.25, milestone), 0.25);
    }
    Ok(())
}

#[test]
fn a_walk_of_too_many_steps_is_refused() -> Result<()> {
    let multiplied = json!({"type": "MultiplicativeLR", "lr_lambda": {"constant": 0.999}});
    let cosine = json!({"type": "CosineAnnealingLR", "T_max": 10});
    let chained = json!({"type": "ChainedScheduler", "schedulers": [cosine, {"type": "StepLR", "step_size": 3}]});
    for schedule in [multiplied, chained] {
        for wrapped in [
            json!({"type": "Warmup", "steps": 7, "schedule": schedule}),
            json!({"type": "Times", "factor": schedule, "schedule": {"type": "Constant"}}),
            json!({"type": "SequentialLR", "schedulers": [schedule, {"type": "SWALR", "swa_lr": 0.1}], "milestones": [1u64 << 62]}),
            schedule,
        ] {
            let plan = plan_of(wrapped)?;
            assert_error_contains(plan.preview(1, 1 << 60), "step must be no farther than about ");
            assert_error_contains(plan.preview(1, END), "a schedule without a closed form computes each step");
            let mut text = plan.preview(1, 100)?.to_json()?;
            text = text.replace("\"step\": 100", "\"step\": 1000000000000000000");
            let Err(Error::Data { expected, .. }) = State::from_json(&text) else { panic!("the checksum is another") };
            let sum = expected.split('"').nth(1).expect("it is quoted");
            let start = text.find("\"checksum\": \"").expect("it has one") + 13;
            text.replace_range(start..start + 16, sum);
            let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
            assert_error_contains(scheduler.load(State::from_json(&text)?, &mut DryRun), "no farther than");
            assert_eq!(scheduler.step(&mut DryRun)?.step, 1);
        }
    }
    Ok(())
}

#[test]
fn reduction_counts_too_large_to_apply_are_refused() -> Result<()> {
    for (factor, reachable) in [(0.0, true), (0.5, true), (0.999, true), (1.0 - 1e-12, false), (1.0f64.next_down(), false)] {
        let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(factor)?.eps(0.0)?);
        let mut state = plan.preview(2, 5)?;
        if let Some(plateau) = &mut state.plateau {
            plateau.reductions = vec![END; 2];
        }
        let loaded = Scheduler::start(&plan, 2, &mut DryRun)?.load(state, &mut DryRun).map(drop);
        assert_error_contains(
            loaded,
            if reachable { "state: lr[0] is 0.1" } else { "state: plateau.reductions is 18446744073709551615" },
        );
    }
    Ok(())
}

#[test]
fn huge_group_numbers_are_an_error_or_have_no_effect() -> Result<()> {
    let course = json!({"base": 0.1});
    let read = |json: serde_json::Value| PlanSpec::from_json(&json.to_string())?.plan();
    let announced = read(json!({"lr": course, "groups": 1_000_000_000_000_000_000u64}))?;
    assert_eq!(announced.preview(2, END)?.lr, [0.1, 0.1]);
    let named = read(json!({"lr": {"base": 0.1, "groups": {"1000000000": course}}}))?;
    assert_error_contains(named.preview(1, 0), "lr[1000000000] names a group");
    assert!(read(json!({"lr": {"base": 0.1, "groups": {"100000000000000000000": course}}})).is_err());
    assert!(announced.preview(usize::MAX, 0).is_err());

    let count = 50_000;
    let groups: serde_json::Map<_, _> = (0..count).map(|group| (group.to_string(), json!({"base": 0.1, "factor": 0.5}))).collect();
    let many = read(json!({"lr": {"base": 0.1, "groups": groups}}))?;
    let state = many.preview(count, 3)?;
    assert_eq!(state.lr, vec![0.05; count]);
    assert!(State::from_json(&state.to_json()?)?.plan().differences(&many.spec()).is_empty());
    Ok(())
}

#[test]
fn a_list_of_a_million_milestones_is_read_written_and_compared() -> Result<()> {
    const COUNT: usize = 1_000_000;
    let milestones: Vec<String> = (0..COUNT).map(|milestone| (milestone / 2).to_string()).collect();
    let file = |milestones: &[String]| {
        let list = milestones.join(",");
        format!(r#"{{"lr": {{"base": 0.1, "schedule": {{"type": "MultiStepLR", "gamma": 0.5, "milestones": [{list}]}}}}}}"#)
    };
    let plan = PlanSpec::from_json(&file(&milestones))?.plan()?;
    assert_eq!(plan.preview(1, 1)?.lr, [0.1 / 16.0]);
    let state = State::from_json(&plan.preview(1, 1)?.to_json()?)?;
    let other = PlanSpec::from_json(&file(&milestones[2..]))?.plan()?;
    let error = Scheduler::start(&other, 1, &mut DryRun)?.load(state.clone(), &mut DryRun).map(drop).expect_err("they differ");
    assert!(error.to_string().len() < 1_000, "the error is {} long", error.to_string().len());
    let later = PlanSpec::from_json(&file(&milestones[2..].iter().chain(&milestones[COUNT - 2..]).cloned().collect::<Vec<_>>()))?;
    assert!(state.plan().differences(&later).len() < 1_000);
    Ok(())
}

#[test]
fn the_longest_cycles_cooldowns_and_restarts_give_finite_rates() -> Result<()> {
    let schedules = [
        json!({"type": "CyclicLR", "base_lr": 0.1, "max_lr": 1.0, "step_size_up": END, "step_size_down": END}),
        json!({"type": "CosineAnnealingWarmRestarts", "T_0": 1, "T_mult": 2}),
        json!({"type": "CosineAnnealingWarmRestarts", "T_0": END, "T_mult": END}),
        json!({"type": "Cycle", "schedule": {"type": "ExponentialLR", "gamma": 1e300}, "period": 1, "decay": 1e300}),
    ];
    for schedule in schedules {
        let mut scheduler = Scheduler::start(&plan_of(schedule)?, 1, &mut DryRun)?;
        scheduler.seek(END, &mut DryRun)?;
        scheduler.seek_time(f64::MAX, &mut DryRun)?;
        scheduler.cool_down(Cooldown::to(0.0, END)?, &mut DryRun)?;
        assert!(scheduler.step(&mut DryRun)?.lr[0].is_finite());
        assert!(scheduler.seek(0, &mut DryRun)?.lr[0].is_finite());
    }
    Ok(())
}

#[test]
fn schedulers_of_one_plan_at_different_steps_do_not_repeat_the_walk() -> Result<()> {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    let calls = Arc::new(AtomicU64::new(0));
    let counted = {
        let calls = calls.clone();
        move |_: u64| {
            calls.fetch_add(1, Ordering::Relaxed);
            0.99
        }
    };
    let plan = Plan::lr(0.1, MultiplicativeLr::new(counted));
    let mut schedulers = iter::repeat_with(|| Scheduler::start(&plan, 1, &mut DryRun)).take(8).collect::<Result<Vec<_>>>()?;
    for (place, scheduler) in (0..).zip(&mut schedulers) {
        scheduler.seek(place * 100, &mut DryRun)?;
    }
    calls.store(0, Ordering::Relaxed);
    for _ in 0..50 {
        for scheduler in &mut schedulers {
            scheduler.step(&mut DryRun)?;
        }
    }
    assert!(calls.load(Ordering::Relaxed) < 8 * 50 + 2_900, "{calls:?} calls");
    Ok(())
}
