use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;

/// The error below an [`Error`](crate::Error): that of the operating system, or that of an observer of the program.
///
/// [`std::error::Error::source`] returns the error itself, so a program can downcast it.
///
/// ```
/// use std::error::Error as _;
/// use std::io;
/// use tch_lr_scheduler::PlanSpec;
///
/// let error = PlanSpec::read("no-such-plan.json").unwrap_err();
/// let cause = error.source().and_then(|source| source.downcast_ref::<io::Error>());
/// assert_eq!(cause.map(|cause| cause.kind()), Some(io::ErrorKind::NotFound));
/// ```
#[derive(Clone)]
pub struct Cause(Arc<dyn StdError + Send + Sync>);

impl Cause {
    /// Keeps an error, or a text as an error.
    ///
    /// ```
    /// use tch_lr_scheduler::Cause;
    ///
    /// assert_eq!(Cause::new("no connection").to_string(), "no connection");
    /// ```
    pub fn new(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(error.into().into())
    }

    /// Keeps an error of the operating system by its code, or else by its kind and text.
    pub(super) fn of_io(error: &io::Error) -> Self {
        Self::new(match error.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => io::Error::new(error.kind(), error.to_string()),
        })
    }

    /// The error that was kept.
    pub(super) fn error(&self) -> &(dyn StdError + 'static) {
        &*self.0
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Two causes are equal if they have the same text.
impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl From<&str> for Cause {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cause {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}
