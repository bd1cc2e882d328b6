//! Two networks that are trained alternately, an average, tensors of the program, and its position in the data.

use crate::equal::{assert_equal, assert_needs_optimizer_state};
use crate::program::{Contents, Network, Program};
use tch::nn::{Adam, RmsProp};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{
    AveragedModel, Checkpoints, ExponentialLr, LoadOptions, Part, PartMut, Plan, Restored, Result, ScheduledOptimizer, StepLr,
};

struct Pair {
    generator: (Network, ScheduledOptimizer),
    discriminator: (Network, ScheduledOptimizer),
    average: AveragedModel,
    /// A sum of the losses, as an optimizer of the program may have one.
    sum: Tensor,
    position: (u64, Vec<u64>),
}

impl Pair {
    fn new() -> Result<Self> {
        let [generator, discriminator] = [Network::new(), Network::new()];
        let generator_opt =
            Plan::lr(0.01, ExponentialLr::new(0.9)?).build(&generator.vs, Adam { beta1: 0.5, ..Adam::default() })?;
        let discriminator_opt = Plan::lr(0.02, StepLr::new(3, 0.5)?).build(&discriminator.vs, RmsProp::default())?;
        Ok(Self {
            average: AveragedModel::ema(Network::new().vs, 0.9)?,
            generator: (generator, generator_opt),
            discriminator: (discriminator, discriminator_opt),
            sum: Tensor::zeros([1], (Kind::Double, Device::Cpu)),
            position: (0, vec![]),
        })
    }
}

impl Program for Pair {
    fn step(&mut self) -> Result<()> {
        for (network, opt) in [&mut self.discriminator, &mut self.generator] {
            let loss = network.loss();
            opt.backward_step(&loss);
            opt.advance()?;
            self.sum += loss.detach().to_kind(Kind::Double);
        }
        self.average.update_parameters(&self.generator.0.vs)?;
        self.position.0 += 2;
        self.position.1.push(u64::MAX - self.position.0);
        Ok(())
    }

    fn save(&self, checkpoints: &Checkpoints) -> Result<()> {
        checkpoints
            .save_parts(&[
                Part::new("generator", &self.generator.0.vs, &self.generator.1),
                Part::new("discriminator", &self.discriminator.0.vs, &self.discriminator.1),
                Part::average("average", &self.average),
                Part::tensors("losses", [("sum", &self.sum)]),
                Part::json("position", &self.position)?,
            ])
            .map(drop)
    }

    fn load(&mut self, checkpoints: &Checkpoints, options: LoadOptions) -> Result<Restored> {
        let latest = checkpoints.latest()?.expect("one was saved");
        let parts = [
            PartMut::new("generator", &mut self.generator.0.vs, &mut self.generator.1),
            PartMut::new("discriminator", &mut self.discriminator.0.vs, &mut self.discriminator.1),
            PartMut::average("average", &mut self.average),
            PartMut::tensors("losses", [("sum", &mut self.sum)]),
            PartMut::json("position", &mut self.position),
        ];
        latest.load_parts_with(parts, options)
    }

    fn contents(&self) -> Result<Contents> {
        let mut contents = Contents::default();
        for (network, opt) in [&self.generator, &self.discriminator] {
            contents.add_store(&network.vs);
            contents.add_optimizer(&opt.optimizer_state()?);
            contents.texts.push(opt.state().to_json()?);
        }
        contents.add_store(self.average.vs());
        contents.tensors.push(("sum".into(), self.sum.copy()));
        contents.texts.push(format!("{:?} {}", self.position, self.average.n_averaged()));
        Ok(contents)
    }
}

#[test]
fn two_networks_an_average_and_the_programs_data_equal_the_uninterrupted_run() -> Result<()> {
    assert_equal("pair", Pair::new)?;
    assert_needs_optimizer_state("pair", Pair::new)
}
