//! The pictures of README and of the documentation equal what the code draws, and each is shown on its page.
//! `UPDATE_PICTURES=1 cargo test -p long-tests --test pictures` draws them again.

mod choosing;
mod combinators;
mod compared;
mod gallery;
mod gpt;
mod pages;
mod recipes;
mod rules;

use std::{env, fs};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{
    ChainedScheduler, ConstantLr, CosineAnnealingLr, CosineAnnealingWarmRestarts, CosineDecay, CyclicLr, CyclicMode, Eden,
    ExponentialLr, InfiniteLr, InverseSqrt, InverseTime, LambdaLr, LinearLr, MultiStepLr, MultiplicativeLr, Noam, OneCycleLr,
    Piecewise, Plan, PolynomialDecay, PolynomialLr, Power, RangeRamp, Result, Rex, Schedule, SequentialLr, Shape, Sin, StepLr,
    SwaLr, Table, Tanh, Warmup, Wsd,
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/docs/pictures");
const BASE: f64 = 0.1;
const STEPS: u64 = 100;

struct Picture {
    plot: Plot,
    steps: u64,
}

impl Picture {
    fn new(title: &str) -> Self {
        Self { plot: Plot::new(title).x_label("step").y_label("learning rate").size(720, 320), steps: STEPS }
    }

    fn over(self, steps: u64) -> Self {
        Self { steps, ..self }
    }

    fn log(self) -> Self {
        Self { plot: self.plot.log_y(), ..self }
    }

    fn with(self, label: &str, schedule: impl Schedule) -> Self {
        let points = (0..self.steps).map(|step| (step as f64, schedule.at(BASE, step)));
        Self { plot: self.plot.steps(label, points), ..self }
    }
}

fn readme() -> Result<Picture> {
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(45)?.warmup(5)?).lr_group(1, 0.05, StepLr::new(15, 0.3)?);
    let states = (0..=50).map(|epoch| plan.preview(2, epoch)).collect::<Result<Vec<_>>>()?;
    let rates = |group: usize| states.iter().map(move |state| (state.step as f64, state.lr[group]));
    let plot = Plot::new("One plan, two parameter groups").x_label("epoch").y_label("learning rate").size(800, 400);
    let plot = plot.steps("body: CosineAnnealingLr::new(45)?.warmup(5)?", rates(0)).steps("head: StepLr::new(15, 0.3)?", rates(1));
    Ok(Picture { plot, steps: 51 })
}

fn shapes() -> Result<Picture> {
    let fall = |shape| Piecewise::starting_at(1.0)?.shaped_to(STEPS, 0.0, shape);
    Ok(Picture::new("Shapes, from 0.1 to 0 in 100 steps")
        .with("linear", fall(Shape::linear())?)
        .with("cosine", fall(Shape::cosine())?)
        .with("1-sqrt", fall(Shape::one_minus_sqrt())?)
        .with("1-square", fall(Shape::one_minus_square())?)
        .with("polynomial, power 2", fall(Shape::polynomial(2.0)?)?)
        .with("exponential-normalized, floor 0.1", fall(Shape::exponential_normalized(0.1)?)?)
        .with("mirror-cosine", fall(Shape::mirror_cosine())?))
}

