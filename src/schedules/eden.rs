use crate::data::Count;
use crate::error::check;
use crate::schedule::arithmetic::floor_div;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "Eden";

/// The schedule of icefall (Eden): a decay without an end, in batches and in epochs, with a short warm-up. A step is a batch.
///
/// ```text
/// value(t) = base * ((t^2 + lr_batches^2) / lr_batches^2)^-0.25
///                 * ((e^2 + lr_epochs^2) / lr_epochs^2)^-0.25
///                 * warmup(t)
///
/// e         = floor(t / steps_per_epoch)
/// warmup(t) = warmup_start + (1 - warmup_start) * t / warmup_batches     if t < warmup_batches
///             1                                                          otherwise
/// ```
///
#[doc = include_str!("../docs/pictures/eden.svg")]
///
/// The value hardly falls at first, and later nearly as one over the time: the square root by the batches, and the square root by
/// the epochs. [`of_batches`](Self::of_batches) is icefall's `Eden2`, which has no epochs and the power -0.5 instead of -0.25.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Eden, Schedule};
///
/// let schedule = Eden::new(5_000.0, 3.5, 2_000)?; // 2,000 batches in an epoch
/// assert_eq!([0, 250].map(|step| schedule.at(0.045, step) < 0.045), [true; 2]); // the warm-up starts at half
/// let falls = [500, 5_000, 50_000].map(|step| schedule.at(0.045, step));
/// assert!(falls[0] > 0.0448 && falls[1] < 0.036 && falls[2] < 0.006);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class.
///
/// # In other libraries
///
/// - icefall: `Eden(optimizer, lr_batches, lr_epochs, warmup_batches=500.0, warmup_start=0.5)`, whose `step_batch` counts the batches
///   and whose `step_epoch` counts the epochs from 0. The values are equal to the bit if `step_epoch` is called after every
///   `steps_per_epoch` batches.
/// - icefall: `Eden2(optimizer, lr_batches, warmup_batches=500.0, warmup_start=0.5)` is [`of_batches`](Self::of_batches), to the bit
///
/// # Source
///
/// Yao et al., "Zipformer: A faster and better encoder for automatic speech recognition", arXiv 2310.11230, section 3.5 and
/// equation 7.
#[doc(alias("Eden2", "icefall", "Zipformer", "ScaledAdam"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct Eden {
    lr_batches: f64,
    epochs: Option<Epochs>,
    warmup_batches: u64,
    warmup_start: f64,
}

/// The decay by epochs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Epochs {
    lr_epochs: f64,
    steps_per_epoch: u64,
}

impl Eden {
    /// Creates the schedule. `lr_batches` is the number of batches and `lr_epochs` the number of epochs after which the value
    /// starts to fall (5,000 and 3.5 for Zipformer): both are finite and above 0. `steps_per_epoch` is the number of batches in
    /// an epoch, at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Eden, Schedule};
    ///
    /// let schedule = Eden::new(100.0, 2.0, 50)?.warmup_batches(0);
    /// assert_eq!(schedule.at(0.1, 0), 0.1);
    /// assert!(schedule.at(0.1, 50) < 0.97 * schedule.at(0.1, 49)); // a new epoch
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(lr_batches: f64, lr_epochs: f64, steps_per_epoch: u64) -> Result<Self> {
        let epochs = Epochs {
            lr_epochs: check::finite_above_zero(NAME, "lr_epochs", lr_epochs)?,
            steps_per_epoch: check::at_least_one(NAME, "steps_per_epoch", steps_per_epoch)?,
        };
        Ok(Self { epochs: Some(epochs), ..Self::of_batches(lr_batches)? })
    }

