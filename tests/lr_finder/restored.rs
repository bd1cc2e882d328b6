//! What a range test restores: variables, buffers, gradients and the random state, to the bit.

use crate::random_state::{alone, drawn};
use anyhow::{Result, anyhow};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tch::nn::{self, ModuleT, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{LrFinder, Plan, RangeEnd, ScheduledOptimizer};

/// A variable's values, its gradient if defined, and whether it requires one.
type Bits = (Vec<u32>, Option<Vec<u32>>, bool);

struct Model {
    vs: VarStore,
    net: nn::SequentialT,
    x: Tensor,
    y: Tensor,
}

impl Model {
    fn new() -> Self {
        tch::manual_seed(8);
        let vs = VarStore::new(Device::Cpu);
        let root = vs.root();
        let net = nn::seq_t()
            .add(nn::linear(&root / "first", 4, 8, Default::default()))
            .add(nn::batch_norm1d(&root / "norm", 8, Default::default()))
            .add_fn_t(|x, train| x.relu().dropout(0.3, train))
            .add(nn::linear((&root / "head").set_group(1), 8, 2, Default::default()));
        let x = Tensor::randn([32, 4], (Kind::Float, Device::Cpu));
        let y = x.select(1, 0).gt(0.0).to_kind(Kind::Int64);
        Self { vs, net, x, y }
    }

    fn loss(&self) -> Tensor {
        self.net.forward_t(&self.x, true).cross_entropy_for_logits(&self.y)
    }

    fn step(&self, opt: &mut ScheduledOptimizer) -> Result<f64> {
        let loss = self.loss();
        opt.backward_step(&loss);
        Ok(f64::try_from(loss)?)
    }

    fn bits(&self) -> BTreeMap<String, Bits> {
        let bits = |tensor: &Tensor| {
            let numbers = Vec::<f32>::try_from(tensor.detach().to_kind(Kind::Float).flatten(0, -1)).unwrap();
            numbers.into_iter().map(f32::to_bits).collect::<Vec<_>>()
        };
        let of = |tensor: &Tensor| {
            let gradient = tensor.grad();
            (bits(tensor), gradient.defined().then(|| bits(&gradient)), tensor.requires_grad())
        };
        self.vs.variables().iter().map(|(name, tensor)| (name.clone(), of(tensor))).collect()
    }
}

/// Asserts that after `test` the model is unchanged and the next random numbers are those that come without it.
#[track_caller]
fn assert_restored<T>(prepare: impl Fn(&mut Model), test: impl FnOnce(&Model) -> T) -> T {
    let _alone = alone();
    let mut model = Model::new();
    prepare(&mut model);
    let expected = (model.bits(), drawn());
    let mut model = Model::new();
    prepare(&mut model);
    let result = test(&model);
    assert!((model.bits(), drawn()) == expected, "something differs");
    result
}

fn finder() -> LrFinder {
    LrFinder::new(1e-4, 1.0).unwrap()
}

#[test]
fn a_finished_test_restores_model_and_random_state() {
    let end = assert_restored(|_| (), |model| finder().run(&model.vs, nn::Adam::default(), |opt| model.step(opt)).unwrap().end());
    assert_eq!(end, RangeEnd::Finished);
}

#[test]
fn a_test_restores_gradients() {
    let with_gradients = |model: &mut Model| model.loss().backward();
    assert_restored(with_gradients, |model| finder().run(&model.vs, nn::Sgd::default(), |opt| model.step(opt)).unwrap());
    let cleared = |model: &Model| {
        let clear = |opt: &mut ScheduledOptimizer| {
            opt.zero_grad();
            Ok(1.0)
        };
        finder().run(&model.vs, nn::Sgd::default(), clear).unwrap()
    };
    assert_restored(with_gradients, cleared);
}

#[test]
fn a_test_restores_the_very_tensors_of_the_gradients() {
    let _alone = alone();
    let model = Model::new();
    model.loss().backward();
    let gradients = || model.vs.trainable_variables().iter().map(|variable| variable.grad().data_ptr()).collect::<Vec<_>>();
    let before = gradients();
    finder().run(&model.vs, nn::Sgd::default(), |opt| model.step(opt)).unwrap();
    assert_eq!(gradients(), before);
}

#[test]
fn a_test_restores_which_variables_are_frozen() {
    let thawing = |model: &Model| {
        let step = |opt: &mut ScheduledOptimizer| {
            for variable in model.vs.trainable_variables() {
                let _ = variable.set_requires_grad(true);
            }
            model.step(opt)
        };
        finder().run(&model.vs, nn::Sgd::default(), step).unwrap()
    };
    assert_restored(|model| model.vs.freeze(), thawing);
    let frozen_with_gradients = |model: &mut Model| {
        model.loss().backward();
        model.vs.freeze();
    };
    assert_restored(frozen_with_gradients, thawing);
}

#[test]
fn a_diverging_test_restores_model_and_random_state() {
    let steep = LrFinder::new(1.0, 1e6).unwrap().smoothing(0.0).unwrap();
    let end = assert_restored(|_| (), |model| steep.run(&model.vs, nn::Sgd::default(), |opt| model.step(opt)).unwrap().end());
    assert!(!matches!(end, RangeEnd::Finished), "{end:?}");
}

#[test]
fn a_test_that_trains_weights_to_nan_restores_them() {
    let spoil = |model: &Model| {
        let step = |opt: &mut ScheduledOptimizer| {
            opt.backward_step(&(model.loss() * f64::NAN));
            Ok(f64::NAN)
        };
        finder().run(&model.vs, nn::Sgd::default(), step).unwrap().end()
    };
    let end = assert_restored(|_| (), spoil);
    assert!(matches!(end, RangeEnd::NotFinite { step: 0, found } if found.is_nan()));
}

#[test]
fn a_failing_closure_restores_everything_and_returns_its_error() {
    let fail = |model: &Model| {
        let mut steps = 0;
        let step = |opt: &mut ScheduledOptimizer| {
            steps += 1;
            let loss = model.step(opt)?;
            if steps == 7 { Err(anyhow!("the data ran out")) } else { Ok(loss) }
        };
        finder().run(&model.vs, nn::Sgd::default(), step).unwrap_err().to_string()
    };
    assert_eq!(assert_restored(|_| (), fail), "the data ran out");
}

#[test]
fn a_panicking_closure_restores_model_and_random_state() {
    let panic = |model: &Model| {
        let step = |opt: &mut ScheduledOptimizer| {
            model.step(opt)?;
            std::panic::resume_unwind(Box::new("the closure's own panic"))
        };
        let run = || finder().run(&model.vs, nn::Sgd::default(), step);
        catch_unwind(AssertUnwindSafe(run)).is_err()
    };
    assert!(assert_restored(|_| (), panic));
}

#[test]
fn training_continues_as_without_a_test() -> Result<()> {
    let _alone = alone();
    let train = |with_test: bool| -> Result<_> {
        let model = Model::new();
        let plan = Plan::lr(0.05, tch_lr_scheduler::Constant);
        let mut opt = plan.build(&model.vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;
        for step in 0..20 {
            if with_test && step == 10 {
                finder().run(&model.vs, nn::Sgd { momentum: 0.9, ..Default::default() }, |opt| model.step(opt))?;
            }
            model.step(&mut opt)?;
        }
        Ok(model.bits())
    };
    assert!(train(true)? == train(false)?);
    Ok(())
}
