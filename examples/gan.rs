//! Trains a GAN with two optimizers, each with its own schedule. The generator learns to draw numbers of a normal distribution; the
//! discriminator learns to tell them from real ones. Then trains the same networks at constant rates for comparison.
//!
//! ```text
//! cargo run --example gan
//! cargo run --example gan -- --seed 7
//! cargo run --example gan -- --folder gan          # saves checkpoints of both networks, and resumes if there is one
//! ```

use anyhow::Result;
use clap::Parser;
use std::path::PathBuf;
use tch::nn::{self, Module};
use tch::{Device, Kind, Reduction, Tensor, no_grad};
use tch_lr_scheduler::{Checkpoint, Checkpoints, Constant, CosineAnnealingLr, LinearLr, Part, PartMut, Plan, ScheduledOptimizer};

const MEAN: f64 = 4.0;
const DEVIATION: f64 = 1.5;
const NOISE_SIZE: i64 = 4;
const WIDTH: i64 = 32;
const BATCH_SIZE: i64 = 128;

const STEPS: u64 = 2_000;
const REPORT_EVERY: u64 = 200;

// The discriminator learns faster than the generator (TTUR, arXiv 1706.08500).
const GENERATOR_LR: f64 = 1e-3;
const DISCRIMINATOR_LR: f64 = 2e-3;

/// Trains a generator and a discriminator, each with its own schedule, then at constant rates, and compares
#[derive(Parser)]
struct Args {
    /// Seed of the initial weights and of the random numbers
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    seed: i64,
    /// Folder for checkpoints of the pair with schedules; a run resumes from the last one
    #[arg(long)]
    folder: Option<PathBuf>,
}

fn main() -> Result<()> {
    let Args { seed, folder } = Args::parse();
    let checkpoints = folder.map(|folder| Checkpoints::new(folder).keep_last(2)).transpose()?;
    // With batches this small, several threads cost more time than they save.
    tch::set_num_threads(1);
    println!("The generator learns to draw numbers with mean {MEAN:.2} and standard deviation {DEVIATION:.2}.");

    println!("\nWith schedules, CosineAnnealingLr for the generator and LinearLr for the discriminator:");
    let generator = Plan::lr(GENERATOR_LR, CosineAnnealingLr::new(STEPS)?);
    let discriminator = Plan::lr(DISCRIMINATOR_LR, LinearLr::new(1.0, 0.0, STEPS)?);
    let scheduled = Gan::new(seed, &generator, &discriminator)?.train(checkpoints.as_ref())?;

    println!("\nThe same networks with the same seed, at constant rates:");
    let generator = Plan::lr(GENERATOR_LR, Constant);
    let discriminator = Plan::lr(DISCRIMINATOR_LR, Constant);
    let constant = Gan::new(seed, &generator, &discriminator)?.train(None)?;

    let outcome = if scheduled < constant { "a smaller" } else { "no smaller" };
    println!(
        "\nWith seed {seed}, the schedules give {outcome} error: over the second half of the run\n\
        mean and deviation differ from the target by {scheduled:.3} on average, and by {constant:.3}\n\
        at constant rates."
    );
    Ok(())
}

struct Player {
    vs: nn::VarStore,
    net: nn::Sequential,
    opt: ScheduledOptimizer,
}

impl Player {
    fn new(inputs: i64, device: Device, plan: &Plan) -> Result<Self> {
        let vs = nn::VarStore::new(device);
        let layer = |name, inputs, outputs| nn::linear(vs.root() / name, inputs, outputs, Default::default());
        let net = nn::seq()
            .add(layer("first", inputs, WIDTH))
            .add_fn(Tensor::leaky_relu)
            .add(layer("second", WIDTH, WIDTH))
            .add_fn(Tensor::leaky_relu)
            .add(layer("last", WIDTH, 1));
        // Less momentum than usual, because the other network changes the loss at every step.
        let opt = plan.build(&vs, nn::Adam { beta1: 0.5, ..Default::default() })?;
        Ok(Self { vs, net, opt })
    }
}

struct Gan {
    generator: Player,
    discriminator: Player,
    device: Device,
}

