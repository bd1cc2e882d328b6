//! Merges the findings of groups that have the same mistake into one warning.

use super::finding::Finding;
use super::spelling::Names;
use super::warning::Warning;
use crate::report::description::subject::Subject;
use std::collections::HashMap;

/// The warnings of subjects, in order. Two findings about a hyperparameter are the same if they have the same kind at the same
/// place of the same schedule, or if their messages are equal.
#[derive(Default)]
pub(super) struct Merged {
    found: Vec<Found>,
    known: HashMap<String, usize>,
}

/// One finding, and the subjects that have it.
struct Found {
    finding: Finding,
    /// The name of the first subject.
    subject: String,
    /// The hyperparameter, or the scalar.
    owner: String,
    path: String,
    groups: Vec<usize>,
    subjects: usize,
}

impl Merged {
    /// Adds a finding about a subject and the `groups` that differ from it only by a factor.
    pub(super) fn add(&mut self, finding: Finding, subject: &Subject, groups: &[usize], names: &Names<'_>) {
        let is_scalar = subject.groups.is_empty();
        let hyperparameter = subject.path.split(['.', '[']).next().unwrap_or_default();
        let owner = if is_scalar { subject.subject.clone() } else { hyperparameter.to_owned() };
        let key = |what: &str| format!("{owner} {:?} {} {what}", finding.kind, finding.path);
        let same_schedule = key(&subject.scheduled.spec().to_string());
        let same_words = key(&finding.message.replace(&names.path(&finding.path), ""));
        let known = [&same_schedule, &same_words].into_iter().find_map(|key| self.known.get(key).copied());
        let index = known.unwrap_or(self.found.len());
        self.known.insert(same_schedule, index);
        self.known.insert(same_words, index);
        match self.found.get_mut(index) {
            Some(found) => {
                found.groups.extend(groups);
                found.subjects += 1;
            }
            None => {
                let (subject, path) = (subject.subject.clone(), names.path(&finding.path));
                self.found.push(Found { finding, subject, owner, path, groups: groups.to_vec(), subjects: 1 });
            }
        }
    }

    /// The warnings, for an optimizer with `all` groups.
    pub(super) fn warnings(self, all: usize) -> Vec<Warning> {
        self.found.into_iter().map(|found| found.warning(all)).collect()
    }
}

impl Found {
    fn warning(mut self, all: usize) -> Warning {
        self.groups.sort_unstable();
        self.groups.dedup();
        let subject = match self.groups.len() {
            0 | 1 => self.subject,
            groups if groups == all => self.owner,
            _ => format!("{}, {}", self.owner, in_words(&self.groups)),
        };
        // The path is that of the first group, so the message names the others.
        let message = match self.subjects {
            1 => self.finding.message,
            _ => format!("{}: {}", in_words(&self.groups), self.finding.message),
        };
        Warning { kind: self.finding.kind, subject, path: self.path, position: None, message }
    }
}

/// Groups in words: `groups 0 to 27`, `groups 0, 2 to 5 and 9`.
fn in_words(groups: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = vec![];
    for &group in groups {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == group => *last = group,
            _ => ranges.push((group, group)),
        }
    }
    let range = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first} and {last}"),
        _ => format!("{first} to {last}"),
    };
    let ranges: Vec<_> = ranges.iter().map(range).collect();
    let word = if groups.len() == 1 { "group" } else { "groups" };
    format!("{word} {}", crate::data::wording::listed(&ranges))
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn groups_are_named_by_ranges() {
        assert_eq!(in_words(&[3]), "group 3");
        assert_eq!(in_words(&[0, 1, 2, 3]), "groups 0 to 3");
        assert_eq!(in_words(&[0, 2, 3, 4, 9]), "groups 0, 2 to 4 and 9");
    }
}
