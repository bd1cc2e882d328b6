mod quick_start_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, StepLr};

let plan = Plan::lr(0.1, CosineAnnealingLr::new(45)?.warmup(5)?)
    .lr_group(1, 0.05, StepLr::new(15, 0.3)?)
    .total_steps(50);

for description in plan.describe(2, None)? {
    println!("{description}");
}
let sentence = &plan.describe(2, None)?[0].sentence;
assert_eq!(sentence, "linear warm-up from 0.02 to 0.1 at 4, cosine to 0 at 50");
assert!(plan.check(2, None)?.is_empty()); // no setting that is probably a mistake
assert_eq!(plan.preview(2, 30)?.lr[1], 0.0045);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "quick_start_1: {r}"); } }
mod quick_start_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
#[cfg(feature = "tch")] {
use tch::{Device, Kind, Tensor, nn};
use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, StepLr};

let vs = nn::VarStore::new(Device::cuda_if_available());
let body = nn::linear(vs.root() / "body", 2, 16, Default::default());
let head = nn::linear((vs.root() / "head").set_group(1), 16, 2, Default::default());
let x = Tensor::randn([64, 2], (Kind::Float, vs.device()));
let y = x.select(1, 0).gt(0.0).to_kind(Kind::Int64);

let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(45)?.warmup(5)?)
    .lr_group(1, 0.05, StepLr::new(15, 0.3)?)
    .build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;

for _epoch in 0..50 {
    opt.backward_step(&x.apply(&body).relu().apply(&head).cross_entropy_for_logits(&y));
    opt.advance()?;
}
assert_eq!(opt.lrs()[0], 0.0);
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "quick_start_2: {r}"); } }
mod groups_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
#[cfg(feature = "tch")] {
use tch::{Device, nn};
use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, StepLr};

let vs = nn::VarStore::new(Device::Cpu);
let body = nn::linear(vs.root() / "body", 4, 4, Default::default()); // group 0
let head = nn::linear((vs.root() / "head").set_group(1), 4, 2, Default::default());

let opt = Plan::lr(0.1, CosineAnnealingLr::new(90)?) // every group without a rate of its own
    .lr_group(1, 0.01, StepLr::new(30, 0.1)?)
    .weight_decay(1e-4, Constant)
    .build(&vs, nn::Sgd::default())?;
assert_eq!(opt.lrs(), [0.1, 0.01]);
let _ = (body, head);
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "groups_1: {r}"); } }
mod groups_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{Constant, ExponentialLr, Plan};

let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?)
    .lr_factor(1, 0.1)
    .lr_base(2, 0.4)
    .weight_decay(0.01, Constant)
    .weight_decay_base(2, 0.0);
assert_eq!(plan.preview(3, 1)?.lr, [0.05, 0.005000000000000001, 0.2]);
assert_eq!(plan.preview(3, 1)?.weight_decay, [0.01, 0.01, 0.0]);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "groups_2: {r}"); } }
mod groups_3 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
#[cfg(feature = "tch")] {
use tch::{Device, nn};
use tch_lr_scheduler::{Constant, Plan, assign_groups};

let vs = nn::VarStore::new(Device::Cpu);
let net = nn::linear(vs.root() / "layer", 4, 2, Default::default());
let groups = assign_groups(&vs, |name| if name.ends_with("bias") { 1 } else { 0 })?;
assert_eq!(groups, 2);

let plan = Plan::lr(1e-3, Constant).weight_decay(0.1, Constant).weight_decay_base(1, 0.0);
let opt = plan.build(&vs, nn::AdamW::default())?;
assert_eq!(opt.state().weight_decay, [0.1, 0.0]);
let _ = net;
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "groups_3: {r}"); } }
mod groups_4 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{Constant, Plan};

let plan = Plan::lr(0.8, Constant).layer_wise(3, 0.5).lr_factor(2, 10.0); // and ten times for the head
assert_eq!(plan.preview(3, 0)?.lr, [0.2, 0.4, 8.0]);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "groups_4: {r}"); } }
mod units_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::PlanSpec;

let file = r#"
run = { total = "90ep", steps_per_epoch = 1251 }