    /// Creates icefall's `Eden2`: the value is `base * ((t^2 + lr_batches^2) / lr_batches^2)^-0.5`, times the factor of the
    /// warm-up.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `lr_batches` is not finite or not above 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Eden, Schedule};
    ///
    /// let schedule = Eden::of_batches(3.0)?.warmup_batches(0);
    /// assert_eq!([0, 4].map(|step| schedule.at(1.0, step)), [1.0, 0.6]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn of_batches(lr_batches: f64) -> Result<Self> {
        let lr_batches = check::finite_above_zero(NAME, "lr_batches", lr_batches)?;
        Ok(Self { lr_batches, epochs: None, warmup_batches: 500, warmup_start: 0.5 })
    }

    /// Sets the length of the warm-up in steps, 500 by default. 0 is no warm-up.
    ///
    /// ```
    /// use tch_lr_scheduler::{Eden, Schedule};
    ///
    /// let schedule = Eden::of_batches(1e6)?.warmup_batches(10);
    /// assert_eq!(schedule.at(0.4, 0), 0.2);
    /// assert!((schedule.at(0.4, 10) - 0.4).abs() < 1e-9);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warmup_batches(mut self, warmup_batches: u64) -> Self {
        self.warmup_batches = warmup_batches;
        self
    }

    /// Sets the factor of the first step of the warm-up: from 0 to 1, 0.5 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `warmup_start` is below 0, above 1 or not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::{Eden, Schedule};
    ///
    /// assert_eq!(Eden::of_batches(100.0)?.warmup_start(0.25)?.at(0.4, 0), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warmup_start(mut self, warmup_start: f64) -> Result<Self> {
        self.warmup_start = check::fraction(NAME, "warmup_start", warmup_start)?;
        Ok(self)
    }

    fn warmup_factor(&self, time: f64) -> f64 {
        let warmup_batches = self.warmup_batches as f64;
        if time >= warmup_batches {
            return 1.0;
        }
        self.warmup_start + (1.0 - self.warmup_start) * (time / warmup_batches)
    }

    /// The schedule of a plan file.
    fn of(lr_batches: f64, lr_epochs: Option<f64>, steps_per_epoch: Option<u64>) -> Result<Self> {
        match (lr_epochs, steps_per_epoch) {
            (None, None) => Self::of_batches(lr_batches),
            (Some(lr_epochs), Some(steps)) => Self::new(lr_batches, lr_epochs, steps),
            (None, Some(_)) => {
                check::ensure(false, NAME, "lr_epochs", "given together with steps_per_epoch", lr_epochs)?;
                Self::of_batches(lr_batches)
            }
            (Some(_), None) => {
                check::ensure(false, NAME, "steps_per_epoch", "given together with lr_epochs", steps_per_epoch)?;
                Self::of_batches(lr_batches)
            }
        }
    }
}

/// `(count^2 + scale^2) / scale^2`. Without the squares if they are not finite or 0.
fn ratio(count: f64, scale: f64) -> f64 {
    let square = scale * scale;
    if square.is_normal() { (count * count + square) / square } else { 1.0 + (count / scale) * (count / scale) }
}

impl Schedule for Eden {
    fn value(&self, base: f64, time: f64) -> f64 {
        let batches = ratio(time, self.lr_batches);
        let factor = match self.epochs {
            None => batches.powf(-0.5),
            Some(Epochs { lr_epochs, steps_per_epoch }) => {
                batches.powf(-0.25) * ratio(floor_div(time, steps_per_epoch), lr_epochs).powf(-0.25)
            }
        };
        base * factor * self.warmup_factor(time)
    }

    registered!();
}

multiplies!(Eden);

impl Eden {
    fn summarize(&self, summary: &mut Summary) {
        let decay = || Shape::Function("Eden decay".into());
        summary.warmup_phase(self.warmup_batches, decay());
        summary.phase(self.warmup_batches, None, decay());
    }
}

type_entry!(Eden "Eden" {
    lr_batches: f64;
    lr_epochs: Option<f64> = None, [it -> it.epochs.map(|epochs| epochs.lr_epochs)];
    steps_per_epoch: Option<Count> = None, [it -> it.epochs.map(|epochs| Count(epochs.steps_per_epoch))];
    warmup_batches: u64 = 500;
    warmup_start: f64 = 0.5
} => Eden::of(lr_batches, lr_epochs, steps_per_epoch.map(|steps| steps.0))?.warmup_batches(warmup_batches).warmup_start(warmup_start));
