use super::data::Data;
use super::path::Path;
use std::collections::HashMap;
use std::fmt;

/// One place where a saved plan and the program's own are not the same.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
///
/// let saved = Plan::lr(0.1, CosineAnnealingLr::new(100)?);
/// let now = Plan::lr(0.1, CosineAnnealingLr::new(50)?);
/// let differences = saved.spec().differences(&now.spec());
/// assert_eq!(differences[0].to_string(), "lr.schedule.T_max was 100, is 50");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where in the plan: `lr.schedule.T_max`.
    pub path: String,
    /// What the saved plan has there, as JSON; `absent` where it has nothing.
    pub was: String,
    /// What the program's plan has there.
    pub is: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} was {}, is {}", self.path, self.was, self.is)
    }
}

impl super::PlanSpec {
    /// Where another plan is not the same as this one, field by field, in the order of this one.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let spec = Plan::lr(0.1, Constant).spec();
    /// assert!(spec.differences(&spec).is_empty());
    /// ```
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let mut found = vec![];
        compare(Path::Root, self.data(), other.data(), &mut found);
        found
    }
}

/// Of a list that differs in more places than anybody reads, they are not told one by one: there may be millions.
const MOST_OF_A_LIST: usize = 100;

fn compare(path: Path<'_>, was: &Data, is: &Data, found: &mut Vec<Difference>) {
    match (was, is) {
        (Data::Object(left), Data::Object(right)) if same_type(was, is) => {
            let (before, now) = (by_name(left), by_name(right));
            for (name, value) in left {
                match now.get(name.as_str()) {
                    Some(other) => compare(Path::Field(&path, name), value, other, found),
                    None => found.push(Difference::at(Path::Field(&path, name), Some(value), None)),
                }
            }
            for (name, value) in right.iter().filter(|(name, _)| !before.contains_key(name.as_str())) {
                found.push(Difference::at(Path::Field(&path, name), None, Some(value)));
            }
        }
        (Data::List(left), Data::List(right)) if left.len() == right.len() => {
            let earlier = found.len();
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                compare(Path::Index(&path, index), left, right, found);
                if found.len() > earlier + MOST_OF_A_LIST {
                    found.truncate(earlier);
                    found.push(Difference::at(path, Some(was), Some(is)));
                    return;
                }
            }
        }
        (Data::Number(left), Data::Number(right)) if left.to_bits() == right.to_bits() => {}
        (Data::Whole(whole), Data::Number(number)) | (Data::Number(number), Data::Whole(whole)) if *whole as f64 == *number => {}
        (Data::Number(_), Data::Number(_)) => found.push(Difference::at(path, Some(was), Some(is))),
        _ if was == is => {}
        _ => found.push(Difference::at(path, Some(was), Some(is))),
    }
}

fn by_name(fields: &[(String, Data)]) -> HashMap<&str, &Data> {
    fields.iter().map(|(name, value)| (name.as_str(), value)).collect()
}

impl Difference {
    fn at(path: Path<'_>, was: Option<&Data>, is: Option<&Data>) -> Self {
        let shown = |data: Option<&Data>| data.map_or("absent".into(), Data::excerpt);
        Self { path: path.to_string(), was: shown(was), is: shown(is) }
    }
}

/// Schedules of two types are compared as wholes.
fn same_type(left: &Data, right: &Data) -> bool {
    left.field("type") == right.field("type")
}