impl Gan {
    fn new(seed: i64, generator: &Plan, discriminator: &Plan) -> Result<Self> {
        tch::manual_seed(seed);
        let device = Device::cuda_if_available();
        let generator = Player::new(NOISE_SIZE, device, generator)?;
        let discriminator = Player::new(1, device, discriminator)?;
        Ok(Self { generator, discriminator, device })
    }

    /// Returns the average error of mean and deviation over the reports of the second half.
    fn train(&mut self, checkpoints: Option<&Checkpoints>) -> Result<f64> {
        println!("step  lr generator  lr discriminator  mean  deviation");
        let mut misses = vec![];
        if let Some(latest) = checkpoints.map(Checkpoints::latest).transpose()?.flatten() {
            self.load(&latest, &mut misses)?;
        }
        for step in self.generator.opt.state().step + 1..=STEPS {
            self.train_discriminator();
            self.train_generator();
            if step % REPORT_EVERY == 0 {
                let (mean, deviation) = self.measure();
                let (generator, discriminator) = (self.generator.opt.lr(), self.discriminator.opt.lr());
                println!("{step:>4}  {generator:>12.6}  {discriminator:>16.6}  {mean:.2}  {deviation:>9.2}");
                if step > STEPS / 2 {
                    misses.extend([(mean - MEAN).abs(), (deviation - DEVIATION).abs()]);
                }
            }
            // Both networks have been trained once, so both schedules move by one step.
            self.discriminator.opt.advance()?;
            self.generator.opt.advance()?;
            if let Some(checkpoints) = checkpoints.filter(|_| step % REPORT_EVERY == 0) {
                self.save(checkpoints, &misses)?;
            }
        }
        Ok(misses.iter().sum::<f64>() / misses.len() as f64)
    }

    /// Saves both networks with their optimizers, and the errors so far.
    fn save(&self, checkpoints: &Checkpoints, misses: &[f64]) -> Result<()> {
        checkpoints.save_parts(&[
            Part::new("generator", &self.generator.vs, &self.generator.opt),
            Part::new("discriminator", &self.discriminator.vs, &self.discriminator.opt),
            Part::json("misses", misses)?,
        ])?;
        Ok(())
    }

    fn load(&mut self, checkpoint: &Checkpoint, misses: &mut Vec<f64>) -> Result<()> {
        let restored = checkpoint.load_parts([
            PartMut::new("generator", &mut self.generator.vs, &mut self.generator.opt),
            PartMut::new("discriminator", &mut self.discriminator.vs, &mut self.discriminator.opt),
            PartMut::json("misses", misses),
        ])?;
        println!("Resumed from {restored}.");
        Ok(())
    }

    fn train_discriminator(&mut self) {
        let real = MEAN + DEVIATION * self.randn(BATCH_SIZE, 1);
        let fake = no_grad(|| self.generate(BATCH_SIZE));
        let loss = self.loss(&real, true) + self.loss(&fake, false);
        self.discriminator.opt.backward_step(&loss);
    }

    /// The loss also adds gradients to the discriminator. Its next `backward_step` clears them.
    fn train_generator(&mut self) {
        let loss = self.loss(&self.generate(BATCH_SIZE), true);
        self.generator.opt.backward_step(&loss);
    }

    /// The loss of the discriminator on `numbers` that are all real, or all generated.
    fn loss(&self, numbers: &Tensor, real: bool) -> Tensor {
        let logits = self.discriminator.net.forward(numbers);
        let labels = logits.full_like(f64::from(real));
        logits.binary_cross_entropy_with_logits::<Tensor>(&labels, None, None, Reduction::Mean)
    }

    fn generate(&self, count: i64) -> Tensor {
        self.generator.net.forward(&self.randn(count, NOISE_SIZE))
    }

    fn randn(&self, count: i64, size: i64) -> Tensor {
        Tensor::randn([count, size], (Kind::Float, self.device))
    }

    fn measure(&self) -> (f64, f64) {
        let numbers = no_grad(|| self.generate(100_000));
        (numbers.mean(Kind::Double).double_value(&[]), numbers.std(true).double_value(&[]))
    }
}
