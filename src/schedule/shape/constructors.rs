//! The shapes without a parameter.

use super::shape::{Kind, Shape};

impl Shape {
    /// A straight line, `1 - p`. `"linear"` in a file.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([0.0, 0.25, 1.0].map(|p| Shape::linear().weight(p, 100)), [1.0, 0.75, 0.0]);
    /// ```
    #[must_use]
    pub fn linear() -> Self {
        Self(Kind::Linear)
    }

    /// Half a cosine wave, `(1 + cos(pi * p)) / 2`, which starts and ends slowly. `"cosine"` in a file.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([0.0, 1.0].map(|p| Shape::cosine().weight(p, 100)), [1.0, 0.0]);
    /// assert!(Shape::cosine().weight(0.1, 100) > 0.97);
    /// ```
    #[must_use]
    pub fn cosine() -> Self {
        Self(Kind::Cosine)
    }

    /// `1 - sqrt(p)`: steep at the start, flat at the end. `"1-sqrt"` in a file.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([0.0, 0.25, 1.0].map(|p| Shape::one_minus_sqrt().weight(p, 100)), [1.0, 0.5, 0.0]);
    /// ```
    #[doc(alias("1-sqrt", "minus_sqrt"))]
    #[must_use]
    pub fn one_minus_sqrt() -> Self {
        Self(Kind::OneMinusSqrt)
    }

    /// `1 - p^2`: flat at the start, steep at the end. `"1-square"` in a file.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([0.0, 0.5, 1.0].map(|p| Shape::one_minus_square().weight(p, 100)), [1.0, 0.75, 0.0]);
    /// ```
    #[doc(alias = "1-square")]
    #[must_use]
    pub fn one_minus_square() -> Self {
        Self(Kind::OneMinusSquare)
    }

    /// `2 * (1 - p) - (1 + cos(pi * p)) / 2`: half a cosine wave, mirrored at the straight line, so that it is steep at both ends.
    /// `"mirror-cosine"` in a file.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([0.0, 1.0].map(|p| Shape::mirror_cosine().weight(p, 100)), [1.0, 0.0]);
    /// assert!(Shape::mirror_cosine().weight(0.1, 100) < 0.83);
    /// ```
    #[doc(alias = "miror_cosine")]
    #[must_use]
    pub fn mirror_cosine() -> Self {
        Self(Kind::MirrorCosine)
    }

    /// `2 * 0.5^p - 1`: an exponential decay with the half-life of the whole fall, stretched to end at 0. `"half-life"` in a file.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([0.0, 1.0].map(|p| Shape::half_life().weight(p, 100)), [1.0, 0.0]);
    /// assert!(Shape::half_life().weight(0.5, 100) < 0.42);
    /// ```
    #[must_use]
    pub fn half_life() -> Self {
        Self(Kind::HalfLife)
    }

    /// The value stays until the end, and jumps there. `"constant"` in a file, and `"step"` in a [`Table`](crate::Table).
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([0.0, 0.99, 1.0].map(|p| Shape::constant().weight(p, 100)), [1.0, 1.0, 0.0]);
    /// ```
    #[must_use]
    pub fn constant() -> Self {
        Self(Kind::Constant)
    }

    /// A warm-up along the logarithm of the step, `ln(t + 1) / ln(W)` at step `t` of `W` steps: steep at the start. Everything but
    /// a warm-up refuses it. `"logarithmic"` in a file.
    ///
    /// `W` counts as 2 if it is 1. The last step of the warm-up has the full value.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Shape, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_zero(100)?.shape(Shape::logarithmic()));
    /// assert_eq!(schedule.at(1.0, 0), 0.0);
    /// assert!((schedule.at(1.0, 9) - 0.5).abs() < 1e-12);
    /// assert!((schedule.at(1.0, 99) - 1.0).abs() < 1e-12);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "WarmupLR")]
    #[must_use]
    pub fn logarithmic() -> Self {
        Self(Kind::Logarithmic)
    }
}
