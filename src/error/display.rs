//! The texts of an error. `Display` writes one sentence, and below it the line of the file if the error is in a file. `Debug`
//! writes the same text, because Rust prints `Debug` if `main` returns an error, and adds further causes.

use super::Error;
use super::printable::Printable;
use std::borrow::Cow;
use std::error::Error as _;
use std::fmt::{self, Display, Write};

impl Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_message(&mut Printable(&mut *formatter))?;
        match self {
            Self::Data { file: Some(file), excerpt: Some(excerpt), .. } => {
                let margin = excerpt.line.to_string().len();
                formatter.write_str("\n")?;
                write!(Printable(&mut *formatter), "{:margin$}--> {file}:{}:{}", "", excerpt.line, excerpt.column)?;
                write!(formatter, "\n{excerpt}")
            }
            _ => Ok(()),
        }
    }
}

/// The message, and below it each further cause that the message does not contain.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.to_string();
        formatter.write_str(&message)?;
        let mut cause = self.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !message.contains(&text) {
                formatter.write_str("\n  caused by: ")?;
                Printable(&mut *formatter).write_str(&text)?;
            }
            cause = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } | Self::Observer(source) => Some(source.error()),
            Self::Checkpoint { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

impl Error {
    /// Writes the message without the excerpt of the file.
    fn write_message(&self, to: &mut impl Write) -> fmt::Result {
        match self {
            Self::Parameter { owner, parameter, bound, found } => {
                write!(to, "{owner}: {parameter} must be {bound}, found {found}")
            }
            Self::SettingTwice { setting } => write!(to, "plan: {setting} is given twice, expected once"),
            Self::ScalarTwice { name } => write!(to, "plan: the scalar {name} is given twice, expected once"),
            Self::RuleTwice { name } => write!(
                to,
                "plan: the feedback rule {name} is given twice, expected once: give one of the two another name with \
                 `PlannedRule::name`"
            ),
            Self::AbsentRuleGroup { rule, group, groups } => write!(
                to,
                "plan: the rule {rule} acts on group {group}, which the optimizer does not have, expected a group below {groups} (if \
                 the group is added after the optimizer is built, declare it with `expect_groups`)"
            ),
            Self::AbsentRule { name, rules } => {
                write!(to, "the plan has no feedback rule {name}, expected one of ")?;
                write_list(to, rules)
            }
            Self::AbsentGroup { setting, groups } => write!(
                to,
                "plan: {setting} names a group that the optimizer does not have, expected a group below {groups} (a variable \
                 belongs to the group of its path; `Path::set_group` returns a new path and does not change the old one. If the \
                 group is added after the optimizer is built, declare it with `expect_groups`)"
            ),
            Self::UncoveredGroup { setting } => {
                write!(to, "plan: {setting} has no base, expected one for every group or for none")
            }
            Self::GroupCount { list, expected, found } => {
                write!(to, "plan: {list} has {found} entries, expected one for each of the optimizer's {expected} groups")
            }
            Self::Unsupported { setting, problem, expected } => write!(to, "plan: {setting} {problem}, expected {expected}"),
            Self::NoFeedback { metric } => {
                write!(to, "metric {metric:?} was given to a plan without feedback, expected one built with `Plan::feedback`")
            }
            Self::NotFinite { setting, step, found } => {
                write!(to, "{setting} at step {step}: expected a finite value, found {found:?}")
            }
            Self::PastEnd { setting, step, end } => write!(
                to,
                "{setting} at step {step}: end the loop at step {end}, where the schedule ends, or let the schedule hold, follow or repeat \
                 after its end (expected a step of at most {end}, because the plan makes a later one an error)"
            ),
            Self::OutOfRange { setting, step, expected, found } => {
                write!(to, "{setting} at step {step}: expected a value that is {expected}, found {found:?}")
            }
            Self::ForeignState { field, expected, found } => write!(to, "state: {field} is {found}, expected {expected}"),
            Self::ForeignOptimizerState { field, expected, found } => {
                write!(to, "optimizer state: {field} is {found}, expected {expected}")
            }
            Self::Data { file, path, expected, found, advice, .. } => {
                write_place(to, file.as_deref(), path)?;
                write_data(to, expected, found, advice.as_deref())
            }
            Self::Span { text, position, expected, found, advice } => {
                write!(to, "length {text:?}: ")?;
                let found = if found.is_empty() { "the end".to_owned() } else { format!("{found:?}") };
                write_data(to, expected, &format!("{found} at character {position}"), advice.as_deref())
            }
            Self::RunUnknown { span, meaning, needs } => write!(to, "run: set {needs}, because {span} is {meaning}"),
            Self::PlanChanged { differences } => {
                to.write_str("state: the plan has changed since: ")?;
                write_list(to, differences)
            }
            Self::NoTotalSteps { which } => {
                write!(to, "state: the {which} plan has no length, expected one that is set by `Plan::total_steps`")
            }
            Self::NoCountPerStep { which, needs } => {
                write!(to, "state: the {which} plan has no {needs}, expected one that is set by `Plan::run`")
            }
            Self::ForeignVarStore { expected, found } => write!(
                to,
                "plan: the VarStore has {found} trainable variables, expected the {expected} variables that the optimizer trains"
            ),
            Self::GroupsInUse { variable, group, assigned } => write!(
                to,
                "assign_groups: call it before the optimizer is built, because an optimizer reads the group of a variable only once: \
                 {variable} is in group {group} and was to move to group {assigned}"
            ),
            Self::OptimizerDeviates { deviations } => {
                to.write_str("optimizer: ")?;
                write_list(to, deviations)?;
                to.write_str(" (`Scheduler::attach` writes every value of the plan again)")
            }
            Self::ForeignModel { name, expected, found } => write!(to, "averaged model: {name} is {found}, expected {expected}"),
            Self::File { path, action, source } => write!(to, "cannot {action} {}: {source}", path.display()),
            Self::Checkpoint { folder, remedy, source } => write!(to, "checkpoint {}: {remedy}: {source}", folder.display()),
            Self::ForeignLog { path, place, expected, found } => {
                write!(to, "log {}: {place} is {found}, expected {expected}", path.display())
            }
            Self::Observer(cause) => write!(to, "observer: {cause}"),
            Self::Torch(message) => write!(to, "libtorch: {message}"),
        }
    }
}

/// Writes the file and the place in it, each followed by a colon.
fn write_place(to: &mut impl Write, file: Option<&str>, path: &str) -> fmt::Result {
    let parts = [file.unwrap_or(""), path];
    parts.iter().filter(|part| !part.is_empty()).try_for_each(|part| write!(to, "{}: ", cut(part)))
}

/// Writes the remedy first, if there is one. The expected values are last, because they may be a long list.
fn write_data(to: &mut impl Write, expected: &str, found: &str, advice: Option<&str>) -> fmt::Result {
    let (expected, found) = (cut(expected), cut(found));
    match (advice, &*found) {
        (None, _) => write!(to, "expected {expected}, found {found}"),
        (Some(advice), "") => to.write_str(advice),
        (Some(advice), _) => write!(to, "{advice} (found {found}, expected {expected})"),
    }
}

/// A text without its end if it is very long. A file may contain a name of a million letters.
fn cut(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 2_000;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]).into(),
        None => text.into(),
    }
}

