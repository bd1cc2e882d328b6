use super::function::Functions;
use super::nearest::nearest_word;
use super::path::Path;
use super::tree::Data;
use super::units::RunContext;
use super::unknown_fields::unknown_fields;
use crate::{Error, Result};

/// A type that can be read from data.
pub(crate) trait Read: Sized {
    fn read(node: &Node<'_>) -> Result<Self>;
}

/// A place in data that is being read: the value there, its path, the object or list around it, the functions that the program has
/// registered, and the run of a plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) data: &'a Data,
    pub(crate) path: Path<'a>,
    pub(crate) functions: &'a Functions,
    /// `None` outside of a plan, where lengths in other units than steps are not read.
    pub(crate) run: Option<&'a RunContext>,
    pub(crate) parent: Option<&'a Node<'a>>,
    depth: usize,
}

/// The two names of a field: torch's name, and the Rust spelling, which may be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FieldName {
    pub(crate) torch: &'static str,
    pub(crate) rust: &'static str,
}

impl<'a> Node<'a> {
    pub(crate) fn root(data: &'a Data, functions: &'a Functions) -> Self {
        Self { data, path: Path::Root, functions, run: None, parent: None, depth: 0 }
    }

    /// The same place in the plan of a run.
    pub(crate) fn in_run(self, run: &'a RunContext) -> Self {
        Self { run: Some(run), ..self }
    }

