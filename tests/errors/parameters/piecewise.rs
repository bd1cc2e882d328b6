//! `Piecewise`.

use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, assert_refused, assert_refuses};
use tch_lr_scheduler::{Piecewise, Result};

fn curve() -> Result<Piecewise> {
    Piecewise::starting_at(1.0)?.linear_to(9, 0.5)
}

#[test]
fn a_factor_that_is_negative_or_not_finite_is_refused() {
    let bound = "Piecewise: factor must be finite and not negative";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, bound, Piecewise::starting_at);
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, bound, |value| curve()?.linear_to(10, value));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, bound, |value| curve()?.cosine_to(10, value));
}

#[test]
fn a_point_before_the_last_one_is_refused() {
    let earlier = [
        curve().and_then(|curve| curve.constant_to(8)),
        curve().and_then(|curve| curve.linear_to(8, 0.1)),
        curve().and_then(|curve| curve.cosine_to(8, 0.1)),
    ];
    for result in earlier {
        assert_refused(result, "Piecewise: step must be at least 9, the step of the last point", "8");
    }
}
