//! The pictures of README and of the documentation equal what the code draws, and each is shown on its page.
//! `UPDATE_PICTURES=1 cargo test --test pictures` draws them again.

mod pages;

use std::{env, fs};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{
    ChainedScheduler, Constant, ConstantLr, CosineAnnealingLr, CosineAnnealingWarmRestarts, CyclicLr, CyclicMode, DryRun,
    ExponentialLr, InverseSqrt, LambdaLr, LinearLr, MultiStepLr, MultiplicativeLr, Noam, OneCycleLr, Piecewise, Plan, PolynomialLr,
    RangeRamp, ReduceLrOnPlateau, Result, Schedule, Scheduler, SequentialLr, Shape, StepLr, SwaLr, Table, Warmup, Wsd,
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/docs/pictures");
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

fn plateau() -> Result<Picture> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(5).cooldown(5);
    let mut scheduler = Scheduler::start(&Plan::lr(BASE, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    let mut rates = vec![];
    for epoch in 0..STEPS {
        rates.push((epoch as f64, scheduler.lr()));
        scheduler.metric(if epoch < 30 { 1.0 / (1 + epoch) as f64 } else { 1.0 }, &mut DryRun)?;
    }
    let picture = Picture::new("ReduceLrOnPlateau, with a loss that gets better until epoch 30");
    Ok(Picture { plot: picture.plot.steps("factor = 0.5, patience = 5, cooldown = 5", rates), ..picture })
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
        ("reduce_lr_on_plateau", plateau()?),
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
        (
            "warmup",
            Picture::new("Warm-ups of 8 steps")
                .over(12)
                .with("from_zero", Constant.warmup_with(Warmup::from_zero(8)?))
                .with("from_first_step", Constant.warmup_with(Warmup::from_first_step(8)?))
                .with("from_floor(0.3).cosine()", Constant.warmup_with(Warmup::from_floor(0.3, 8)?.cosine())),
        ),
        (
            "warmup_beside",
            Picture::new("MultiStepLr::new([30, 70], 0.3)? with a warm-up of 20 steps")
                .with("beside: warmup_beside(20)?", MultiStepLr::new([30, 70], 0.3)?.warmup_beside(20)?)
                .with("in front: warmup(20)?", MultiStepLr::new([30, 70], 0.3)?.warmup(20)?),
        ),
        (
            "cycle",
            Picture::new("CosineAnnealingLr::new(25)?.cycle(25)?")
                .with("as it is", CosineAnnealingLr::new(25)?.cycle(25)?)
                .with("decay(0.6)?", CosineAnnealingLr::new(25)?.cycle(25)?.decay(0.6)?),
        ),
    ])
}

/// The effect of each combinator on a schedule, beside that schedule.
fn combined() -> Result<Vec<(&'static str, Picture)>> {
    let cosine = CosineAnnealingLr::new(50)?;
    let falling = ExponentialLr::new(0.97)?;
    let picture = |title: &str| Picture::new(title).with("as it is", cosine);
    Ok(vec![
        ("constant", Picture::new("Constant").with("base = 0.1", Constant)),
        ("hold", picture("A cosine, held").with("hold(40)", cosine.hold(40))),
        ("delay", picture("A cosine, delayed").with("delay(30)", cosine.delay(30))),
        ("frozen", picture("A cosine, frozen at first").with("frozen_until(30)", cosine.frozen_until(30))),
        ("every", picture("A cosine that moves on every 10 steps").with("every(10)?", CosineAnnealingLr::new(5)?.every(10)?)),
        ("stretch", picture("A cosine, twice as slow").with("stretch(2)?", cosine.stretch(2)?)),
        ("times", picture("A cosine times a schedule that falls").with("times(ExponentialLr::new(0.97)?)", cosine.times(falling))),
        (
            "min",
            picture("The smaller of a cosine and a schedule that falls")
                .with("min(ExponentialLr::new(0.97)?)", cosine.min(falling)),
        ),
        (
            "max",
            picture("The larger of a cosine and a schedule that falls").with("max(ExponentialLr::new(0.97)?)", cosine.max(falling)),
        ),
        ("clamp", picture("A cosine between two values").with("clamp(0.02, 0.08)?", cosine.clamp(0.02, 0.08)?)),
        ("scale", picture("A cosine times a number").with("scale(0.5)?", cosine.scale(0.5)?)),
        ("offset", picture("A cosine plus a number").with("offset(0.05)?", cosine.offset(0.05)?)),
    ])
}

#[test]
fn every_checked_in_picture_is_what_the_code_draws() -> anyhow::Result<()> {
    let update = env::var("UPDATE_PICTURES").is_ok_and(|value| value == "1");
    let mut names = vec![];
    for (name, picture) in pictures()?.into_iter().chain(combined()?) {
        let (file, drawn) = (format!("{FOLDER}/{name}.svg"), picture.plot.to_svg()?);
        if update {
            fs::write(&file, &drawn)?;
        }
        let same = fs::read_to_string(&file).is_ok_and(|checked_in| checked_in == drawn);
        assert!(same, "{file} is not what the code draws; write it again with `UPDATE_PICTURES=1 cargo test --test pictures`");
        names.push(format!("{name}.svg"));
    }
    // `cargo run --example resumed_loss -- src/docs/pictures/checkpoints.svg` draws it from a training run.
    names.push("checkpoints.svg".into());
    for entry in fs::read_dir(FOLDER)? {
        let found = entry?.file_name().to_string_lossy().into_owned();
        assert!(names.contains(&found), "the code draws no {found}: delete it from {FOLDER}");
    }
    Ok(())
}
