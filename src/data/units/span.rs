use super::unit::{PREFIXES, Unit};
use std::fmt;

/// A length in any unit: steps, epochs, samples, tokens, or a share of the run. A [`RunLength`](crate::RunLength) turns it into
/// steps.
///
/// Plan files have the same lengths as texts, wherever a number of steps is asked for: `T_max = "90ep"`. The section
/// [Units](crate::spec#units) of the plan files has all spellings.
///
/// ```
/// use tch_lr_scheduler::{RunLength, Span};
///
/// let run = RunLength::new(Span::epochs(90.0))?.steps_per_epoch(1251)?;
/// assert_eq!(run.steps(Span::epochs(5.0))?, 6_255);
/// assert_eq!(run.steps("2.4 epochs".parse()?)?, 3_002); // 3002.4 steps
/// assert_eq!(run.steps("10%".parse()?)?, 11_259);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Text
///
/// [`str::parse`] reads a number with a unit, and a whole number alone, which is a number of steps. `Display` writes the shortest
/// such text, which reads back as the same length.
///
/// ```
/// use tch_lr_scheduler::Span;
///
/// assert_eq!("1.2 M tokens".parse::<Span>()?, Span::tokens(1.2e6));
/// assert_eq!(Span::tokens(1.2e6).to_string(), "1.2Mtok");
///
/// let error = "3 %%".parse::<Span>().unwrap_err();
/// assert_eq!(error.to_string(), r#"length "3 %%": write 3% (found "%" at character 4, expected nothing after the unit)"#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// Composer: `Time.from_timestring`, from whose time strings the units `ep`, `ba`, `sp`, `tok` and `dur` are taken. mmengine:
/// `by_epoch` and `convert_to_iter_based`. transformers: `warmup_ratio`.
#[doc(alias("Time", "timestring", "warmup_ratio"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span(pub(super) Amount);

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    Steps(u64),
    Of(f64, Unit),
}

impl Span {
    /// A number of steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// assert_eq!(RunLength::default().steps(Span::steps(500))?, 500);
    /// assert_eq!(Span::steps(500).to_string(), "500");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn steps(steps: u64) -> Self {
        Self(Amount::Steps(steps))
    }

    /// A number of epochs, which may have a fraction. [`RunLength::steps`](crate::RunLength::steps) refuses a number that is negative
    /// or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::default().steps_per_epoch(100)?;
    /// assert_eq!(run.steps(Span::epochs(2.5))?, 250);
    /// assert!(run.steps(Span::epochs(-1.0)).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn epochs(epochs: f64) -> Self {
        Self(Amount::Of(epochs, Unit::Epochs))
    }

    /// A number of samples, in all workers together. [`RunLength::steps`](crate::RunLength::steps) refuses a number that is negative
    /// or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::default().samples_per_step(256)?;
    /// assert_eq!(run.steps(Span::samples(51_200.0))?, 200);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn samples(samples: f64) -> Self {
        Self(Amount::Of(samples, Unit::Samples))
    }

    /// A number of tokens, in all workers together. [`RunLength::steps`](crate::RunLength::steps) refuses a number that is negative
    /// or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::default().tokens_per_step(4_000_000)?;
    /// assert_eq!(run.steps(Span::tokens(2e9))?, 500);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn tokens(tokens: f64) -> Self {
        Self(Amount::Of(tokens, Unit::Tokens))
    }

    /// A part of the whole run in percent. It may be above 100. [`RunLength::steps`](crate::RunLength::steps) refuses a number that is
    /// negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{RunLength, Span};
    ///
    /// let run = RunLength::new(Span::steps(2_000))?;
    /// assert_eq!(run.steps(Span::percent(3.0))?, 60);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn percent(percent: f64) -> Self {
        Self(Amount::Of(percent, Unit::Percent))
    }

    /// What the length is, for people: "in epochs".
    pub(super) fn meaning(self) -> &'static str {
        match self.0 {
            Amount::Steps(_) => "in steps",
            Amount::Of(_, Unit::Epochs) => "in epochs",
            Amount::Of(_, Unit::Samples) => "in samples",
            Amount::Of(_, Unit::Tokens) => "in tokens",
            Amount::Of(_, Unit::Percent | Unit::Runs) => "a share of the run",
        }
    }

    /// The number of steps of a length in steps.
    pub(super) fn whole_steps(self) -> Option<u64> {
        match self.0 {
            Amount::Steps(steps) => Some(steps),
            Amount::Of(..) => None,
        }
    }

    /// Whether the length is a share of the run.
    pub(super) fn is_share(self) -> bool {
        matches!(self.0, Amount::Of(_, Unit::Percent | Unit::Runs))
    }
}

/// The shortest text that reads as the same length: `500`, `5ep`, `1.2Mtok`, `3%`.
impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Amount::Steps(steps) => write!(formatter, "{steps}"),
            Amount::Of(amount, unit) => write!(formatter, "{}{}", number(amount, unit), unit.written()),
        }
    }
}

/// A number with a prefix if that makes it short.
fn number(amount: f64, unit: Unit) -> String {
    let counts = matches!(unit, Unit::Samples | Unit::Tokens);
    for (prefix, power) in PREFIXES.into_iter().filter(|_| counts && amount.is_finite()) {
        let scaled = amount / 10_f64.powi(power as i32);
        let text = format!("{scaled}");
        let is_same = format!("{text}e{power}").parse() == Ok(amount);
        if (1.0..1e6).contains(&scaled) && text.len() <= 6 && is_same {
            return format!("{text}{prefix}");
        }
    }
    if amount.abs() >= 1e15 || (amount != 0.0 && amount.abs() < 1e-5) { format!("{amount:e}") } else { format!("{amount}") }
}
