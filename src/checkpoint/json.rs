use super::checkpoint::Checkpoint;
use super::file_checksum::FileChecksum;
use super::layout;
use crate::data::file;
use crate::{Error, Result};
use serde::de::DeserializeOwned;

impl Checkpoint {
    /// The program's own value of the part called `name`, which `Part::json` has saved.
    ///
    /// # Errors
    /// [`Error::Data`] if the part was not saved, if it has no such value, or if the value is not a `T`. [`Error::Checkpoint`] if
    /// its file cannot be read or was changed after the save.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     let (epoch, batch): (u64, u64) = latest.json_of("position")?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn json_of<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        let saved = self.entry(name)?.json.as_ref();
        let saved = saved.ok_or_else(|| self.absent(name, "json", "a value, as `Part::json` saves it"))?;
        let path = layout::json_path(self.path(), name);
        let text = file::read(&path).map_err(|error| self.unreadable(error))?;
        saved.compare(&FileChecksum::of_bytes(text.as_bytes()), &path).map_err(|error| self.unreadable(error))?;
        let parsed = serde_json::from_str(&text);
        parsed.map_err(|error| {
            let expected = format!("a value of the type {}", std::any::type_name::<T>());
            Error::data("", expected, error.to_string()).in_file(path.display())
        })
    }
}
