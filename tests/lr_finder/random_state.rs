//! A range test restores the random generators from any state.

use std::sync::{Mutex, MutexGuard, PoisonError};
use tch::nn::{Sgd, VarStore};
use tch::{Cuda, Device, Kind, Tensor};
use tch_lr_scheduler::LrFinder;

/// Locks the random generator, which all threads share.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn uniform(count: i64) -> Tensor {
    Tensor::rand([count], (Kind::Float, Device::Cpu))
}

fn normal(count: i64) -> Tensor {
    Tensor::randn([count], (Kind::Double, Device::Cpu))
}

/// The next random numbers of several kinds: cached normal numbers, and words of 32 and 64 bits.
pub fn drawn() -> Vec<f64> {
    let mut numbers = vec![];
    for tensor in [normal(1), normal(3), uniform(1), normal(700), uniform(1301), Tensor::randperm(50, (Kind::Int64, Device::Cpu))] {
        numbers.extend(Vec::<f64>::try_from(tensor.to_kind(Kind::Double)).unwrap());
    }
    numbers
}

#[track_caller]
fn assert_untouched(name: &str, prepare: impl Fn()) {
    let _alone = alone();
    prepare();
    let expected = drawn();
    prepare();
    let vs = VarStore::new(Device::Cpu);
    let w = vs.root().zeros("w", &[3]);
    LrFinder::new(1e-3, 1.0)
        .unwrap()
        .run(&vs, Sgd::default(), |opt| {
            let loss = (&w - Tensor::randn([3], (Kind::Float, Device::Cpu))).square().sum(Kind::Float).dropout(0.5, true);
            opt.backward_step(&loss);
            Ok(f64::try_from(loss)?)
        })
        .unwrap();
    assert_eq!(drawn(), expected, "{name}");
}

#[test]
fn the_random_state_is_restored_after_a_test_that_draws() {
    for seed in [0, 1, 42, -1, 1 << 31, (7 << 32) + 5, i64::MAX, i64::MIN] {
        assert_untouched(&format!("seed {seed}"), || tch::manual_seed(seed));
    }
}

#[test]
fn the_random_state_is_restored_whatever_was_drawn_before() {
    for count in [1, 2, 15, 16, 623, 624, 625, 100_003] {
        assert_untouched(&format!("{count} uniform"), || {
            tch::manual_seed(3);
            let _ = uniform(count);
        });
    }
}

#[test]
fn a_cached_normal_number_is_restored() {
    for (before, between) in [(0, 0), (1, 0), (0, 1), (5, 1000), (1001, 7), (20_001, 20_001)] {
        for normals in [1, 2, 3, 15] {
            assert_untouched(&format!("{before} uniform, {normals} normal, {between} uniform"), || {
                tch::manual_seed(11);
                let _ = uniform(before);
                let _ = normal(normals);
                let _ = uniform(between);
            });
        }
    }
}

#[test]
fn a_test_draws_the_numbers_that_come_next() {
    let _alone = alone();
    tch::manual_seed(5);
    let _ = normal(1);
    let expected = drawn();
    tch::manual_seed(5);
    let _ = normal(1);
    let mut within = None;
    let vs = VarStore::new(Device::Cpu);
    let finder = LrFinder::new(1e-3, 1.0).unwrap();
    finder
        .run(&vs, Sgd::default(), |_| {
            within.get_or_insert_with(drawn);
            Ok(1.0)
        })
        .unwrap();
    assert_eq!(within, Some(expected));
}

#[test]
fn the_generator_of_a_cuda_device_is_where_it_was() {
    if !Cuda::is_available() {
        eprintln!("no CUDA here: its generator is not tested");
        return;
    }
    let _alone = alone();
    let on_cuda = |count: i64| Tensor::randn([count], (Kind::Float, Device::Cuda(0)));
    let prepare = || {
        // Not the seed of the CPU's generator, so that seeding does not bring it back.
        Cuda::manual_seed_all(99);
        let _ = on_cuda(1001);
    };
    prepare();
    let expected = on_cuda(33);
    prepare();
    let vs = VarStore::new(Device::Cuda(0));
    let w = vs.root().zeros("w", &[3]);
    let step = |opt: &mut tch_lr_scheduler::ScheduledOptimizer| {
        let loss = (&w - on_cuda(3)).square().sum(Kind::Float).dropout(0.5, true);
        opt.backward_step(&loss);
        Ok(f64::try_from(loss)?)
    };
    LrFinder::new(1e-3, 1.0).unwrap().run(&vs, Sgd::default(), step).unwrap();
    assert!(on_cuda(33).equal(&expected));
}
