//! `Piecewise`: a curve through points.

use crate::common::generator::Generator;
use approx::assert_relative_eq;
use std::f64::consts::PI;
use tch_lr_scheduler::{Piecewise, Result, Schedule};

#[derive(Debug, Clone, Copy)]
enum Shape {
    Constant,
    Linear,
    Cosine,
}

/// The shape of the piece that ends at the point, its step, and its factor.
type Point = (Shape, u64, f64);

/// A pseudo-random curve and its points.
fn generated(seed: u64) -> Result<(Piecewise, Vec<Point>)> {
    let mut generator = Generator::new(seed);
    let first = generator.fraction();
    let mut points = vec![(Shape::Constant, 0, first)];
    let mut curve = Piecewise::starting_at(first)?;
    for _ in 0..generator.whole(1, 8) {
        let (_, last, before) = points[points.len() - 1];
        let (step, factor) = (last + generator.whole(1, 40), generator.fraction() * 2.0);
        let (shape, factor) =
            [(Shape::Constant, before), (Shape::Linear, factor), (Shape::Cosine, factor)][generator.whole(0, 2) as usize];
        curve = match shape {
            Shape::Constant => curve.constant_to(step),
            Shape::Linear => curve.linear_to(step, factor),
            Shape::Cosine => curve.cosine_to(step, factor),
        }?;
        points.push((shape, step, factor));
    }
    Ok((curve, points))
}

#[test]
fn the_curve_passes_through_its_points_and_stays_at_the_last() -> Result<()> {
    for seed in 0..60 {
        let (curve, points) = generated(seed)?;
        for &(_, step, factor) in &points {
            assert_eq!(curve.at(0.3, step), 0.3 * factor, "{curve:?}");
        }
        let (_, last, factor) = points[points.len() - 1];
        assert_eq!([last + 1, last + 1_000, u64::MAX].map(|step| curve.at(0.3, step)), [0.3 * factor; 3]);
        assert_eq!(curve.constant_from(), Some(last));
    }
    Ok(())
}

#[test]
fn between_two_points_the_curve_has_the_given_shape() -> Result<()> {
    for seed in 0..60 {
        let (curve, points) = generated(seed)?;
        for pair in points.windows(2) {
            let ((_, start, from), (shape, end, to)) = (pair[0], pair[1]);
            for step in start..end {
                let progress = (step - start) as f64 / (end - start) as f64;
                let expected = match shape {
                    Shape::Constant => from,
                    Shape::Linear => from * (1.0 - progress) + to * progress,
                    Shape::Cosine => to + (from - to) * (1.0 + (PI * progress).cos()) / 2.0,
                };
                assert_relative_eq!(curve.at(1.0, step), expected, max_relative = 1e-12, epsilon = 1e-14);
            }
        }
    }
    Ok(())
}

#[test]
fn two_points_at_one_step_make_a_jump() -> Result<()> {
    let curve = Piecewise::starting_at(1.0)?.linear_to(4, 0.5)?.linear_to(4, 2.0)?.linear_to(8, 1.0)?;
    assert_eq!([3, 4, 6, 8].map(|step| curve.at(1.0, step)), [0.625, 2.0, 1.5, 1.0]);
    Ok(())
}
