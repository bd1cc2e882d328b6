//! The random runs of `tests/python/feedback_peers.py`: parameters and metrics made from the number of the run alone.

use tch_lr_scheduler::{
    Constant, DryRun, EarlyStopping, FeedbackRule, GreedyLr, Mode, NewBob, Plan, Result, ScaleOnPlateau, Scheduler, ThresholdMode,
};

pub const STEPS: u32 = 60;

/// splitmix64.
pub struct Draws(u64);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}

/// Metrics that are constant, improving, noisy, NaN in places, of either sign, or get worse after a time.
pub fn metrics(draws: &mut Draws) -> Vec<f64> {
    let kind = draws.below(6);
    let each = |step: u32| {
        let (noise, step_number) = (draws.unit(), f64::from(step));
        match kind {
            0 => 0.5,
            1 => 1.0 / (1.0 + step_number / 8.0),
            2 => 1.0 / (1.0 + step_number / 8.0) + noise / 4.0,
            3 if noise < 0.125 => f64::NAN,
            3 => noise,
            4 => noise - 0.5,
            _ if step < 20 => 1.0 - step_number / 64.0,
            _ => step_number / 64.0 + noise / 16.0,
        }
    };
    (0..STEPS).map(each).collect()
}

/// A plan with one rule, and the metrics of its run.
pub type Run = (Plan, Vec<f64>);

fn run(lr: f64, rule: impl FeedbackRule, metrics: Vec<f64>) -> Run {
    (Plan::lr(lr, Constant).feedback(rule), metrics)
}

pub fn greedy_lr(seed: u64) -> Result<Run> {
    let mut draws = Draws::new(seed);
    let rule = GreedyLr::new().mode(draws.pick(&[Mode::Min, Mode::Max])).factor(draws.pick(&[0.5, 0.9, 0.95, 0.3]))?;
    let rule = rule.patience(draws.below(5)).threshold(draws.pick(&[0.0, 1e-6, 0.01]))?;
    let rule = rule.threshold_mode(draws.pick(&[ThresholdMode::Abs, ThresholdMode::Rel]));
    let rule = rule.cooldown(draws.below(4)).warmup(draws.below(4));
    let rule = rule.min_lr(draws.pick(&[1e-3, 0.02, 0.0]))?.max_lr(draws.pick(&[1.0, 0.15]))?;
    let rule = rule.eps(draws.pick(&[1e-8, 0.0, 0.01]))?.smooth(draws.below(2) == 1);
    let rule = rule.window_size(1 + draws.below(8))?.reset_start(draws.below(5));
    Ok(run(draws.pick(&[0.1, 0.3, 0.01]), rule, metrics(&mut draws)))
}

pub fn new_bob(seed: u64) -> Result<Run> {
    let mut draws = Draws::new(seed);
    let rule = NewBob::new().annealing_factor(draws.pick(&[0.5, 0.8, 0.3]))?;
    let rule = rule.improvement_threshold(draws.pick(&[0.0025, 0.0, 0.1]))?.patient(draws.below(4));
    Ok(run(draws.pick(&[0.1, 0.3, 1.0]), rule, metrics(&mut draws)))
}

pub fn scale_on_plateau(seed: u64) -> Result<Run> {
    let mut draws = Draws::new(seed);
    let rule = ScaleOnPlateau::new().factor(draws.pick(&[0.5, 0.8, 0.3]))?.patience(1 + draws.below(4))?;
    let rule = rule.rtol(draws.pick(&[1e-4, 0.1, 0.5]))?.atol(draws.pick(&[0.0, 0.01]))?.cooldown(draws.below(4));
    let rule = rule.accumulation_size(1 + draws.below(4))?.min_scale(draws.pick(&[0.0, 0.125]))?;
    Ok(run(draws.pick(&[0.1, 0.3, 1.0]), rule, metrics(&mut draws)))
}

pub fn early_stopping(seed: u64) -> Result<Run> {
    let mut draws = Draws::new(seed);
    let mode = draws.pick(&[Mode::Min, Mode::Max]);
    let rule = EarlyStopping::new(1 + draws.below(5))?.mode(mode);
    let rule = match draws.pick(&[None, Some(0.25), Some(0.5)]) {
        Some(baseline) => rule.baseline(baseline)?,
        None => rule,
    };
    let mut metrics = metrics(&mut draws);
    metrics[0] = 0.5;
    Ok(run(0.1, rule, metrics))
}

pub fn start(plan: &Plan) -> Result<Scheduler> {
    Scheduler::start(plan, 1, &mut DryRun)
}
