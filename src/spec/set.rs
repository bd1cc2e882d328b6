//! Changes of single values of a plan before it is read.

use super::plan_spec::PlanSpec;
use crate::data::{Data, text};
use crate::{Error, Result};

impl PlanSpec {
    /// Sets the value at `path`, such as `lr.base`, `lr.groups.1.base` or `lr.schedule.schedulers[0].T_max`.
    ///
    /// The value is written as in JSON or TOML. A word that is neither is a text, so that `StepLR` needs no quotes. A field that is
    /// absent is added, and so are the objects around it. A name that contains dots is written in quotes: `scalars."top.p".base`.
    /// The contents are checked by [`plan`](Self::plan).
    ///
    /// # Errors
    /// [`Error::Data`] with the place up to which the plan could be followed: if the path is empty or malformed, if a part of it
    /// is the index of an absent item, or if there is a single value before the end of the path.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let spec = PlanSpec::from_json(r#"{"lr": {"base": 0.1, "schedule": {"type": "StepLR", "step_size": 30}}}"#)?;
    /// let changed = spec.set("lr.schedule.step_size", "10")?.set("lr.groups.1.base", "0.5")?;
    /// assert_eq!(changed.plan()?.preview(2, 10)?.lr, [0.010000000000000002, 0.05]);
    ///
    /// let error = changed.set("lr.base.high", "1").unwrap_err();
    /// assert_eq!(error.to_string(), "lr.base: expected an object, because the next name of the path is high, found 0.1");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn set(self, path: &str, value: &str) -> Result<Self> {
        let file = self.file.clone();
        let mut data = self.data().clone();
        let changed = parts(path).and_then(|parts| replace(&mut data, &parts, 0, parsed(value)?));
        if let Err(error) = changed {
            return Err(match &file {
                Some(name) => error.in_file(name),
                None => error,
            });
        }
        let mut spec = Self::from_data(data);
        spec.file = file;
        Ok(spec)
    }
}

/// A part of a path.
#[derive(Debug, PartialEq)]
enum Part {
    Field(String),
    Index(usize),
}

/// The parts of a path.
fn parts(path: &str) -> Result<Vec<Part>> {
    let malformed =
        |found: &str| Error::data("", "a path, such as lr.base or lr.schedule.schedulers[0].T_max", format!("{found:?}"));
    let (mut parts, mut rest) = (vec![], path);
    loop {
        let end = match rest.strip_prefix('"') {
            Some(quoted) => {
                let length = quoted.find('"').ok_or_else(|| malformed(path))?;
                parts.push(Part::Field(quoted[..length].to_owned()));
                length + 2
            }
            None => {
                let length = rest.find(['.', '[']).unwrap_or(rest.len());
                if length == 0 {
                    return Err(malformed(path));
                }
                parts.push(Part::Field(rest[..length].to_owned()));
                length
            }
        };
        rest = &rest[end..];
        while let Some(index) = rest.strip_prefix('[') {
            let (index, after) = index.split_once(']').ok_or_else(|| malformed(path))?;
            parts.push(Part::Index(index.parse().map_err(|_| malformed(path))?));
            rest = after;
        }
        if parts.len() > Data::DEEPEST {
            return Err(Error::data("", format!("a path of at most {} parts", Data::DEEPEST), "a longer one"));
        }
        if rest.is_empty() {
            return Ok(parts);
        }
        rest = rest.strip_prefix('.').ok_or_else(|| malformed(path))?;
    }
}

/// The value of a text in JSON or TOML. A text that is neither is the text itself.
fn parsed(value: &str) -> Result<Data> {
    let json = text::from_json(value);
    let Err(error) = json else { return json };
    #[cfg(feature = "toml")]
    if let Ok(Data::Object(fields)) = text::from_toml(&format!("value = {value}"))
        && let Ok([(_, value)]) = <[_; 1]>::try_from(fields)
    {
        return Ok(value);
    }
    let is_structured = value.trim_start().starts_with(['{', '[', '"', '\'']);
    if is_structured { Err(error) } else { Ok(Data::text(value)) }
}

/// Replaces the value at the place that `parts` name, of which `done` have led to `data`.
fn replace(data: &mut Data, parts: &[Part], done: usize, value: Data) -> Result<()> {
    let here = || written(&parts[..done]);
    let Some(part) = parts.get(done) else {
        *data = value;
        return Ok(());
    };
    if let (Part::Field(_), Data::Null) = (part, &*data) {
        *data = Data::Object(vec![]);
    }
    match (part, data) {
        (Part::Field(name), Data::Object(fields)) => {
            let known = fields.iter().position(|(known, _)| known == name);
            let known = known.or_else(|| fields.iter().position(|(known, _)| is_same_name(known, name)));
            let index = known.unwrap_or_else(|| {
                fields.push((name.clone(), Data::Null));
                fields.len() - 1
            });
            replace(&mut fields[index].1, parts, done + 1, value)
        }
        (Part::Field(name), Data::List(items)) => match name.parse() {
            Ok(index) => replace(item(items, index, here)?, parts, done + 1, value),
            Err(_) => {
                Err(Error::data(here(), format!("an index, such as 0, and not {name}"), format!("a list of {}", items.len())))
            }
        },
        (Part::Index(index), Data::List(items)) => replace(item(items, *index, here)?, parts, done + 1, value),
        (Part::Field(name), other) => {
            Err(Error::data(here(), format!("an object, because the next name of the path is {name}"), other.excerpt()))
        }
        (Part::Index(index), other) => {
            Err(Error::data(here(), format!("a list, because the path continues with [{index}]"), other.excerpt()))
        }
    }
}

fn item(items: &mut [Data], index: usize, here: impl Fn() -> String) -> Result<&mut Data> {
    let length = items.len();
    items.get_mut(index).ok_or_else(|| Error::data(here(), format!("a list with an item [{index}]"), format!("a list of {length}")))
}

/// Whether two spellings name the same field: torch's `T_max` and Rust's `t_max`.
fn is_same_name(left: &str, right: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|letter| *letter != '_').flat_map(char::to_lowercase).collect::<String>();
    letters(left) == letters(right)
}

/// The parts as a path.
fn written(parts: &[Part]) -> String {
    let mut path = String::new();
    for part in parts {
        match part {
            Part::Field(name) if path.is_empty() => path.push_str(name),
            Part::Field(name) => path.push_str(&format!(".{name}")),
            Part::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}
