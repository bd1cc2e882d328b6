//! Level 1: a `Scheduler` and a plain optimizer.

use crate::equal::{assert_equal, assert_needs_optimizer_state};
use crate::program::{Contents, Network, Program};
use tch::nn::{Adam, Optimizer, OptimizerConfig};
use tch_lr_scheduler::{
    Checkpoints, Error, ExponentialLr, LoadOptions, OptimizerState, Part, PartMut, Plan, Restored, Result, Scheduler,
};

struct Plain {
    network: Network,
    scheduler: Scheduler,
    optimizer: Optimizer,
}

impl Plain {
    fn new() -> Result<Self> {
        let network = Network::new();
        let mut optimizer = Adam::default().build(&network.vs, 7.0).map_err(|error| Error::Torch(error.to_string()))?;
        let scheduler = Plan::lr(0.01, ExponentialLr::new(0.9)?).start(&network.vs, &mut optimizer)?;
        Ok(Self { network, scheduler, optimizer })
    }
}

impl Program for Plain {
    fn step(&mut self) -> Result<()> {
        self.optimizer.backward_step(&self.network.loss());
        self.scheduler.step(&mut self.optimizer).map(drop)
    }

    fn save(&self, checkpoints: &Checkpoints) -> Result<()> {
        checkpoints.save_parts(&[Part::plain("net", &self.network.vs, &self.scheduler, &self.optimizer)]).map(drop)
    }

    fn load(&mut self, checkpoints: &Checkpoints, options: LoadOptions) -> Result<Restored> {
        let latest = checkpoints.latest()?.expect("one was saved");
        let part = PartMut::plain("net", &mut self.network.vs, &mut self.scheduler, &mut self.optimizer);
        let restored = latest.load_parts_with([part], options)?;
        self.scheduler.verify(&self.network.vs, &self.optimizer)?;
        Ok(restored)
    }

    fn contents(&self) -> Result<Contents> {
        let mut contents = Contents::default();
        contents.add_store(&self.network.vs);
        contents.add_optimizer(&OptimizerState::of(&self.network.vs, &self.optimizer)?);
        contents.texts.push(self.scheduler.state().to_json()?);
        Ok(contents)
    }
}

#[test]
fn a_run_with_a_plain_optimizer_equals_the_uninterrupted_one() -> Result<()> {
    assert_equal("level 1", Plain::new)?;
    assert_needs_optimizer_state("level 1", Plain::new)
}