[lr]
base = 0.1
schedule = { type = "Warmup", steps = "3%", schedule = { type = "CosineAnnealingLR", T_max = "rest" } }
"#;
#[cfg(feature = "toml")] {
let plan = PlanSpec::from_toml(file)?.plan()?;
assert_eq!(plan.run_length(), Some(112_590));
let sentence = &plan.describe(1, None)?[0].sentence;
assert_eq!(sentence, "linear warm-up from 2.96033e-5 to 0.1 at epoch 2.69944, cosine to 0 at epoch 90");
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "units_1: {r}"); } }
mod units_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{CosineAnnealingLr, Plan, RunLength, Span};

let run = RunLength::new(Span::tokens(1e9))?.tokens_per_step(500_000)?;
assert_eq!(run.total_steps()?, Some(2_000));
assert_eq!(run.steps("3%".parse()?)?, 60);

let plan = Plan::lr(3e-4, run.warmup(Span::percent(3.0), CosineAnnealingLr::new)?).run(run)?;
assert_eq!(plan.preview(1, 2_000)?.lr, [0.0]);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "units_2: {r}"); } }
mod units_3 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{CosineAnnealingLr, Schedule, StepLr};

let batches = 50;
assert_eq!(StepLr::new(3, 0.5)?.every(batches)?.at(0.1, 3 * batches), 0.05);
assert_eq!(CosineAnnealingLr::new(10)?.stretch(batches)?.at(0.1, 10 * batches), 0.0);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "units_3: {r}"); } }
mod plan_files_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::PlanSpec;

let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/plans/warmup_cosine.toml");
#[cfg(feature = "toml")] {
let plan = PlanSpec::read(path)?.plan()?; // warmup_cosine.toml
assert_eq!(plan.preview(2, 500)?.lr, [1e-3, 1e-2]);
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "plan_files_1: {r}"); } }
mod plan_files_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::PlanSpec;

let plan = r#"{"lr": {"base": 0.1, "schedule": {"type": "CosineAnnealingLR", "Tmax": 50}}}"#;
let error = PlanSpec::from_json(plan)?.plan().unwrap_err();
let message = "lr.schedule.Tmax: did you mean T_max? (found an unknown field, expected one of type, T_max, eta_min)";
assert_eq!(error.to_string(), message);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "plan_files_2: {r}"); } }
mod plan_files_3 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::PlanSpec;

let plan = PlanSpec::from_json(r#"{"lr": {"base": 0.1, "schedule": {"type": "StepLR", "step_size": 30}}}"#)?;
let changed = plan.set("lr.schedule.step_size", "10")?.plan()?;
assert_eq!(changed.preview(1, 10)?.lr, [0.010000000000000002]);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "plan_files_3: {r}"); } }
mod plan_files_4 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{Plan, StepLr};

let json = Plan::lr(0.1, StepLr::new(30, 0.1)?).spec().to_json()?;
assert!(json.contains(r#""step_size": 30"#), "{json}");
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "plan_files_4: {r}"); } }
mod plan_files_5 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{Functions, PlanSpec};

let plan = r#"{"lr": {"base": 0.1, "schedule": {"type": "LambdaLR", "lr_lambda": "halves"}}}"#;
let functions = Functions::new().with("halves", |step| 0.5f64.powf(step));
let plan = PlanSpec::from_json(plan)?.plan_with(&functions)?;
assert_eq!(plan.preview(1, 2)?.lr, [0.025]);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "plan_files_5: {r}"); } }
mod feedback_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
#[cfg(feature = "tch")] {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{Constant, EarlyStopping, Plan, ReduceLrOnPlateau, Schedule};

let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[2]);
let train_epoch = |opt: &mut tch_lr_scheduler::ScheduledOptimizer| opt.backward_step(&w.sum(Kind::Float));
let mut losses = [0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5].into_iter();
let mut validate = || losses.next().unwrap();
let mut opt = Plan::lr(0.1, Constant.warmup(2)?)
    .reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(0.5)?.patience(1).during(2..))
    .feedback(EarlyStopping::new(4)?)
    .silent()
    .build(&vs, nn::Sgd::default())?;
while !opt.should_stop() {
    train_epoch(&mut opt);
    opt.metric(validate())?; // before `advance`
    opt.advance()?;
}
assert_eq!(opt.lr(), 0.05);
assert_eq!(opt.state().step, 6);
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "feedback_1: {r}"); } }
mod feedback_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{Action, Constant, DryRun, Plan, Scheduler, SpikeGuard};

