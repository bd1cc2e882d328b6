use super::error::Result;
use super::law::LossLaw;
use super::seen::Seen;
use crate::data::file::{self, Envelope};
use crate::data::{Data, FieldName, Node, Read, Write, text};
use crate::error::check;
use crate::{Functions, Result as DataResult};
use std::path::Path;

/// A law that was fitted to runs by [`fit`](fn@super::fit), with what it was fitted on.
///
/// It predicts the loss of other schedules, and can be saved to a file.
///
/// ```
/// use tch_lr_scheduler::predict::{LawKind, ObservedRun, RateCurve, fit};
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
///
/// # let loss = |lr: f64, step: u64| 2.0 + 4.0 / (step as f64).sqrt() + 2.0 * lr;
/// let runs = [(0, 0.1), (50, 0.01)].map(|change| {
///     let curve = RateCurve::held([(0, 0.1), (change.0 + 1, change.1)], 100).unwrap();
///     let losses: Vec<_> = (1..=20).map(|part| (5 * part, loss(curve.rate(5 * part), 5 * part))).collect();
///     ObservedRun::new(format!("until {}", change.0), curve, losses).unwrap()
/// });
/// let law = fit(&runs, LawKind::MultiPower)?;
/// let prediction = law.predict_plan(&Plan::lr(0.1, CosineAnnealingLr::new(100)?), 1, Some(100))?;
/// assert!(prediction.low() < prediction.loss() && prediction.loss() < prediction.high());
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FittedLaw {
    pub(super) law: LossLaw,
    /// The laws that were fitted to resampled losses.
    pub(super) resampled: Vec<LossLaw>,
    pub(super) seen: Seen,
}

const ENVELOPE: Envelope = Envelope { format: "tch-lr-scheduler loss law", version: 1 };

impl FittedLaw {
    /// The law with its fitted numbers.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::FittedLaw;
    /// println!("{:?}", FittedLaw::open("law.json")?.law());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn law(&self) -> &LossLaw {
        &self.law
    }

    /// The runs that the law was fitted on.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::FittedLaw;
    /// println!("{} runs", FittedLaw::open("law.json")?.seen().runs().len());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// This law as JSON text, with a version and a checksum.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if a number is not finite.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::FittedLaw;
    /// println!("{}", FittedLaw::open("law.json")?.to_json()?);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        Ok(text::to_json(&ENVELOPE.close(self))?)
    }

    /// Reads a law from JSON text.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the text is not a law, is of a newer version, or was changed after it was written.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::FittedLaw;
    ///
    /// let error = FittedLaw::from_json(r#"{"format": "tch-lr-scheduler loss law", "version": 9}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "law: version: expected at most 1, the newest version that this crate can read, found 9");
    /// ```
    pub fn from_json(text: &str) -> Result<Self> {
        Ok(parse(text).map_err(|error| error.in_file("law"))?)
    }

    /// Writes the law to a file, as [`State::save`](crate::State::save) writes a state.
    ///
    /// # Errors
    /// As [`to_json`](Self::to_json), and [`Error::File`](crate::Error::File) if the file cannot be written.
    ///
    /// ```
    /// # use tch_lr_scheduler::predict::{FittedLaw, LawKind, ObservedRun, RateCurve, fit};
    /// # let run = |name: &str, rates: &[(u64, f64)]| {
    /// #     let curve = RateCurve::held(rates.iter().copied(), 100)?;
    /// #     ObservedRun::new(name, curve, (1..=10).map(|part| (10 * part, 2.0 + 1.0 / part as f64)))
    /// # };
    /// # let law = fit(&[run("constant", &[(0, 0.1)])?, run("step", &[(0, 0.1), (50, 0.01)])?], LawKind::Annealing)?;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("law.json");
    /// law.save(&path)?;
    /// assert_eq!(FittedLaw::open(&path)?, law);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        Ok(file::replace(path.as_ref(), self.to_json()?.as_bytes())?)
    }

    /// Reads a law from a file.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json), and [`Error::File`](crate::Error::File) if the file cannot be read. The error names the
    /// file.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::FittedLaw;
    ///
    /// let error = FittedLaw::open("missing.json").unwrap_err();
    /// assert!(error.to_string().starts_with("cannot read missing.json"));
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        Ok(parse(&file::read(path)?).map_err(|error| error.in_file(path.display()))?)
    }
}

fn parse(text: &str) -> DataResult<FittedLaw> {
    let (data, functions) = (text::from_json(text)?, Functions::new());
    ENVELOPE.open(&data, &functions)
}

const LAW: FieldName = FieldName::plain("law");
const RESAMPLED: FieldName = FieldName::plain("resampled");
const SEEN: FieldName = FieldName::plain("seen");

impl Read for FittedLaw {
    fn read(node: &Node<'_>) -> DataResult<Self> {
        node.only(&[LAW, SEEN, RESAMPLED])?;
        let (law, seen): (LossLaw, Seen) = (node.required(LAW)?, node.required(SEEN)?);
        let resampled: Vec<LossLaw> = node.required(RESAMPLED)?;
        let is_same = resampled.iter().all(|other| other.kind() == law.kind());
        check::ensure(is_same, "FittedLaw", "resampled", format!("laws of the type of law, a {}", law.kind()), "another type")
            .map_err(|error| node.locate(error, &[RESAMPLED]))?;
        Ok(Self { law, resampled, seen })
    }
}

impl Write for FittedLaw {
    fn write(&self) -> Data {
        Data::object([(LAW.torch, self.law.write()), (SEEN.torch, self.seen.write()), (RESAMPLED.torch, self.resampled.write())])
    }
}
