//! Every row of the pages for users of other libraries: both calls are run and compared as closely as the row says. Libraries
//! that are not installed for the tests are represented by their formulas.

use super::{Closeness, are_here, assert_close, ours, rates, steps};
use tch_lr_scheduler::*;

const BASE: f64 = 0.1;

struct Row {
    theirs: &'static str,
    /// The formula of a library that is not installed.
    formula: Option<&'static str>,
    ours: &'static str,
    build: fn() -> Result<Box<dyn Schedule>>,
}

macro_rules! row {
    ($theirs:literal, $ours:expr) => {
        Row { theirs: $theirs, formula: None, ours: stringify!($ours), build: || Ok($ours.boxed()) }
    };
    ($theirs:literal is $formula:literal, $ours:expr) => {
        Row { formula: Some($formula), ..row!($theirs, $ours) }
    };
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Their call, ours and the claim, of every row of the first table with claims.
fn sheet(page: &str) -> Vec<[String; 3]> {
    let header = page.lines().position(|line| line.ends_with("| numbers |")).expect("a page has a table");
    let table = page.lines().skip(header + 2).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| {
        let line = line.replace("\\|", "\u{0}");
        let mut cells = line.split('|').skip(1).map(|cell| cell.trim().replace('\u{0}', "|"));
        let (calls, claim) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let (theirs, ours) = calls.split_once("<br>").unwrap_or_default();
        [theirs.trim_matches('`').to_owned(), ours.trim_matches('`').to_owned(), claim]
    };
    table.map(cells).collect()
}

fn assert_page(test: &str, page: &str, library: &str, rows: &[Row], at: &[u64]) {
    let sheet = sheet(page);
    let expected: Vec<_> = rows.iter().map(|row| (row.theirs.to_owned(), without_spaces(row.ours))).collect();
    let found: Vec<_> = sheet.iter().map(|[theirs, ours, _]| (theirs.clone(), without_spaces(ours))).collect();
    assert_eq!(found, expected);
    for (row, [_, _, claim]) in rows.iter().zip(&sheet) {
        let closeness = Closeness::of(claim);
        let schedule = (row.build)().unwrap_or_else(|error| panic!("{}: {error}", row.theirs));
        let (library, expression) = match row.formula {
            Some(formula) => ("formula", formula),
            None => (library, row.theirs),
        };
        if library != "formula" && !are_here() {
            continue;
        }
        let Some(theirs) = rates(test, library, expression, BASE, at) else { return };
        assert_close(&ours(&Plan::lr(BASE, schedule), at), &theirs, at, BASE, closeness, row.theirs);
    }
}

#[test]
#[rustfmt::skip]
fn the_page_of_transformers() {
    let rows = [
        row!(r#"get_scheduler("constant", optimizer)"#, Constant),
        row!(r#"get_scheduler("constant_with_warmup", optimizer, 10)"#, Constant.warmup_with(Warmup::from_zero(10)?)),
        row!(r#"get_scheduler("linear", optimizer, 10, 110)"#, PolynomialLr::new(100, 1.0)?.warmup_with(Warmup::from_zero(10)?)),
        row!(r#"get_scheduler("cosine", optimizer, 10, 110)"#, CosineAnnealingLr::new(100)?.warmup_with(Warmup::from_zero(10)?)),
        row!(
            r#"get_scheduler("cosine_with_restarts", optimizer, 10, 110, dict(num_cycles=4))"#,
            CosineAnnealingWarmRestarts::new(25)?.then(100, Constant.scale(0.0)?).warmup_with(Warmup::from_zero(10)?)
        ),
        row!(
            r#"get_scheduler("polynomial", optimizer, 10, 110, dict(lr_end=0.01, power=2.0))"#,
            PolynomialLr::new(100, 2.0)?.scale(0.9)?.offset(0.01)?.warmup_with(Warmup::from_zero(10)?)
        ),
        row!(r#"get_scheduler("inverse_sqrt", optimizer, 10)"#, InverseSqrt::new(10)?.warmup_with(Warmup::from_zero(10)?)),
        row!(
            r#"get_scheduler("warmup_stable_decay", optimizer, 10, 110, dict(num_decay_steps=20, min_lr_ratio=0.1))"#,
            Wsd::new(10, 80, 20)?.warmup_from(0.1)?.decay_shape(Shape::cosine())?.floor(0.1)?
        ),
        row!(
            r#"get_scheduler("cosine_with_min_lr", optimizer, 10, 110, dict(min_lr=0.01))"#,
            CosineAnnealingLr::new(100)?.eta_min(0.01)?.warmup_with(Warmup::from_zero(10)?)
        ),
        row!(
            r#"get_scheduler("cosine_warmup_with_min_lr", optimizer, 10, 110, dict(min_lr=0.01))"#,
            CosineAnnealingLr::new(100)?.eta_min(0.01)?.warmup_with(Warmup::from_floor(0.1, 9)?)
        ),
    ];
    assert_page("the_page_of_transformers", include_str!("../../../src/docs/transformers.md"), "transformers", &rows, &steps());
}

#[test]
#[rustfmt::skip]
fn the_page_of_timm() {
    let rows = [
        row!("CosineLRScheduler(optimizer, 100, lr_min=0.001)", CosineDecay::new(100)?.eta_min(0.001)?),
        row!("CosineLRScheduler(optimizer, 100, k_decay=2.0)", CosineDecay::new(100)?.k_decay(2.0)?),
        row!(
            "CosineLRScheduler(optimizer, 100, warmup_t=10, warmup_lr_init=0.01, warmup_prefix=True)",
            CosineDecay::new(100)?.warmup_with(Warmup::from_floor(0.1, 10)?)
        ),
        row!(
            "CosineLRScheduler(optimizer, 30, cycle_limit=3, cycle_decay=0.5)",
            CosineAnnealingWarmRestarts::new(30)?.peak_decay(0.5)?.cycle_limit(3)?
        ),
        row!(
            "TanhLRScheduler(optimizer, 100, lr_min=0.001, warmup_t=10, warmup_lr_init=0.01, warmup_prefix=True)",
            Piecewise::starting_at(0.1)?.linear_to(10, 1.0)?.then(10, Tanh::new(100)?.eta_min(0.001)?)
        ),
        row!("StepLRScheduler(optimizer, 30, decay_rate=0.1)", StepLr::new(30, 0.1)?),
        row!(
            "StepLRScheduler(optimizer, 30, decay_rate=0.1, warmup_t=10, warmup_lr_init=0.01, warmup_prefix=False)",
            StepLr::new(30, 0.1)?.warmup_beside_with(Warmup::from_floor(0.1, 10)?)
        ),
        row!("StepLRScheduler(optimizer, 30, noise_range_t=50)", StepLr::new(30, 1.0)?.noise(0.67, 42)?.during(50..)?),
        row!("MultiStepLRScheduler(optimizer, [30, 80], decay_rate=0.1)", MultiStepLr::new([29, 79], 0.1)?),
        row!("PolyLRScheduler(optimizer, 100, power=2.0)", PolynomialDecay::new(100, 2.0)?),
        row!(
            "PolyLRScheduler(optimizer, 100, power=2.0, lr_min=0.001, k_decay=1.5)",
            PolynomialDecay::new(100, 2.0)?.k_decay(1.5)?.eta_min(0.001)?
        ),
        row!("WSDLRScheduler(optimizer, 100, 20, warmup_t=10, lr_min=0.001)", Wsd::new(10, 80, 20)?.warmup_from(0.0)?.eta_min(0.001)?),
        row!(
            r#"WSDLRScheduler(optimizer, 100, 20, stable_fn="rsqrt", decay_fn="linear", warmup_t=10)"#,
            Wsd::new(10, 80, 20)?.warmup_from(0.0)?.rsqrt()?.decay_shape(Shape::linear())?
        ),
    ];
    assert_page("the_page_of_timm", include_str!("../../../src/docs/timm.md"), "timm", &rows, &steps());
}

#[test]
#[rustfmt::skip]
fn the_page_of_lightning() {
    let rows = [
        row!(
            "LinearWarmupCosineAnnealingLR(optimizer, warmup_epochs=10, max_epochs=110)"
                is "t*base/9 if t < 10 else 0.5*base*(1 + math.cos(math.pi*(t - 10)/100))",
            CosineAnnealingLr::new(100)?.delay(1).warmup_with(Warmup::from_zero(9)?)
        ),
        row!(
            "LinearWarmupCosineAnnealingLR(optimizer, 10, 110, warmup_start_lr=0.01, eta_min=0.001)"
                is "0.01 + t*(base - 0.01)/9 if t < 10 else 0.001 + 0.5*(base - 0.001)*(1 + math.cos(math.pi*(t - 10)/100))",
            CosineAnnealingLr::new(100)?.eta_min(0.001)?.delay(1).warmup_with(Warmup::from_floor(0.1, 9)?)
        ),
    ];
    assert_page("the_page_of_lightning", include_str!("../../../src/docs/lightning.md"), "", &rows, &steps());
}

#[test]
#[rustfmt::skip]
fn the_page_of_optax() {
    let rows = [
        row!("optax.constant_schedule(0.1)" is "base", Constant),
        row!("optax.linear_schedule(0.1, 0.01, 100)" is "(0.1 - 0.01)*(1 - min(t, 100)/100) + 0.01", LinearLr::new(1.0, 0.1, 100)?),
        row!(
            "optax.cosine_decay_schedule(0.1, 100, alpha=0.1)"
                is "0.1*((1 - 0.1)*(0.5*(1 + math.cos(math.pi*min(t, 100)/100))) + 0.1)",
            CosineAnnealingLr::new(100)?.eta_min(0.01)?.hold(100)
        ),
        row!(
            "optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 110)"
                is "0.1*t/10 if t < 10 else 0.1*(0.5*(1 + math.cos(math.pi*min(t - 10, 100)/100)))",
            CosineAnnealingLr::new(100)?.hold(100).warmup_with(Warmup::from_zero(10)?)
        ),
        row!("optax.exponential_decay(0.1, 30, 0.5, staircase=True)" is "0.1*0.5**(t//30)", StepLr::new(30, 0.5)?),
        row!(
            "optax.piecewise_constant_schedule(0.1, {30: 0.1, 80: 0.1})" is "0.1 if t < 30 else 0.01 if t < 80 else 0.001",
            MultiStepLr::new([30, 80], 0.1)?
        ),
        row!("optax.polynomial_schedule(0.1, 0.0, 2.0, 100)" is "0.1*(1 - min(t, 100)/100)**2", PolynomialLr::new(100, 2.0)?),
        row!(
            "optax.join_schedules([optax.constant_schedule(0.1), optax.linear_schedule(0.1, 0.0, 50)], [20])"
                is "0.1 if t < 20 else 0.1*(1 - min(t - 20, 50)/50)",
            Constant.then(20, PolynomialLr::new(50, 1.0)?)
        ),
    ];
    assert_page("the_page_of_optax", include_str!("../../../src/docs/optax.md"), "", &rows, &steps());
}

#[test]
#[rustfmt::skip]
fn the_page_of_fastai_and_ignite() {
    let rows = [
        row!(
            "learn.fit_one_cycle(1, lr_max=0.1)"
                is "0.004 + (1 + math.cos(math.pi*(1 - t/25)))*(0.1 - 0.004)/2 if t < 25 else \
                0.1 + (1 + math.cos(math.pi*(1 - (t - 25)/75)))*(1e-6 - 0.1)/2",
            Piecewise::starting_at(0.04)?.cosine_to(25, 1.0)?.cosine_to(100, 1e-5)?
        ),
        row!(
            "learn.fit_flat_cos(1, lr=0.1)"
                is "0.1 if t < 75 else 0.1 + (1 + math.cos(math.pi*(1 - (t - 75)/25)))*(1e-6 - 0.1)/2",
            Piecewise::starting_at(1.0)?.constant_to(75)?.cosine_to(100, 1e-5)?
        ),
        row!("SchedLin(0.1, 0.01)" is "0.1 + t/100*(0.01 - 0.1)", LinearLr::new(1.0, 0.1, 100)?),
        row!("SchedCos(0.1, 0.01)" is "0.1 + (1 + math.cos(math.pi*(1 - t/100)))*(0.01 - 0.1)/2", CosineAnnealingLr::new(100)?.eta_min(0.01)?),
        row!("SchedExp(0.1, 0.001)" is "0.1*(0.001/0.1)**(t/100)", ExponentialLr::new(0.01f64.powf(0.01))?),
        row!(
            r#"CosineAnnealingScheduler(optimizer, "lr", 0.1, 0.01, 50)"#
                is "0.1 + (0.01 - 0.1)/2*(1 - math.cos(math.pi*(t%50)/50))",
            CosineAnnealingWarmRestarts::new(50)?.eta_min(0.01)?
        ),
        row!(
            r#"PiecewiseLinear(optimizer, "lr", [(0, 0.1), (30, 0.02), (60, 0.0)])"#
                is "0.1 + (0.02 - 0.1)*t/30 if t < 30 else 0.02 - 0.02*(t - 30)/30 if t < 60 else 0.0",
            Table::values([(0, 0.1), (30, 0.02), (60, 0.0)])?.linear()
        ),
    ];
    let at: Vec<u64> = (0..=100).collect();
    assert_page("the_page_of_fastai_and_ignite", include_str!("../../../src/docs/fastai_and_ignite.md"), "", &rows, &at);
}

#[test]
#[rustfmt::skip]
fn the_page_of_set_lr() {
    let rows = [
        row!("0.1 * 0.5f64.powi(epoch / 10)" is "0.1*0.5**(t//10)", StepLr::new(10, 0.5)?),
        row!("0.1 * 0.95f64.powi(epoch)" is "0.1*0.95**t", ExponentialLr::new(0.95)?),
        row!(
            "if epoch < 50 { 0.1 } else if epoch < 75 { 0.01 } else { 0.001 }" is "0.1 if t < 50 else 0.01 if t < 75 else 0.001",
            MultiStepLr::new([50, 75], 0.1)?
        ),
        row!("0.1 * (1.0 - epoch as f64 / 100.0)" is "0.1*(1 - t/100)", PolynomialLr::new(100, 1.0)?),
        row!("0.05 * (1.0 + (PI * epoch as f64 / 100.0).cos())" is "0.05*(1 + math.cos(math.pi*t/100))", CosineAnnealingLr::new(100)?),
        row!("0.1 * ((epoch + 1) as f64 / 5.0).min(1.0)" is "0.1*min((t + 1)/5, 1)", Constant.warmup(5)?),
        row!("0.1 / (1.0 + 0.1 * epoch as f64)" is "0.1/(1 + 0.1*t)", InverseTime::new(1, 0.1)?),
    ];
    let at: Vec<u64> = (0..=100).collect();
    assert_page("the_page_of_set_lr", include_str!("../../../src/docs/set_lr.md"), "", &rows, &at);
}

#[test]
#[rustfmt::skip]
fn the_page_of_mmengine() {
    let rows = [
        row!("dict(type='LinearLR', start_factor=0.1, end=10)", LinearLr::new(0.1, 1.0, 9)?),
        row!("dict(type='ConstantLR', factor=0.5, end=10)", ConstantLr::new(0.5, 9)?),
        row!("dict(type='StepLR', step_size=30)", StepLr::new(30, 0.1)?),
        row!("dict(type='MultiStepLR', milestones=[8, 11])", MultiStepLr::new([8, 11], 0.1)?),
        row!("dict(type='ExponentialLR', gamma=0.9)", ExponentialLr::new(0.9)?),
        row!("dict(type='CosineAnnealingLR', eta_min=1e-5, end=100)", CosineAnnealingLr::new(100)?.eta_min(1e-5)?.hold(99)),
        row!("dict(type='PolyLR', power=0.9, end=60)", PolynomialLr::new(59, 0.9)?),
        row!("dict(type='OneCycleLR', eta_max=0.1, end=100)", OneCycleLr::new(0.1, 100)?.cycle_momentum(false).hold(99)),
        row!(
            "dict(type='CosineRestartLR', periods=[3, 5], restart_weights=[1, 0.5], eta_min=0.001)",
            CosineAnnealingLr::new(3)?.eta_min(0.001)?.then(3, CosineAnnealingLr::new(5)?.eta_min(0.002)?.scale(0.5)?).hold(7)
        ),
        row!(
            "dict(type='mmdet.QuadraticWarmupLR', end=5)" is "base*min((t + 1)/5, 1)**2",
            Constant.warmup_with(Warmup::from_first_step(5)?.shape(Shape::polynomial(2.0)?))
        ),
    ];
    let at: Vec<u64> = (0..110).collect();
    assert_page("the_page_of_mmengine", include_str!("../../../src/docs/mmengine.md"), "mmengine", &rows, &at);
    for row in &rows {
        let list = format!("param_scheduler = [{}]", row.theirs);
        let imported = recipes::mmengine(&list, BASE, 110, None).unwrap_or_else(|error| panic!("{list}: {error}"));
        let schedule = (row.build)().unwrap_or_else(|error| panic!("{error}"));
        assert_close(&ours(&imported, &at), &ours(&Plan::lr(BASE, schedule), &at), &at, BASE, Closeness::Rounding, row.theirs);
    }
}

/// The page that compares features has all rows of the comparison, and says for each where it is.
#[test]
fn the_comparison_has_all_rows_and_wishes() {
    let page = include_str!("../../../src/docs/compared_with.md");
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| row |") && !line.starts_with("| | wish |");
    let (wishes, rows): (Vec<&str>, Vec<&str>) =
        page.lines().filter(is_row).partition(|line| line[2..].starts_with(|letter: char| letter.is_ascii_digit()));
    assert_eq!((rows.len(), wishes.len()), (53, 16));
    for line in rows.iter().chain(&wishes) {
        let here = line.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        assert!(here.contains('`') || here.contains("each page"), "{line} does not say where it is");
    }
}