let plan = Plan::lr(0.1, Constant).feedback(SpikeGuard::new());
let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
for loss in [0.5, f64::NAN, 0.5] {
    match scheduler.metric(loss, &mut DryRun)?.action {
        Action::Continue => { /* opt.backward_step(&loss) */ }
        Action::SkipStep => { /* opt.zero_grad() */ }
        Action::RestoreBest => { /* load the checkpoint of `Checkpoints::best` */ }
        Action::Stop => break,
    }
    scheduler.step(&mut DryRun)?;
}
assert_eq!(scheduler.state().rule("spike_guard").unwrap().skipped_steps, Some(1));
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "feedback_2: {r}"); } }
mod trackers_1 { #![allow(warnings)]
use std::io::Write;
use std::process::{Child, Command, Stdio};
use tch_lr_scheduler::observe::{Observation, Observer};
use tch_lr_scheduler::{Error, Result};

struct Tracker(Child);

impl Tracker {
    fn start(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::piped()).spawn().map(Self).map_err(Error::observer)
    }
}

impl Observer for Tracker {
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        let step = observation.state().step;
        let fields = observation.named_values().filter(|(_, value)| value.is_finite());
        let row: String = fields.map(|(name, value)| format!(", {:?}: {value:?}", name.to_string())).collect();
        let input = self.0.stdin.as_mut().ok_or_else(|| Error::observer("the tracker has no input"))?;
        writeln!(input, "{{\"step\": {step}{row}}}").map_err(Error::observer)
    }
}

impl Drop for Tracker {
    fn drop(&mut self) {
        drop(self.0.stdin.take()); // the end of its input ends the run of the tracker
        let _ = self.0.wait();
    }
}

use tch_lr_scheduler::{CosineAnnealingLr, DryRun, Plan, Scheduler};
pub fn main() -> Result<()> {
let folder = tempfile::tempdir().unwrap();
let path = folder.path().join("rows");
let mut scheduler = Scheduler::start(&Plan::lr(0.1, CosineAnnealingLr::new(10)?), 1, &mut DryRun)?;
let python = |_: &str| { let mut cat = Command::new("cat"); cat.stdout(std::fs::File::create(&path).unwrap()); cat };
#[cfg(any())]
let python = |file: &str| { let mut python = Command::new("python3"); python.arg(file); python };
let mut tracker = Tracker::start(&mut python("to_wandb.py"))?;
for loss in [0.9, f64::NAN, 0.5] {
    tracker.observe(scheduler.step(&mut DryRun)?.with("loss", loss))?;
}
drop(tracker);
let rows = std::fs::read_to_string(&path).unwrap();
let expected = "{\"step\": 1, \"lr[0]\": 0.09755282581475769, \"loss\": 0.9}\n{\"step\": 2, \"lr[0]\": 0.09045084971874738}\n";
assert!(rows.starts_with(expected), "{rows}");
Ok(())
}
}
mod trackers_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use std::fs;
use tch_lr_scheduler::observe::{Observer, from_fn};
use tch_lr_scheduler::{Error, ExponentialLr, DryRun, Plan, Scheduler};

let folder = tempfile::tempdir().unwrap();
let folder = folder.path();
let path = folder.join("training.prom");
let mut metrics = from_fn(|observation| {
    let mut text = format!("# TYPE training_step gauge\ntraining_step {}\n# TYPE training gauge\n", observation.state().step);
    for (name, value) in observation.named_values() {
        text += &format!("training{{name=\"{name}\"}} {value}\n");
    }
    let unfinished = path.with_extension("prom.new");
    fs::write(&unfinished, text).and_then(|()| fs::rename(&unfinished, &path)).map_err(Error::observer)
});

let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
metrics.observe(scheduler.step(&mut DryRun)?.with("loss", 0.25))?;
drop(metrics);
let expected = "# TYPE training_step gauge\ntraining_step 1\n# TYPE training gauge\ntraining{name=\"lr[0]\"} 0.05\ntraining{name=\"loss\"} 0.25\n";
assert_eq!(fs::read_to_string(&path).unwrap(), expected);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "trackers_2: {r}"); } }
mod trackers_3 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
#[cfg(feature = "plot")] {
use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule};

Plan::lr(0.1, CosineAnnealingLr::new(90)?.warmup(10)?).plot(1, Some(100))?
  .evcxr_display()
}
; Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "trackers_3: {r}"); } }
mod range_test_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
#[cfg(feature = "tch")] {
use tch::{Device, Kind, Tensor, nn};
use tch_lr_scheduler::{LrFinder, OneCycleLr, Plan};

