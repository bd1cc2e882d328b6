//! A `ScheduledOptimizer`.

use crate::program::{Contents, Network, Program};
use tch_lr_scheduler::{Checkpoints, LoadOptions, Restored, Result, ScheduledOptimizer};

pub struct Scheduled {
    pub network: Network,
    pub opt: ScheduledOptimizer,
    /// The step from which the head is trained; `None` leaves its variables as they are.
    pub trains_head_from: Option<u64>,
}

impl Scheduled {
    pub fn new(build: impl Fn(&tch::nn::VarStore) -> Result<ScheduledOptimizer>) -> Result<Self> {
        let network = Network::new();
        let opt = build(&network.vs)?;
        Ok(Self { network, opt, trains_head_from: None })
    }
}

impl Program for Scheduled {
    fn step(&mut self) -> Result<()> {
        if let Some(from) = self.trains_head_from {
            let variables = self.network.vs.variables().into_iter();
            let head = variables.filter(|(name, _)| name.starts_with("head"));
            head.for_each(|(_, variable)| drop(variable.set_requires_grad(self.opt.state().step >= from)));
        }
        self.opt.backward_step(&self.network.loss());
        if self.opt.state().plateau.is_some() {
            self.opt.metric(1.0)?;
        }
        self.opt.advance().map(drop)
    }

    fn save(&self, checkpoints: &Checkpoints) -> Result<()> {
        checkpoints.save(&self.network.vs, &self.opt).map(drop)
    }

    fn load(&mut self, checkpoints: &Checkpoints, options: LoadOptions) -> Result<Restored> {
        let restored = checkpoints.load_latest_with(&mut self.network.vs, &mut self.opt, options)?;
        self.opt.verify()?;
        Ok(restored.expect("one was saved"))
    }

    fn contents(&self) -> Result<Contents> {
        let mut contents = Contents::default();
        contents.add_store(&self.network.vs);
        contents.add_optimizer(&self.opt.optimizer_state()?);
        contents.texts.push(self.opt.state().to_json()?);
        Ok(contents)
    }
}
