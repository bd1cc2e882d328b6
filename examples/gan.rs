//! Two networks against each other, each with an optimizer and a schedule of its own: a generator learns to draw numbers that a
//! discriminator cannot tell from those of a normal distribution. And once more at constant rates, to see what the schedules
//! were worth.
//!
//! ```text
//! cargo run --example gan
//! cargo run --example gan -- --seed 7
//! ```

use anyhow::Result;
use clap::Parser;
use tch::nn::{self, Module};
use tch::{Device, Kind, Reduction, Tensor, no_grad};
use tch_lr_scheduler::{Constant, CosineAnnealingLr, LinearLr, Plan, ScheduledOptimizer};

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

/// Trains a generator against a discriminator, each on a schedule of its own, then at constant rates, and compares.
#[derive(Parser)]
struct Args {
    /// Decides the first weights and the numbers drawn
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    seed: i64,
}

fn main() -> Result<()> {
    let Args { seed } = Args::parse();
    // Sharing out batches this small costs more time than it saves.
    tch::set_num_threads(1);
    println!("A generator learns to draw numbers of mean {MEAN:.2} and standard deviation {DEVIATION:.2}.");

    println!("\nOn schedules, the generator on CosineAnnealingLr and the discriminator on LinearLr:");
    let generator = Plan::lr(GENERATOR_LR, CosineAnnealingLr::new(STEPS)?);
    let discriminator = Plan::lr(DISCRIMINATOR_LR, LinearLr::new(1.0, 0.0, STEPS)?);
    let scheduled = Gan::new(seed, &generator, &discriminator)?.train()?;

    println!("\nThe same networks from the same seed, at constant rates:");
    let generator = Plan::lr(GENERATOR_LR, Constant);
    let discriminator = Plan::lr(DISCRIMINATOR_LR, Constant);
    let constant = Gan::new(seed, &generator, &discriminator)?.train()?;

    let outcome = if scheduled < constant { "brought it nearer" } else { "did not bring it nearer" };
    println!(
        "\nWith seed {seed} the schedules {outcome}: over the last half of the run\n\
        mean and deviation were off by {scheduled:.3} on average, against {constant:.3} at\n\
        constant rates."
    );
    Ok(())
}

struct Player {
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
        // Less momentum than usual, because the other player changes what there is to learn at every step.
        let opt = plan.build(&vs, nn::Adam { beta1: 0.5, ..Default::default() })?;
        Ok(Self { net, opt })
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

    /// Returns how far mean and deviation were off, on average over the reports of the last half.
    fn train(&mut self) -> Result<f64> {
        println!("step  lr generator  lr discriminator  mean  deviation");
        let mut misses = vec![];
        for step in 1..=STEPS {
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
            // Both have been trained: both schedules move on.
            self.discriminator.opt.advance()?;
            self.generator.opt.advance()?;
        }
        Ok(misses.iter().sum::<f64>() / misses.len() as f64)
    }

    fn train_discriminator(&mut self) {
        let real = MEAN + DEVIATION * self.randn(BATCH_SIZE, 1);
        let fake = no_grad(|| self.generate(BATCH_SIZE));
        let loss = self.loss(&real, true) + self.loss(&fake, false);
        self.discriminator.opt.backward_step(&loss);
    }

    /// Leaves gradients in the discriminator too, which its next `backward_step` clears.
    fn train_generator(&mut self) {
        let loss = self.loss(&self.generate(BATCH_SIZE), true);
        self.generator.opt.backward_step(&loss);
    }

    /// What the discriminator is charged for `numbers` if they all are `real`, or all are not.
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