/// Writes the first items on one line, and the number of the others.
fn write_list(to: &mut impl Write, items: &[impl Display]) -> fmt::Result {
    const MOST: usize = 16;
    for (index, item) in items.iter().take(MOST).enumerate() {
        write!(to, "{}{item}", if index == 0 { "" } else { "; " })?;
    }
    match items.len().saturating_sub(MOST) {
        0 => Ok(()),
        others => write!(to, "; and {others} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cause, Setting};
    use std::io;
    use std::path::Path;

    #[test]
    fn an_error_from_main_reads_as_its_message() {
        let error = Error::Parameter { owner: "StepLr", parameter: "gamma", bound: "finite".into(), found: "NaN".into() };
        assert_eq!(format!("{error:?}"), "StepLr: gamma must be finite, found NaN");
        assert_eq!(format!("{error:?}"), error.to_string());
    }

    #[test]
    fn an_error_keeps_its_cause() {
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = Error::file("read", Path::new("a\u{1b}b"), &denied);
        let cause = error.source().and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(cause.map(io::Error::kind), Some(io::ErrorKind::PermissionDenied));
        assert_eq!(format!("{error:?}"), "cannot read a\\u{1b}b: permission denied");
        let missing = io::Error::from_raw_os_error(2);
        assert!(Error::file("read", Path::new("a"), &missing).to_string().ends_with(&missing.to_string()));

        #[derive(Debug)]
        struct Outer(io::Error);
        impl Display for Outer {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the upload failed")
            }
        }
        impl std::error::Error for Outer {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                Some(&self.0)
            }
        }
        let error = Error::observer(Outer(io::Error::other("no connection")));
        assert_eq!(format!("{error:?}"), "observer: the upload failed\n  caused by: no connection");
        assert_eq!(error, Error::Observer(Cause::from("the upload failed")));
    }

    #[test]
    fn very_long_names_are_cut() {
        let name = "é".repeat(1_000_000);
        let message = Error::data(&name, &name, &name).to_string();
        assert!(message.len() < 20_000 && message.contains("é...: expected é"), "{}", message.len());
    }

    #[test]
    fn long_lists_are_cut() {
        let deviation = crate::Deviation { setting: Setting::of_all(crate::Hyperparameter::Lr), planned: None, found: None };
        let message = Error::OptimizerDeviates { deviations: vec![deviation; 1_000] }.to_string();
        assert!(message.contains("; and 984 more (`Scheduler::attach`") && message.len() < 2_000, "{message}");
    }
}