let vs = nn::VarStore::new(Device::cuda_if_available());
let net = nn::linear(vs.root(), 4, 2, Default::default());
let x = Tensor::randn([64, 4], (Kind::Float, vs.device()));
let y = x.select(1, 0).gt(0.0).to_kind(Kind::Int64);

let test = LrFinder::new(1e-5, 1e4)?.run(&vs, nn::Sgd::default(), |opt| {
    let loss = x.apply(&net).cross_entropy_for_logits(&y);
    opt.backward_step(&loss);
    Ok(f64::try_from(loss)?)
})?;
for (name, lr) in test.suggestions().iter() {
    println!("{name}: {lr:.1e}");
}

let max_lr = test.suggestions().valley.unwrap();
let opt = Plan::lr(max_lr, OneCycleLr::new(max_lr, 1_000)?).build(&vs, nn::Sgd::default())?;
let _ = opt;
}
Ok::<(), Box<dyn std::error::Error>>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "range_test_1: {r}"); } }
mod range_test_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::RangeCurve;

let lrs = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0];
let suggestions = RangeCurve::new(lrs, [2.0, 2.0, 1.8, 0.6, 0.4, 5.0])?.suggestions();
assert_eq!(suggestions.steepest, Some(1e-3));
assert_eq!(suggestions.minimum, Some(0.1 / 10.0));
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "range_test_2: {r}"); } }
mod gpu_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
#[cfg(feature = "tch")] {
use tch::{Device, Kind, Tensor, nn};
use tch_lr_scheduler::{CosineAnnealingLr, Plan};

let vs = nn::VarStore::new(Device::cuda_if_available());
let net = nn::linear(vs.root(), 4, 2, Default::default());
let x = Tensor::randn([8, 4], (Kind::Float, vs.device()));
let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(100)?).build(&vs, nn::Sgd::default())?;
let mut losses = vec![];
for step in 0..100 {
    let loss = x.apply(&net).square().mean(Kind::Float);
    opt.backward_step(&loss);
    opt.advance()?;
    if step % 10 == 0 {
        losses.push(loss.double_value(&[])); // waits for the GPU
    }
}
assert_eq!(losses.len(), 10);
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "gpu_1: {r}"); } }
mod resume_1 { #![allow(warnings)]
use tch::nn;
use tch_lr_scheduler::observe::{CsvLog, Observer};
use tch_lr_scheduler::{Checkpoints, CosineAnnealingLr, Plan, Schedule};

fn train(mut vs: nn::VarStore, step: impl Fn(&nn::VarStore) -> tch::Tensor) -> Result<(), tch_lr_scheduler::Error> {
    let plan = Plan::lr(1e-3, CosineAnnealingLr::new(95_000)?.warmup(5_000)?).total_steps(100_000);
    let mut opt = plan.build(&vs, nn::AdamW::default())?;
    let checkpoints = Checkpoints::new("checkpoints").keep_last(3)?;
    checkpoints.load_latest(&mut vs, &mut opt)?;            // loads nothing in the first run
    let mut log = CsvLog::append("rates.csv", opt.state())?; // continues at the step of the checkpoint

    while opt.state().step < 100_000 {
        let loss = step(&vs);
        opt.backward_step(&loss);
        log.observe(opt.advance()?.with("loss", &loss))?;
        if opt.state().step % 1_000 == 0 {
            checkpoints.save(&vs, &opt)?;
        }
    }
    Ok(())
}
}
mod resume_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{Checkpoints, CosineAnnealingLr, Plan};
let folder = std::env::temp_dir().join(format!("loop-of-an-example-{}", std::process::id()));
let run = |stops_at: u64| -> tch_lr_scheduler::Result<Vec<f64>> {
let mut vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[2]);
let mut rates = vec![];
let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(90)?).build(&vs, nn::Sgd::default())?;
let checkpoints = Checkpoints::new(&folder).keep_last(3)?;
checkpoints.load_latest(&mut vs, &mut opt)?; // loads nothing in the first run
while opt.state().step < 90 {
  if opt.state().step == stops_at { break; }
  rates.push(opt.lr());
    opt.backward_step(&w.sum(Kind::Float));
    opt.advance()?;
    checkpoints.save(&vs, &opt)?;
}
Ok(rates)
};
let rates = [run(37)?, run(90)?].concat();
let schedule = CosineAnnealingLr::new(90)?;
let uninterrupted: Vec<_> = (0..90).map(|step| tch_lr_scheduler::Schedule::at(&schedule, 0.1, step)).collect();
assert_eq!(rates, uninterrupted);
std::fs::remove_dir_all(folder).unwrap();
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "resume_2: {r}"); } }
mod resume_3 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{Checkpoints, CosineAnnealingLr, Mode, Plan};
let folder = std::env::temp_dir().join(format!("best-loop-of-an-example-{}", std::process::id()));
let mut vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[2]);
let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(9)?).build(&vs, nn::Sgd::default())?;
let checkpoints = Checkpoints::new(&folder).keep_last(2)?.keep_best("val_loss", Mode::Min);
let mut val_losses = [0.9, 0.5, 0.3, 0.4, 0.6, 0.5, 0.7, 0.8, 0.9].into_iter();
let mut validate = |_: &nn::VarStore| val_losses.next().unwrap();
for epoch in 0..9 {
    opt.backward_step(&w.sum(Kind::Float));
    opt.advance()?;
    let val_loss = validate(&vs);
    checkpoints.with_metric("val_loss", val_loss)?.save(&vs, &opt)?;
}
if let Some(best) = checkpoints.load_best(&mut vs, &mut opt)? {
    assert_eq!(best.step, 3);
}
assert_eq!(checkpoints.paths()?.len(), 3);
std::fs::remove_dir_all(folder).unwrap();
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "resume_3: {r}"); } }
mod resume_4 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{CosineAnnealingLr, DryRun, Plan, ResumePolicy, Scheduler};

