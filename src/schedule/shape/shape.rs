use crate::Function;

/// The shape of a curve between two values: a function from the progress `p`, from 0 to 1, to a weight from 1 to 0.
///
/// ```text
/// value = to + (from - to) * weight(p)
/// ```
///
#[doc = include_str!("../../docs/pictures/shape.svg")]
///
/// [`Warmup`](crate::Warmup), [`Piecewise`](crate::Piecewise), [`Table`](crate::Table), [`Cooldown`](crate::Cooldown) and
/// [`Wsd`](crate::Wsd) take a shape. A warm-up mirrors it, `weight(1 - p)`, so that the rise takes the values of the fall in the
/// opposite order. In a plan file a shape is a word, or an object if it has a parameter:
///
/// | constructor | in a file | weight |
/// |---|---|---|
/// | [`linear`](Self::linear) | `"linear"` | `1 - p` |
/// | [`cosine`](Self::cosine) | `"cosine"` | `(1 + cos(pi * p)) / 2` |
/// | [`one_minus_sqrt`](Self::one_minus_sqrt) | `"1-sqrt"` | `1 - sqrt(p)` |
/// | [`one_minus_square`](Self::one_minus_square) | `"1-square"` | `1 - p^2` |
/// | [`power`](Self::power) | `{ type = "power", power = 0.7 }` | `1 - p^power` |
/// | [`polynomial`](Self::polynomial) | `{ type = "polynomial", power = 2.0 }` | `(1 - p)^power` |
/// | [`exponential`](Self::exponential) | `{ type = "exponential", floor = 0.01 }` | `floor^p` |
/// | [`exponential_normalized`](Self::exponential_normalized) | `{ type = "exponential-normalized", floor = 0.1 }` | `(floor^p - floor) / (1 - floor)` |
/// | [`mirror_cosine`](Self::mirror_cosine) | `"mirror-cosine"` | `2 * (1 - p) - (1 + cos(pi * p)) / 2` |
/// | [`half_life`](Self::half_life) | `"half-life"` | `2 * 0.5^p - 1` |
/// | [`constant`](Self::constant) | `"constant"` | 1 before the end |
/// | [`logarithmic`](Self::logarithmic) | `"logarithmic"` | only for a warm-up over `W` steps: `ln(t + 1) / ln(W)` |
/// | [`new`](Self::new), [`named`](Self::named), [`of`](Self::of) | `{ type = "function", function = "name" }` | a function of the program |
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Piecewise, Schedule, Shape};
///
/// let fall = |shape| Piecewise::starting_at(1.0)?.shaped_to(100, 0.0, shape);
/// let half_way = |shape| fall(shape).map(|fall| fall.at(1.0, 25));
/// assert_eq!(half_way(Shape::linear())?, 0.75);
/// assert_eq!(half_way(Shape::one_minus_sqrt())?, 0.5);
/// assert_eq!(half_way(Shape::polynomial(2.0)?)?, 0.5625);
/// assert_eq!(half_way(Shape::new(|p| if p < 0.5 { 1.0 } else { 0.5 }))?, 1.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// | here | elsewhere |
/// |---|---|
/// | `linear`, `cosine`, `1-sqrt` | `decay_type` of transformers' `get_wsd_schedule`, `decay_fn` of timm's `WSDLRScheduler`, `lr_wsd_decay_style` of Megatron (`minus_sqrt`) |
/// | `power` | `decay_fn="power"` of timm |
/// | `exponential-normalized` | `decay_fn="exp"` of timm, whose `decay_ratio` is the floor |
/// | `half-life` | `lr_wsd_decay_style="exponential"` of Megatron |
/// | `1-square`, `exponential`, `mirror-cosine` | `square`, `exp` and `miror_cosine` of epfml/schedules-and-scaling |
/// | `logarithmic` | `warmup_type="log"` of DeepSpeed's `WarmupLR` |
///
/// The values of schedules with these shapes equal those of transformers and timm to the bit, and the formulas of Megatron, epfml
/// and DeepSpeed within a relative 1e-12.
///
/// # Source
///
/// Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", arXiv 2405.18392, for `1-sqrt` and
/// for the comparison of shapes. Hu et al., "MiniCPM: Unveiling the Potential of Small Language Models with Scalable Training
/// Strategies", arXiv 2404.06395, for exponential decays.
#[doc(alias("CooldownShape", "decay_type", "decay_fn", "warmup_type", "lr_wsd_decay_style"))]
#[derive(Debug, Clone, PartialEq)]
pub struct Shape(pub(super) Kind);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Linear,
    Cosine,
    OneMinusSqrt,
    OneMinusSquare,
    Power(f64),
    Polynomial(f64),
    Exponential(f64),
    ExponentialNormalized(f64),
    MirrorCosine,
    HalfLife,
    Constant,
    Logarithmic,
    Function(Function),
}

/// The default is [`Shape::linear`].
///
/// ```
/// use tch_lr_scheduler::Shape;
///
/// assert_eq!(Shape::default(), Shape::linear());
/// ```
impl Default for Shape {
    fn default() -> Self {
        Self::linear()
    }
}
