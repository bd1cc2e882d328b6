//! Reading a plan from a file and writing it to a file.

use super::plan_spec::PlanSpec;
use crate::Result;
use crate::data::file;
#[cfg(not(feature = "toml"))]
use crate::data::text;
use std::path::Path;

impl PlanSpec {
    /// Reads a plan from a file: as TOML if its name ends in `.toml`, otherwise as JSON. Errors name the file. The contents are
    /// checked by [`plan`](Self::plan).
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the file cannot be read. [`Error::Data`](crate::Error::Data) if it is not TOML or JSON.
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
        let mut spec = Self::from_text(&contents, is_toml(path)).map_err(|error| error.in_file(&name))?;
        spec.file = Some(name);
        Ok(spec)
    }

    /// Writes the plan to a file: as TOML if its name ends in `.toml`, otherwise as JSON. The file is replaced by an atomic rename, so
    /// it contains the old plan or the new one at any time. Links, modes and owners are treated as by
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
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}