fn pictures() -> Result<Vec<(&'static str, Picture)>> {
    let cosine = CosineAnnealingLr::new(50)?;
    Ok(vec![
        ("readme", readme()?),
        ("gpt", Picture { plot: gpt::plot(), steps: 200 }),
        ("step_lr", Picture::new("StepLr").with("step_size = 30, gamma = 0.5", StepLr::new(30, 0.5)?)),
        (
            "multi_step_lr",
            Picture::new("MultiStepLr").with("milestones = [20, 30, 80], gamma = 0.5", MultiStepLr::new([20, 30, 80], 0.5)?),
        ),
        ("constant_lr", Picture::new("ConstantLr").with("factor = 0.5, total_iters = 40", ConstantLr::new(0.5, 40)?)),
        (
            "linear_lr",
            Picture::new("LinearLr")
                .with("start_factor = 0.1, end_factor = 1, total_iters = 40", LinearLr::new(0.1, 1.0, 40)?)
                .with("start_factor = 1, end_factor = 0, total_iters = 80", LinearLr::new(1.0, 0.0, 80)?),
        ),
        (
            "exponential_lr",
            Picture::new("ExponentialLr")
                .with("gamma = 0.95", ExponentialLr::new(0.95)?)
                .with("gamma = 0.99", ExponentialLr::new(0.99)?),
        ),
        (
            "polynomial_lr",
            Picture::new("PolynomialLr")
                .with("total_iters = 80, power = 1", PolynomialLr::new(80, 1.0)?)
                .with("total_iters = 80, power = 2", PolynomialLr::new(80, 2.0)?)
                .with("total_iters = 80, power = 0.5", PolynomialLr::new(80, 0.5)?),
        ),
        (
            "cosine_annealing_lr",
            Picture::new("CosineAnnealingLr")
                .with("t_max = 50", cosine)
                .with("t_max = 50, eta_min = 0.04, held from step 50", cosine.eta_min(0.04)?.hold(50)),
        ),
        ("shape", shapes()?),
        (
            "wsd",
            Picture::new("Wsd")
                .with("10, 70, 20", Wsd::new(10, 70, 20)?)
                .with("10, 40, 50, linear, floor 0.1", Wsd::new(10, 40, 50)?.decay_shape(Shape::linear())?.floor(0.1)?)
                .with("10, 60, 30, rsqrt", Wsd::new(10, 60, 30)?.rsqrt()?),
        ),
        (
            "sin",
            Picture::new("Sin")
                .with("period = 30", Sin::new(30)?)
                .with("peak_decay = 0.5", Sin::new(30)?.peak_decay(0.5)?)
                .with("gamma = 0.98", Sin::new(30)?.gamma(0.98)?),
        ),
        ("rex", Picture::new("Rex").with("t_max = 90", Rex::new(90)?).with("eta_min = 0.02", Rex::new(90)?.eta_min(0.02)?)),
        (
            "tanh",
            Picture::new("Tanh")
                .with("t_max = 90", Tanh::new(90)?)
                .with("bounds(-3, 3), eta_min = 0.01", Tanh::new(90)?.bounds(-3.0, 3.0)?.eta_min(0.01)?),
        ),
        (
            "cosine_decay",
            Picture::new("CosineDecay")
                .with("t_max = 80, alpha = 0.1", CosineDecay::new(80)?.alpha(0.1)?)
                .with("t_max = 80, exponent = 2", CosineDecay::new(80)?.exponent(2.0)?)
                .with("t_max = 80, k_decay = 2", CosineDecay::new(80)?.k_decay(2.0)?),
        ),
        (
            "polynomial_decay",
            Picture::new("PolynomialDecay")
                .with("total_iters = 60, power = 2, eta_min = 0.01", PolynomialDecay::new(60, 2.0)?.eta_min(0.01)?)
                .with("total_iters = 30, power = 1, cyclic", PolynomialDecay::new(30, 1.0)?.cyclic()),
        ),
        (
            "range_ramp",
            Picture::new("RangeRamp, on a logarithmic scale")
                .log()
                .with("exponential", RangeRamp::exponential(1e-5, 1.0, 100)?)
                .with("linear", RangeRamp::linear(1e-5, 1.0, 100)?),
        ),
        (
            "inverse_sqrt",
            Picture::new("InverseSqrt")
                .with("timescale = 10", InverseSqrt::new(10)?)
                .with("timescale = 10, after a warm-up of 10 steps", InverseSqrt::new(10)?.warmup_with(Warmup::from_zero(10)?))
                .with("timescale = 1, floor = 0.3", InverseSqrt::new(1)?.floor(0.3)?),
        ),
        (
            "inverse_time",
            Picture::new("InverseTime")
                .with("decay_steps = 10, decay_rate = 0.5", InverseTime::new(10, 0.5)?)
                .with("with a staircase", InverseTime::new(10, 0.5)?.staircase(true))
                .with("power = 2", InverseTime::new(10, 0.5)?.power(2.0)?),
        ),
        (
            "power",
            Picture::new("Power")
                .with("new(0.3, -0.51)?", Power::new(0.3, -0.51)?)
                .with("new(0.3, -0.51)?.after(30).warmup(30)?", Power::new(0.3, -0.51)?.after(30).warmup(30)?)
                .with("from_base(-0.51, 10)?", Power::from_base(-0.51, 10)?),
        ),
        (
            "eden",
            Picture::new("Eden")
                .over(2_000)
                .with("lr_batches = 500, lr_epochs = 3.5, steps_per_epoch = 200", Eden::new(500.0, 3.5, 200)?.warmup_batches(100))
                .with("of_batches(500)", Eden::of_batches(500.0)?.warmup_batches(100)),
        ),
        (
            "infinite_lr",
            Picture::new("InfiniteLr")
                .with("cosine, constant = 0.4, annealed from 80 on", InfiniteLr::new(10, 40, 0.4)?.anneal(80, 20, 0.05)?)
                .with("inverse_sqrt(10)", InfiniteLr::new(10, 40, 0.4)?.inverse_sqrt(10.0)?),
        ),
        (
            "noam",
            Picture::new("Noam, with 20 steps of warm-up")
                .with("from_base(20)?", Noam::from_base(20)?)
                .with("new(32, 20)?.factor(1.5)?", Noam::new(32, 20)?.factor(1.5)?),
        ),
        (
            "cosine_annealing_warm_restarts",
            Picture::new("CosineAnnealingWarmRestarts")
                .over(141)
                .with("t_0 = 20, t_mult = 2", CosineAnnealingWarmRestarts::new(20)?.t_mult(2)?)
                .with(
                    "t_0 = 35, peak_decay = 0.7, cycle_limit = 3",
                    CosineAnnealingWarmRestarts::new(35)?.peak_decay(0.7)?.eta_min(0.01)?.cycle_limit(3)?,
                ),
        ),
        (
            "cyclic_lr",
            Picture::new("CyclicLr")
                .with("triangular", CyclicLr::new(0.02, 0.1)?.step_size_up(15)?)
                .with("triangular2", CyclicLr::new(0.02, 0.1)?.step_size_up(15)?.mode(CyclicMode::Triangular2)),
        ),
        (
            "one_cycle_lr",
            Picture::new("OneCycleLr")
                .with("max_lr = 0.1, total_steps = 100", OneCycleLr::new(0.1, 100)?)
                .with("three phases", OneCycleLr::new(0.1, 100)?.three_phase(true)?),
        ),
        ("swa_lr", Picture::new("SwaLr").with("swa_lr = 0.05, anneal_epochs = 40", SwaLr::new(0.05)?.anneal_epochs(40))),
        (
            "lambda_lr",
            Picture::new("LambdaLr")
                .with("|step| 1 / (1 + step / 10)", LambdaLr::new(|step| 1.0 / (1 + step / 10) as f64))
                .with("|step| 0.96^step", LambdaLr::new(|step| 0.96f64.powf(step as f64))),
        ),
        (
            "multiplicative_lr",
            Picture::new("MultiplicativeLr")
                .with("|step| 0.8 at every tenth step", MultiplicativeLr::new(|step| if step % 10 == 0 { 0.8 } else { 1.0 })),
        ),
        (
            "piecewise",
            Picture::new("Piecewise").with(
                "from 0, linear to 10, constant to 60, cosine to 100",
                Piecewise::starting_at(0.0)?.linear_to(10, 1.0)?.constant_to(60)?.cosine_to(100, 0.1)?,
            ),
        ),
        (
            "table",
            Picture::new("Table::values([(0, 0.1), (30, 0.05), (80, 0.01)])?")
                .with("as it is", Table::values([(0, 0.1), (30, 0.05), (80, 0.01)])?)
                .with("linear()", Table::values([(0, 0.1), (30, 0.05), (80, 0.01)])?.linear()),
        ),
        (
            "sequential_lr",
            Picture::new("SequentialLr").with(
                "LinearLr, CosineAnnealingLr from 20, ConstantLr from 80",
                SequentialLr::new(
                    [LinearLr::new(0.1, 1.0, 20)?.boxed(), CosineAnnealingLr::new(60)?.boxed(), ConstantLr::new(0.2, 100)?.boxed()],
                    [20, 80],
                )?,
            ),
        ),
        (
            "chained_scheduler",
            Picture::new("ChainedScheduler").with(
                "ConstantLr and ExponentialLr",
                ChainedScheduler::new([ConstantLr::new(0.5, 30)?.boxed(), ExponentialLr::new(0.97)?.boxed()])?,
            ),
        ),
    ])
}