let saved = Plan::lr(0.1, CosineAnnealingLr::new(100)?).total_steps(100).preview(1, 50)?;
let longer = Plan::lr(0.1, CosineAnnealingLr::new(200)?).total_steps(200);

let mut scheduler = Scheduler::start(&longer, 1, &mut DryRun)?;
let error = scheduler.load(saved.clone(), &mut DryRun).unwrap_err();
let differences = "state: the plan has changed since: total_steps was 100, is 200; lr.schedule.T_max was 100, is 200";
assert_eq!(error.to_string(), differences);
assert_eq!(scheduler.load_with(saved, ResumePolicy::SameFraction, &mut DryRun)?.step, 100);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "resume_4: {r}"); } }
mod resume_5 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};

let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
scheduler.seek(90_000, &mut DryRun)?;
scheduler.cool_down(Cooldown::to(0.0, 1_000)?, &mut DryRun)?; // with a ScheduledOptimizer: opt.cool_down(...)?
assert_eq!(scheduler.seek(90_500, &mut DryRun)?.lr, [0.05]);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "resume_5: {r}"); } }
mod logs_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::observe::{CsvLog, History, Observer, ProgressBar};
use tch_lr_scheduler::{CosineAnnealingLr, Plan};
let folder = std::env::temp_dir().join(format!("log-of-an-example-{}", std::process::id()));
std::fs::create_dir_all(&folder).unwrap();
let path = folder.join("rates.csv");
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[2]);
let validate = || w.square().sum(Kind::Float);
let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(500)?).total_steps(500).build(&vs, nn::Sgd::default())?;
let mut log = (CsvLog::append(&path, opt.state())?, ProgressBar::new(opt.state()));
for step in 1..=500 {
    let loss = w.square().sum(Kind::Float); // of a batch
    opt.backward_step(&loss);
    let val_loss = (step % 100 == 0).then(validate);
    log.observe(opt.advance()?.with("loss", &loss).with("val_loss", val_loss))?;
}
drop(log);

let history = History::read(&path)?;
assert_eq!(history.points("lr[0]").len(), 501); // the rates of steps 0 to 500
assert_eq!(history.points("loss")[0], (1.0, 2.0)); // the loss of the first optimizer step
assert_eq!(history.points("val_loss").len(), 5);
std::fs::remove_dir_all(folder).unwrap();
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "logs_1: {r}"); } }
mod loops_1 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{Plan, StepLr};
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[2]);
let batches = [1.0, 2.0, 3.0];
let mut opt = Plan::lr(0.1, StepLr::new(30, 0.1)?).build(&vs, nn::Sgd::default())?;
for epoch in 0..90 {
    for batch in batches {
        opt.backward_step(&(&w * batch).sum(Kind::Float));
    }
    opt.advance()?;
}
assert_eq!(opt.state().step, 90);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_1: {r}"); } }
mod loops_2 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, StepLr};
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[2]);
let _ = vs.root().set_group(1).ones("head", &[2]);
let (epochs, batches) = (10, 50);
let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(epochs * batches - 100)?.warmup(100)?) // in batches
    .lr_group(1, 0.1, StepLr::new(3, 0.5)?.every(batches)?) // in epochs
    .build(&vs, nn::Sgd::default())?;
