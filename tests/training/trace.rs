//! The values of a preview and of a plan file equal those that libtorch trains with.

use crate::experiments::EXPERIMENTS;
use tch::nn::{self, Module, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::observe::csv_row;
use tch_lr_scheduler::{DryRun, Plan, PlanSpec, Scheduler, State};

const STEPS: u64 = 320;

/// The states of a training run as rows of a table, and its losses.
fn trained(plan: &Plan) -> anyhow::Result<(Vec<String>, Vec<f64>)> {
    tch::manual_seed(7);
    let vs = VarStore::new(Device::Cpu);
    let body = nn::linear(vs.root() / "body", 4, 8, Default::default());
    let head = nn::linear((vs.root() / "head").set_group(1), 8, 3, Default::default());
    let x = Tensor::randn([16, 4], (Kind::Float, Device::Cpu));
    let y = Tensor::randint(3, [16], (Kind::Int64, Device::Cpu));
    let mut opt = plan.build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;
    let (mut rows, mut losses) = (vec![], vec![]);
    for _ in 0..STEPS {
        let loss = head.forward(&body.forward(&x).tanh()).cross_entropy_for_logits(&y);
        opt.backward_step(&loss);
        rows.push(csv_row(opt.state()));
        losses.push(loss.double_value(&[]));
        if opt.state().plateau.is_some() {
            opt.metric(loss.double_value(&[]))?;
        }
        opt.advance()?;
    }
    Ok((rows, losses))
}

/// The states of the same run without an optimizer, as rows of a table.
fn traced(plan: &Plan, losses: &[f64]) -> anyhow::Result<Vec<String>> {
    let mut scheduler = Scheduler::start(plan, 2, &mut DryRun)?;
    let row = |loss: &f64| {
        let row = csv_row(scheduler.state());
        if scheduler.state().plateau.is_some() {
            scheduler.metric(*loss, &mut DryRun)?;
        }
        scheduler.step(&mut DryRun)?;
        Ok(row)
    };
    losses.iter().map(row).collect()
}

/// Rows hold the shortest decimals that read back as the same bits, so equal rows mean equal bits.
#[test]
fn a_trace_equals_the_values_during_training_to_the_bit() -> anyhow::Result<()> {
    let mut from_files = 0;
    for (name, plan) in EXPERIMENTS {
        let plan = plan([0.1, 0.05])?;
        let (rows, losses) = trained(&plan)?;
        assert!(losses.last() < losses.first(), "{name}: nothing was learnt");
        assert_eq!(traced(&plan, &losses)?, rows, "{name}");
        // A plan with an unnamed closure cannot be written.
        if let Ok(text) = plan.spec().to_json() {
            assert_eq!(traced(&PlanSpec::from_json(&text)?.plan()?, &losses)?, rows, "{name}, from a file");
            from_files += 1;
        }
        if plan.spec().to_string().contains("feedback") {
            continue;
        }
        let previewed = (0..STEPS).map(|step| plan.preview(2, step)).collect::<Result<Vec<State>, _>>()?;
        assert_eq!(previewed.iter().map(csv_row).collect::<Vec<_>>(), rows, "{name}, previewed");
    }
    assert!(from_files > 12, "{from_files}");
    Ok(())
}