#[test]
fn every_checked_in_picture_is_what_the_code_draws() -> anyhow::Result<()> {
    let update = env::var("UPDATE_PICTURES").is_ok_and(|value| value == "1");
    let mut names = vec![];
    let parts = [
        pictures()?,
        rules::pictures()?,
        combinators::pictures()?,
        recipes::pictures()?,
        choosing::pictures()?,
        compared::pictures()?,
    ];
    for (name, picture) in parts.into_iter().flatten() {
        let (file, drawn) = (format!("{FOLDER}/{name}.svg"), picture.plot.to_svg()?);
        if update {
            fs::write(&file, &drawn)?;
        }
        let same = fs::read_to_string(&file).is_ok_and(|checked_in| checked_in == drawn);
        assert!(
            same,
            "{file} is not what the code draws; write it again with `UPDATE_PICTURES=1 cargo test -p long-tests --test pictures`"
        );
        names.push(format!("{name}.svg"));
    }
    // `cargo run -p resumed_loss -- src/docs/pictures/checkpoints.svg` draws it from a training run.
    names.push("checkpoints.svg".into());
    // `UPDATE_PICTURES=1 cargo test -p long-tests --test training twins` draws it from training runs.
    names.push("digits.svg".into());
    // `cargo run --release -p predicted_schedules -- --write` draws it from fits.
    names.push("predict.svg".into());
    // A screenshot of Monaco 0.52 with plan.schema.json.
    names.push("plan_files.svg".into());
    for entry in fs::read_dir(FOLDER)? {
        let found = entry?.file_name().to_string_lossy().into_owned();
        assert!(names.contains(&found), "the code draws no {found}: delete it from {FOLDER}");
    }
    Ok(())
}
