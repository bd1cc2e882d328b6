//! Reading a plan from a file and writing it to a file.

use super::plan_spec::PlanSpec;
use crate::data::{Data, file, text};
use crate::{Error, Result};
use std::path::Path;

impl PlanSpec {
    /// Reads a plan from a file: as TOML if its name ends in `.toml`, as JSON if it ends in `.json`. A file with any other name is
    /// read as what it contains: as JSON if it begins with a brace, otherwise as TOML. Errors name the file. The contents are
    /// checked by [`plan`](Self::plan).
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the file cannot be read. [`Error::Data`](crate::Error::Data) if it is not TOML or
    /// JSON.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, PlanSpec};
    ///
    /// let path = std::env::temp_dir().join("plan-to-read.json");
    /// Plan::lr(0.1, Constant).spec().write(&path)?;
    /// assert_eq!(PlanSpec::read(&path)?.plan()?.preview(1, 7)?.lr, [0.1]);
    ///
    /// let error = PlanSpec::read("no-such-plan.json").unwrap_err();
    /// assert!(error.to_string().starts_with("cannot read no-such-plan.json: "));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let contents = file::read(path)?;
        Self::of_file(path, &contents, &name)
    }

    /// Writes the plan to a file: as TOML if its name ends in `.toml`, otherwise as JSON. The file is replaced by an atomic rename,
    /// so it contains the old plan or the new one at any time. Links, modes and owners are treated as by
    /// [`State::save`](crate::State::save).
    ///
    /// # Errors
    /// As [`to_json`](Self::to_json). [`Error::File`](crate::Error::File) if the file cannot be written.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, PlanSpec};
    ///
    /// let path = std::env::temp_dir().join("plan.json");
    /// let spec = Plan::lr(0.1, Constant).spec();
    /// spec.write(&path)?;
    /// assert_eq!(PlanSpec::read(&path)?, spec);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn write(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        #[cfg(feature = "toml")]
        let contents = if is_toml(path) { self.to_toml()? } else { self.to_json()? };
        #[cfg(not(feature = "toml"))]
        let contents = if is_toml(path) { return Err(text::no_toml()) } else { self.to_json()? };
        file::replace(path, contents.as_bytes())
    }

    /// Reads a plan from text without a file, such as that of the standard input: as JSON if it begins with a brace, otherwise as
    /// TOML. Errors call the text `name`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the text is neither JSON nor TOML.
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let plan = PlanSpec::read_text(r#"{"lr": {"base": 0.1}}"#, "standard input")?.plan()?;
    /// assert_eq!(plan.preview(1, 0)?.lr, [0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn read_text(text: &str, name: &str) -> Result<Self> {
        Self::of_file(Path::new(""), text, name)
    }

    fn of_file(path: &Path, contents: &str, name: &str) -> Result<Self> {
        let is_toml = is_toml(path) || !has_extension(path, &["json"]) && !text::is_json(contents);
        let read = Self::from_text(contents, is_toml);
        let mut spec = read.map_err(|error| advised(error, path, contents, is_toml).in_file(name))?;
        spec.file = Some(name.to_owned());
        Ok(spec)
    }
}

fn is_toml(path: &Path) -> bool {
    has_extension(path, &["toml"])
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    path.extension().is_some_and(|extension| known.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Adds to the error of a parser that the name of the file is the cause, if it is.
fn advised(error: Error, path: &Path, contents: &str, is_toml: bool) -> Error {
    if has_extension(path, &["yaml", "yml"]) {
        return error.with_advice("YAML is not read: write the plan as TOML or JSON, or turn a configuration of another library into one with tch-lr import");
    }
    let (other, ending) = if is_toml { ("JSON", ".json") } else { ("TOML", ".toml") };
    match text::of_format(contents, !is_toml) {
        Ok(Data::Object(_)) => error.with_advice(format!("the file contains {other}: let its name end in {ending}")),
        _ => error,
    }
}
