use std::fmt::{self, Display};

/// The name of a checkpoint's folder: which save it was, and of which step. Ordered by save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) number: u64,
    pub(super) step: u64,
}

impl Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "save-{:06}-step-{}", self.number, self.step)
    }
}

impl Name {
    /// `None` for every name that is not written as ours are.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (number, step) = text.strip_prefix("save-")?.split_once("-step-")?;
        let name = Self { number: number.parse().ok()?, step: step.parse().ok()? };
        (name.to_string() == text).then_some(name)
    }
}
