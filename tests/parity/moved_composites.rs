//! Sequences and chains that move between Python torch and this crate, with every class in every position.

use super::moved::Moved;
use crate::common::members::{BASES, Kind, Member, pairs};
use crate::common::moving::with_function_of;
use tch_lr_scheduler::{ChainedScheduler, Functions, Plan, Result, Schedule, SequentialLr, pytorch};

/// A composite of two schedules.
struct Composite {
    torch: String,
    plan: Plan,
    functions: Functions,
    exact: bool,
}

fn composite(
    torch: String,
    members: [Member; 2],
    ours: impl Fn(f64) -> Result<Box<dyn Schedule>>,
    exact: bool,
) -> Result<Composite> {
    let functions = (0..).zip(members).fold(Functions::new(), |functions, (index, member)| {
        with_function_of(functions, member.torch, member.schedule(0.1), &format!("_schedulers[{index}]."))
    });
    let courses = BASES.iter().map(|&base| Ok((base, ours(base)?))).collect::<Result<Vec<_>>>()?;
    Ok(Composite { torch, plan: Plan::lr_groups(courses), functions, exact })
}

impl Composite {
    fn moves(&self, test: &str, steps: &[usize]) -> Result<bool> {
        let metrics = [0.0; 150];
        let drift = if self.exact { 0.0 } else { 1e-9 };
        let moved =
            Moved { test, torch: &self.torch, optimizer: "SGD(groups)", bases: &BASES, metrics: &metrics, drift, residue: 0.0 };
        if moved.to_rust(steps, &self.functions).is_none() {
            return Ok(false);
        }
        for &step in steps {
            let state = self.plan.preview(BASES.len(), step as u64)?;
            if let Err(error) = pytorch::write(&self.plan, &state) {
                let below_zero = "expected torch's rate, which is below zero here";
                assert!(self.torch.contains("60, 0.0002") && error.to_string().contains(below_zero), "{}: {error}", self.torch);
                continue;
            }
            if moved.to_python(&self.plan, &state, &metrics[step..(step + 50).min(150)]).is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[test]
fn a_sequence_of_every_class_before_and_after_every_other_moves_both_ways() -> Result<()> {
    let test = "a_sequence_of_every_class_before_and_after_every_other_moves_both_ways";
    for (index, members) in pairs().enumerate() {
        let milestone = [47, 30, 110, 1][index % 4];
        let torch = format!("SequentialLR(optimizer, [{}, {}], [{milestone}])", members[0].torch, members[1].torch);
        let ours = |base| Ok(members[0].schedule(base).then(milestone, members[1].schedule(base)).boxed());
        let exact = members.iter().all(|member| member.kind == Kind::Absolute);
        let steps = [0, milestone as usize - 1, milestone as usize, milestone as usize + 1, 120];
        if !composite(torch, members, ours, exact)?.moves(test, &steps)? {
            break;
        }
    }
    Ok(())
}

#[test]
fn a_chain_of_every_pair_of_classes_moves_both_ways() -> Result<()> {
    let test = "a_chain_of_every_pair_of_classes_moves_both_ways";
    for members in pairs() {
        let torch = format!("ChainedScheduler([{}, {}])", members[0].torch, members[1].torch);
        let ours = |base| Ok(ChainedScheduler::new(members.map(|member| member.schedule(base)))?.boxed());
        let exact = members[1].kind == Kind::Absolute;
        if !composite(torch, members, ours, exact)?.moves(test, &[0, 1, 41, 61, 100])? {
            break;
        }
    }
    Ok(())
}

#[test]
fn three_in_a_sequence_and_a_sequence_in_a_chain_move_both_ways() -> Result<()> {
    let test = "three_in_a_sequence_and_a_sequence_in_a_chain_move_both_ways";
    for (index, [first, second]) in pairs().enumerate().filter(|(index, _)| index % 15 == 4) {
        let third = pairs().nth(index + 3).map_or(first, |pair| pair[1]);
        let functions = |functions, paths: [&str; 3]| {
            [first, second, third]
                .into_iter()
                .zip(paths)
                .fold(functions, |functions, (member, path)| with_function_of(functions, member.torch, member.schedule(0.1), path))
        };
        let names = [first, second, third].map(|member| member.torch).join(", ");
        let pair = format!("SequentialLR(optimizer, [{}, {}], [40])", first.torch, second.torch);
        let flat = |base| {
            let members = [first, second, third].map(|member| member.schedule(base));
            Ok((base, SequentialLr::new(members, [40, 75])?.boxed()))
        };
        let nested = |base| {
            let pair = first.schedule(base).then(40, second.schedule(base));
            Ok((base, ChainedScheduler::new([pair.boxed(), third.schedule(base)])?.boxed()))
        };
        let composites = [
            Composite {
                torch: format!("SequentialLR(optimizer, [{names}], [40, 75])"),
                plan: Plan::lr_groups(BASES.map(flat).into_iter().collect::<Result<Vec<_>>>()?),
                functions: functions(Functions::new(), ["_schedulers[0].", "_schedulers[1].", "_schedulers[2]."]),
                exact: false,
            },
            Composite {
                torch: format!("ChainedScheduler([{pair}, {}])", third.torch),
                plan: Plan::lr_groups(BASES.map(nested).into_iter().collect::<Result<Vec<_>>>()?),
                functions: functions(
                    Functions::new(),
                    ["_schedulers[0]._schedulers[0].", "_schedulers[0]._schedulers[1].", "_schedulers[1]."],
                ),
                exact: false,
            },
        ];
        for composite in composites {
            if !composite.moves(test, &[0, 20, 39, 40, 74, 75, 76, 110])? {
                return Ok(());
            }
        }
    }
    Ok(())
}