for epoch in 0..epochs {
    for batch in 0..batches {
        opt.backward_step(&(&w * 0.01).sum(Kind::Float));
        opt.advance()?;
    }
    assert_eq!(opt.lrs()[1], StepLr::new(3, 0.5)?.at(0.1, epoch + 1));
}
assert_eq!(opt.state().step, 500);
assert_eq!(opt.lrs()[0], 0.0);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_2: {r}"); } }
mod loops_3 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{ExponentialLr, Plan};
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[1]);
const MICRO_BATCHES: usize = 4;
let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
let batches = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
for share in batches.chunks(MICRO_BATCHES) {
    opt.zero_grad();
    for batch in share {
        let loss = (&w * *batch).sum(Kind::Float);
        (loss / share.len() as f64).backward();
    }
    opt.step();
    opt.advance()?;
}
assert_eq!(opt.state().step, 2); // the last share is smaller, but it is a step too
assert_eq!(f64::try_from(&w).unwrap(), 1.0 - 0.5 * 2.5 - 0.25 * 6.0);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_3: {r}"); } }
mod loops_4 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{ExponentialLr, Plan};
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[1]);
let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
let batches = [1.0, 2.0, 3.0];
for epoch in 0..2 {
    for batch in batches {
        opt.backward_step(&(&w * batch).sum(Kind::Float));
    }
    // Without the next line, the assertion fails in the second epoch.
    opt.advance()?;
    assert!(opt.steps_since_advance() <= batches.len() as u64);
}
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_4: {r}"); } }
mod loops_5 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn, no_grad};
use tch_lr_scheduler::{ExponentialLr, Plan};
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[1]);
let batches = [1.0, 1e35, 2.0];
let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
let mut scale = 65_536.0;
let mut skipped = 0;
for batch in batches {
    let loss = (&w * batch).sum(Kind::Float);
    opt.zero_grad();
    (loss * scale).backward();
    let mut gradients: Vec<_> = opt.trainable_variables().iter().map(|variable| variable.grad()).collect();
    if gradients.iter().all(|gradient| bool::try_from(gradient.isfinite().all()).unwrap()) {
        no_grad(|| gradients.iter_mut().for_each(|gradient| *gradient /= scale));
        opt.step();
        opt.advance()?;
    } else {
        scale /= 2.0;
        skipped += 1;
    }
}
assert_eq!((opt.state().step, skipped), (2, 1));
assert_eq!(opt.lr(), 0.125);
assert_eq!(f64::try_from(&w).unwrap(), 1.0 - 0.5 * 1.0 - 0.25 * 2.0);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_5: {r}"); } }
mod loops_6 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{Constant, Plan};
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[4]);
let mut logged = vec![];
let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
for step in 0..30 {
    let norm = opt.backward_step_clip_norm(&(&w * 3.0).sum(Kind::Float), 1.0)?;
    if step % 10 == 0 {
        println!("step {step}: gradient norm {:.3}", norm.double_value(&[]));
      logged.push(norm.double_value(&[]));
    }
    opt.advance()?;
}
assert_eq!(logged, [6.0; 3]); // the norm before the gradients were clipped
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_6: {r}"); } }
mod loops_7 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
let vs = nn::VarStore::new(Device::Cpu);
let w = vs.root().ones("w", &[1]);
let mut opt = Plan::lr(0.5, Constant).scalar("clip", 1.0, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
for _ in 0..2 {
    let clip = opt.state().scalar("clip").unwrap_or(f64::INFINITY);
    opt.backward_step_clip(&(&w * 100.0).sum(Kind::Float), clip);
    opt.advance()?;
}
assert_eq!(f64::try_from(&w).unwrap(), 1.0 - 0.5 * 1.0 - 0.5 * 0.5);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_7: {r}"); } }
mod loops_8 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{CosineAnnealingLr, LinearLr, Plan};
let [vs, other_vs] = [(), ()].map(|()| nn::VarStore::new(Device::Cpu));
let [w, v] = [vs.root().ones("w", &[1]), other_vs.root().ones("v", &[1])];
let mut generator = Plan::lr(1e-3, CosineAnnealingLr::new(100)?).build(&vs, nn::Adam::default())?;
let mut discriminator = Plan::lr(2e-3, LinearLr::new(1.0, 0.0, 500)?).build(&other_vs, nn::Adam::default())?;
for round in 0..100 {
    for _ in 0..5 {
        discriminator.backward_step(&(&v - 3.0).square().sum(Kind::Float));
        discriminator.advance()?;
    }
    generator.backward_step(&(&w - v.detach()).square().sum(Kind::Float));
    generator.advance()?;
}
assert_eq!((generator.state().step, discriminator.state().step), (100, 500));
assert_eq!((generator.lr(), discriminator.lr()), (0.0, 0.0));
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_8: {r}"); } }
mod loops_9 { #![allow(warnings)]
pub fn main() { fn inner() -> impl std::fmt::Debug {
use tch::{Device, Kind, nn};
use tch_lr_scheduler::{Constant, Plan, Schedule};
let vs = nn::VarStore::new(Device::Cpu);
let embedding = vs.root().ones("embedding", &[1]).set_requires_grad(false);
let body = vs.root().set_group(1).ones("body", &[1]);
let head = vs.root().set_group(2).ones("head", &[1]);
let mut opt = Plan::lr(0.1, Constant)
    .lr_group(1, 0.1, Constant.warmup(2)?.frozen_until(10))
    .weight_decay(0.01, Constant)
    .build(&vs, nn::Adam::default())?;
for step in 0..20 {
    let before = f64::try_from(&body).unwrap();
    opt.backward_step(&(&embedding * &body * &head).sum(Kind::Float));
    assert_eq!(f64::try_from(&body).unwrap() == before, step < 10);
    opt.advance()?;
}
assert_eq!(f64::try_from(&embedding).unwrap(), 1.0);
assert!(f64::try_from(&head).unwrap() < 1.0);
Ok::<(), tch_lr_scheduler::Error>(())
} let r = format!("{:?}", inner()); assert!(r == "Ok(())", "loops_9: {r}"); } }
fn main() {
let _ = std::panic::catch_unwind(quick_start_1::main);
let _ = std::panic::catch_unwind(quick_start_2::main);
let _ = std::panic::catch_unwind(groups_1::main);
let _ = std::panic::catch_unwind(groups_2::main);
let _ = std::panic::catch_unwind(groups_3::main);
let _ = std::panic::catch_unwind(groups_4::main);
let _ = std::panic::catch_unwind(units_1::main);
let _ = std::panic::catch_unwind(units_2::main);
let _ = std::panic::catch_unwind(units_3::main);
let _ = std::panic::catch_unwind(plan_files_1::main);
let _ = std::panic::catch_unwind(plan_files_2::main);
let _ = std::panic::catch_unwind(plan_files_3::main);
let _ = std::panic::catch_unwind(plan_files_4::main);
let _ = std::panic::catch_unwind(plan_files_5::main);
let _ = std::panic::catch_unwind(feedback_1::main);
let _ = std::panic::catch_unwind(feedback_2::main);
trackers_1::main().unwrap(); println!("trackers_1 ok");
let _ = std::panic::catch_unwind(trackers_2::main);
let _ = std::panic::catch_unwind(trackers_3::main);
let _ = std::panic::catch_unwind(range_test_1::main);
let _ = std::panic::catch_unwind(range_test_2::main);
let _ = std::panic::catch_unwind(gpu_1::main);
let _ = std::panic::catch_unwind(resume_2::main);
let _ = std::panic::catch_unwind(resume_3::main);
let _ = std::panic::catch_unwind(resume_4::main);
let _ = std::panic::catch_unwind(resume_5::main);
let _ = std::panic::catch_unwind(logs_1::main);
let _ = std::panic::catch_unwind(loops_1::main);
let _ = std::panic::catch_unwind(loops_2::main);
let _ = std::panic::catch_unwind(loops_3::main);
let _ = std::panic::catch_unwind(loops_4::main);
let _ = std::panic::catch_unwind(loops_5::main);
let _ = std::panic::catch_unwind(loops_6::main);
let _ = std::panic::catch_unwind(loops_7::main);
let _ = std::panic::catch_unwind(loops_8::main);
let _ = std::panic::catch_unwind(loops_9::main);
}