    /// The place of a value inside this one.
    fn child<'b>(&'b self, data: &'b Data, path: Path<'b>) -> Node<'b> {
        Node { data, path, functions: self.functions, run: self.run, parent: Some(self), depth: self.depth + 1 }
    }

    /// This place with other data.
    pub(crate) fn with_data<'b>(&self, data: &'b Data) -> Node<'b>
    where
        'a: 'b,
    {
        Node { data, ..*self }
    }

    /// The place of a required field.
    pub(crate) fn place<'b>(&'b self, name: &'b str) -> Result<Node<'b>> {
        let missing = || self.missing(name);
        Ok(self.child(self.data.field(name).ok_or_else(missing)?, Path::Field(&self.path, name)))
    }

    /// The place of a required item of a list.
    pub(crate) fn item(&self, index: usize) -> Result<Node<'_>> {
        let missing = || self.problem(format!("a list of at least {}", index + 1), self.data.excerpt());
        let Data::List(items) = self.data else {
            return Err(missing());
        };
        Ok(self.child(items.get(index).ok_or_else(missing)?, Path::Index(&self.path, index)))
    }

    /// An error at this place.
    pub(crate) fn problem(&self, expected: impl Into<String>, found: impl Into<String>) -> Error {
        Error::data(self.path.to_string(), expected, found)
    }

    /// The error that the value here is not `expected`.
    pub(crate) fn unexpected<T>(&self, expected: &str) -> Result<T> {
        let found = match self.data {
            Data::Number(number) if *number < 0.0 && number.fract() == 0.0 && number.abs() < 1e15 => format!("{number}"),
            data => data.excerpt(),
        };
        Err(self.problem(expected, found))
    }

    /// The error of [`unexpected`](Self::unexpected), with the text to write instead.
    pub(crate) fn unexpected_but<T>(&self, expected: &str, advice: impl Into<String>) -> Result<T> {
        self.unexpected(expected).map_err(|error| error.with_advice(advice))
    }

    /// The error that the value here is not a number as `expected`, with the number to write if it stands in quotes or in a list.
    pub(crate) fn unexpected_number<T>(&self, expected: &str) -> Result<T> {
        match self.data {
            Data::Text(text) if text.trim().parse().is_ok_and(f64::is_finite) => {
                self.unexpected_but(expected, format!("write {}, without quotes", text.trim()))
            }
            Data::List(items) if matches!(items[..], [Data::Whole(_) | Data::Number(_)]) => {
                self.unexpected_but(expected, format!("write {}, without brackets", items[0].excerpt()))
            }
            Data::List(items) if items.iter().all(|item| matches!(item, Data::Whole(_) | Data::Number(_))) => {
                let advice = "write one number; the list each, instead of base, has a base and a schedule for each group";
                self.unexpected_but(expected, advice)
            }
            _ => self.unexpected(expected),
        }
    }

    /// The error that the value here is none of these words.
    pub(crate) fn unexpected_word<T>(&self, words: &[&str]) -> Result<T> {
        let expected = format!("one of {}", words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", "));
        let near = match self.data {
            Data::Text(found) => nearest_word(found, words),
            _ => None,
        };
        match near {
            Some(word) => self.unexpected_but(&expected, format!("did you mean {word:?}?")),
            None => self.unexpected(&expected),
        }
    }

    /// The error that an object lacks a field.
    pub(crate) fn missing(&self, name: &str) -> Error {
        let expected = format!("a field {name}");
        match self.data.field(FieldName::TYPE.torch) {
            Some(Data::Text(owner)) if name != FieldName::TYPE.torch => {
                self.problem(expected, "").with_advice(format!("{owner} needs {name}"))
            }
            _ => self.problem(expected, self.data.excerpt()),
        }
    }

    /// The fields of an object.
    pub(crate) fn fields(&self, expected: &str) -> Result<&'a [(String, Data)]> {
        if self.depth > Data::DEEPEST {
            return Err(self.problem(format!("at most {} levels", Data::DEEPEST), "one more"));
        }
        match self.data {
            Data::Object(fields) => Ok(fields),
            _ => self.unexpected(expected),
        }
    }

    /// Checks that an object has no other fields than `known`. The error suggests what to write instead of each unknown field.
    pub(crate) fn only(&self, known: &[FieldName]) -> Result<()> {
        let is_known = |found: &str| known.iter().any(|name| name.torch == found || name.rust == found);
        let fields = self.fields("an object")?.iter().map(|(name, _)| name.as_str());
        let unknown: Vec<_> = fields.filter(|name| !is_known(name)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = known.iter().map(|name| name.torch).collect();
        Err(unknown_fields(&self.path, &unknown, &names))
    }

    /// The value of a field under either of its names, or `None` if the field is absent.
    pub(crate) fn optional<T: Read>(&self, name: FieldName) -> Result<Option<T>> {
        self.optional_with(name, T::read)
    }

    pub(crate) fn optional_with<T>(&self, name: FieldName, read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<Option<T>> {
        let find = |wanted: &str| self.data.field(wanted).map(|data| (wanted.to_owned(), data));
        let spellings = [Some(name.torch), (name.rust != name.torch).then_some(name.rust)];
        let mut given = spellings.into_iter().flatten().filter_map(find);
        let Some((spelling, data)) = given.next() else {
            return Ok(None);
        };
        if given.next().is_some() {
            return Err(self.problem(format!("{} or {}", name.torch, name.rust), "both"));
        }
        read(&self.child(data, Path::Field(&self.path, &spelling))).map(Some)
    }

    /// The value of a required field under either of its names.
    pub(crate) fn required<T: Read>(&self, name: FieldName) -> Result<T> {
        self.required_with(name, T::read)
    }

    pub(crate) fn required_with<T>(&self, name: FieldName, read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<T> {
        self.optional_with(name, read)?.ok_or_else(|| self.missing(name.torch))
    }

    /// Reads a field as [`optional`](Self::optional) does, if the field has only one name.
    pub(crate) fn field<T: Read>(&self, name: &'static str) -> Result<Option<T>> {
        self.optional(FieldName::plain(name))
    }

    /// The items of a list.
    pub(crate) fn list(&self, expected: &str) -> Result<&'a [Data]> {
        match self.data {
            Data::List(items) => Ok(items),
            Data::Whole(_) | Data::Number(_) => {
                self.unexpected_but(expected, format!("write it in brackets: [{}]", self.data.excerpt()))
            }
            _ => self.unexpected(expected),
        }
    }

    /// The items of a list, each read as `T`.
    pub(crate) fn items<T: Read>(&self, expected: &str) -> Result<Vec<T>> {
        let read = |(index, data)| T::read(&self.child(data, Path::Index(&self.path, index)));
        self.list(expected)?.iter().enumerate().map(read).collect()
    }

    /// The fields of an object whose names the user chooses, each read as `T`.
    pub(crate) fn entries<T: Read>(&self, expected: &str) -> Result<Vec<(String, T)>> {
        self.entries_with(expected, T::read)
    }

    pub(crate) fn entries_with<T>(&self, expected: &str, read: impl Fn(&Node<'_>) -> Result<T>) -> Result<Vec<(String, T)>> {
        let read = |(name, data): &'a (String, Data)| Ok((name.clone(), read(&self.child(data, Path::Field(&self.path, name)))?));
        self.fields(expected)?.iter().map(read).collect()
    }

    /// The error of a constructor, as an error at the place of the parameter that it names, by the spelling of the data. If the
    /// data has no such field, the error is at the object, and names the parameter.
    pub(crate) fn locate(&self, error: Error, names: &[FieldName]) -> Error {
        let Error::Parameter { parameter, bound, found, .. } = error else {
            return error;
        };
        let known = names.iter().find(|name| name.rust == parameter);
        let [torch, rust] = known.map_or([parameter; 2], |name| [name.torch, name.rust]);
        if let Some(spelling) = [torch, rust].into_iter().find(|spelling| self.data.field(spelling).is_some()) {
            return Error::data(Path::Field(&self.path, spelling).to_string(), bound, found);
        }
        self.problem(format!("{torch} to be {bound}"), found)
    }
}

impl FieldName {
    /// The field that names the type of a schedule or of a rule.
    pub(crate) const TYPE: Self = Self::plain("type");

    pub(crate) const fn plain(name: &'static str) -> Self {
        Self { torch: name, rust: name }
    }
}

/// The name of a field from its Rust spelling, and from torch's name if that differs.
macro_rules! field_name {
    ($field:ident) => {
        $crate::data::FieldName::plain(stringify!($field))
    };
    ($field:ident $torch:literal) => {
        $crate::data::FieldName { torch: $torch, rust: stringify!($field) }
    };
}

pub(crate) use field_name;
