use std::fmt;

/// A value of JSON or TOML. Fields keep their order, floats keep their bits, and whole numbers from 0 to
/// `u64::MAX` are exact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Whole(u64),
    Number(f64),
    Text(String),
    List(Vec<Data>),
    Object(Vec<(String, Data)>),
}

impl Data {
    /// The largest depth of nested lists and objects that is read, because recursive code could overflow the stack on deeper data.
    /// TOML has a lower limit.
    pub(crate) const DEEPEST: usize = 128;

    pub(crate) fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Data)>) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    pub(crate) fn list(items: impl IntoIterator<Item = Data>) -> Self {
        Self::List(items.into_iter().collect())
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The value of a field, if this is an object that has it.
    pub(crate) fn field(&self, name: &str) -> Option<&Data> {
        match self {
            Self::Object(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at a displayed [`Path`](super::path::Path) of names without dots: `lr.each[0].base`.
    pub(crate) fn at(&self, path: &str) -> Option<&Data> {
        path.split('.').try_fold(self, |place, step| {
            let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
            indices.split('[').skip(1).try_fold(place.field(name)?, |place, index| match place {
                Data::List(items) => items.get(index.trim_end_matches(']').parse::<usize>().ok()?),
                _ => None,
            })
        })
    }

    /// How deep lists and objects are nested; 0 for a single value.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(fields) => 1 + fields.iter().map(|(_, value)| value.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// The number of values: this one, and all inside it.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Self::Object(fields) => 1 + fields.iter().map(|(_, value)| value.size()).sum::<usize>(),
            _ => 1,
        }
    }

    /// The value as a short text for an error message.
    pub(crate) fn excerpt(&self) -> String {
        const LONGEST: usize = 60;
        let text = match self {
            Self::List(items) if items.len() > 8 => format!("a list of {}", items.len()),
            Self::Object(fields) if fields.is_empty() => "an empty object".into(),
            Self::Object(fields) => match self.field("type") {
                Some(Self::Text(name)) => name.clone(),
                _ => {
                    let names: Vec<_> = fields.iter().take(5).map(|(name, _)| name.as_str()).collect();
                    format!("an object with {}", names.join(", "))
                }
            },
            other => other.to_string(),
        };
        if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain("...".chars()).collect() }
    }
}

/// Like JSON, on one line. Numbers that are not finite and special characters are shown as in Rust.
impl fmt::Display for Data {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Whole(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value:?}"),
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::List(items) => {
                formatter.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(formatter, "{}{item}", if index == 0 { "" } else { ", " })?;
                }
                formatter.write_str("]")
            }
            Self::Object(fields) => {
                formatter.write_str("{")?;
                for (index, (name, value)) in fields.iter().enumerate() {
                    write!(formatter, "{}{name:?}: {value}", if index == 0 { "" } else { ", " })?;
                }
                formatter.write_str("}")
            }
        }
    }
}

/// The field of a schedule or a function that cannot be read back. Its data is an object with this field only.
pub(crate) const OPAQUE: &str = "opaque";
