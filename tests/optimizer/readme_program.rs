use tch::{Device, Kind, Tensor, nn};
use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, StepLr};

fn main() -> Result<(), tch_lr_scheduler::Error> {
    let vs = nn::VarStore::new(Device::cuda_if_available());
    let body = nn::linear(vs.root() / "body", 2, 16, Default::default());
    let head = nn::linear((vs.root() / "head").set_group(1), 16, 2, Default::default());
    let x = Tensor::randn([64, 2], (Kind::Float, vs.device()));
    let y = x.select(1, 0).gt(0.0).to_kind(Kind::Int64);

    let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(45)?.warmup(5)?)
        .lr_group(1, 0.05, StepLr::new(15, 0.3)?)
        .build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;

    for epoch in 0..50 {
        opt.backward_step(&x.apply(&body).relu().apply(&head).cross_entropy_for_logits(&y));
        if epoch % 10 == 0 {
            println!("epoch {epoch}: lr {:.4} and {:.4}", opt.lrs()[0], opt.lrs()[1]);
        }
        opt.advance()?; // the rates of the next epoch
    }
    Ok(())
}
