//! Merges the findings of groups that have the same mistake into one warning.

use super::finding::Finding;
use super::spelling::Names;
use super::warning::Warning;
use crate::WarningKind;
use crate::report::description::subject::Subject;
use std::collections::HashMap;

/// The warnings of subjects, in order. Two findings about a hyperparameter are the same if they have the same kind at the same
/// place of the same schedule, or if their messages are equal.
#[derive(Default)]
pub(super) struct Merged {
    found: Vec<Found>,
    known: HashMap<Same, usize>,
    /// A number for each schedule as data. The data of a schedule may be long, and may have many findings.
    schedules: HashMap<String, usize>,
}

/// What equal findings have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Same {
    owner: String,
    kind: WarningKind,
    path: String,
    in_what: InWhat,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum InWhat {
    /// The number of the schedule.
    Schedule(usize),
    /// The message without its path.
    Words(String),
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
    /// Adds the findings about a subject and the `groups` that differ from it only by a factor.
    pub(super) fn add(&mut self, findings: Vec<Finding>, subject: &Subject, groups: &[usize], names: &Names<'_>) {
        if findings.is_empty() {
            return;
        }
        let next = self.schedules.len();
        let schedule = *self.schedules.entry(subject.scheduled.spec().to_string()).or_insert(next);
        findings.into_iter().for_each(|finding| self.add_one(finding, (subject, schedule), groups, names));
    }

    fn add_one(&mut self, finding: Finding, (subject, schedule): (&Subject, usize), groups: &[usize], names: &Names<'_>) {
        let is_scalar = subject.groups.is_empty();
        let hyperparameter = subject.path.split(['.', '[']).next().unwrap_or_default();
        let owner = if is_scalar { subject.subject.clone() } else { hyperparameter.to_owned() };
        let words = finding.message.replace(&names.path(&finding.path), "");
        let same = |in_what| Same { owner: owner.clone(), kind: finding.kind, path: finding.path.clone(), in_what };
        let same = [same(InWhat::Schedule(schedule)), same(InWhat::Words(words))];
        let known = same.iter().find_map(|same| self.known.get(same).copied());
        let index = known.unwrap_or(self.found.len());
        self.known.extend(same.map(|same| (same, index)));
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
