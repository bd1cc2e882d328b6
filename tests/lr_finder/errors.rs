//! Bad input is refused before anything is trained.

use crate::common::refusals::assert_says;
use crate::random_state::alone;
use tch::Device;
use tch::nn::{Sgd, VarStore};
use tch_lr_scheduler::{Error, LrFinder};

#[test]
fn bad_bounds_steps_and_factors_are_refused_by_name() {
    let finder = || LrFinder::new(1e-5, 1.0).unwrap();
    for (result, message) in [
        (LrFinder::new(0.0, 1.0), "LrFinder: low must be finite and above 0, found 0.0"),
        (LrFinder::new(f64::NAN, 1.0), "LrFinder: low must be finite and above 0, found NaN"),
        (LrFinder::new(0.1, 0.1), "LrFinder: high must be finite and above low (0.1), found 0.1"),
        (LrFinder::new(0.1, f64::INFINITY), "LrFinder: high must be finite and above low (0.1), found inf"),
        (finder().group(1, -1.0, 1.0), "LrFinder: low must be finite and above 0, found -1.0"),
        (finder().group(1, 1.0, f64::NAN), "LrFinder: high must be finite and above low (1.0), found NaN"),
        (finder().steps(1), "LrFinder: steps must be at least 2, found 1"),
        (finder().smoothing(1.0), "LrFinder: smoothing must be from 0 to below 1, found 1.0"),
        (finder().smoothing(f64::NAN), "LrFinder: smoothing must be from 0 to below 1, found NaN"),
        (finder().diverges_at(1.0), "LrFinder: factor must be finite and above 1, found 1.0"),
        (finder().diverges_at(f64::NAN), "LrFinder: factor must be finite and above 1, found NaN"),
    ] {
        assert_says(result, message);
    }
}

#[test]
fn a_group_that_the_model_does_not_have_is_refused_before_the_first_step() {
    let _alone = alone();
    let vs = VarStore::new(Device::Cpu);
    let _w = vs.root().zeros("w", &[1]);
    let mut steps = 0;
    let finder = LrFinder::new(1e-5, 1.0).and_then(|finder| finder.group(1, 1e-5, 1.0)).unwrap();
    let refused = finder.run(&vs, Sgd::default(), |_| {
        steps += 1;
        Ok(1.0)
    });
    assert!(matches!(refused.unwrap_err().downcast_ref(), Some(Error::AbsentGroup { groups: 1, .. })));
    assert_eq!(steps, 0);
}
