use tch::nn;
use tch_lr_scheduler::observe::{CsvLog, Observer};
use tch_lr_scheduler::{Checkpoints, CosineAnnealingLr, Plan, Schedule};

fn train(mut vs: nn::VarStore, step: impl Fn(&nn::VarStore) -> tch::Tensor) -> Result<(), tch_lr_scheduler::Error> {
    let plan = Plan::lr(1e-3, CosineAnnealingLr::new(95_000)?.warmup(5_000)?).total_steps(100_000);
    let mut opt = plan.build(&vs, nn::AdamW::default())?;
    let checkpoints = Checkpoints::new("checkpoints").keep_last(3)?;
    checkpoints.load_latest(&mut vs, &mut opt)?;            // loads nothing in the first run
    let mut log = CsvLog::append("rates.csv", opt.state())?; // continues at the step of the checkpoint

    while opt.state().step < 100_000 {
        let loss = step(&vs);
        opt.backward_step(&loss);
        log.observe(opt.advance()?.with("loss", &loss))?;
        if opt.state().step % 1_000 == 0 {
            checkpoints.save(&vs, &opt)?;
        }
    }
    Ok(())
}
