use super::ConfigSource;
#[cfg(feature = "toml")]
use crate::data::file;
#[cfg(feature = "toml")]
use crate::printable;
use crate::{Plan, Result};
use std::path::Path;

/// A configuration that was [imported](super::import()).
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The plan.
    pub plan: Plan,
    /// The library whose configuration it was.
    pub source: ConfigSource,
    /// What the configuration has and the plan does not: a line for each field without an equal, and one with the names of all fields
    /// that are not about hyperparameters.
    pub notes: Vec<String>,
}

impl Imported {
    /// The plan as TOML, with each note as a comment in front.
    ///
    /// # Errors
    /// As [`PlanSpec::to_toml`](crate::PlanSpec::to_toml).
    ///
    /// ```
    /// use tch_lr_scheduler::recipes::{ImportOptions, import};
    ///
    /// let config = r#"{"learning_rate": 2e-5, "lr_scheduler_type": "constant", "max_steps": 900, "max_grad_norm": 1.0}"#;
    /// let plan = import(config, &ImportOptions::default())?.to_toml()?;
    /// assert!(plan.starts_with("# max_grad_norm = 1.0: clip the gradients in the training loop, by `clip_grad_norm`\n"));
    /// assert!(plan.contains("total_steps = 900"));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn to_toml(&self) -> Result<String> {
        let mut text = String::new();
        for note in &self.notes {
            for line in wrapped(&printable(note)) {
                text += &format!("# {line}\n");
            }
        }
        if !text.is_empty() {
            text.push('\n');
        }
        Ok(text + &self.plan.spec().to_toml()?)
    }

    /// The plan as JSON, which has no comments.
    ///
    /// # Errors
    /// As [`PlanSpec::to_json`](crate::PlanSpec::to_json).
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    /// use tch_lr_scheduler::recipes::{ImportOptions, import};
    ///
    /// let config = r#"{"learning_rate": 2e-5, "lr_scheduler_type": "constant", "max_steps": 900}"#;
    /// let imported = import(config, &ImportOptions::default())?;
    /// assert_eq!(PlanSpec::from_json(&imported.to_json()?)?, imported.plan.spec());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        self.plan.spec().to_json()
    }

    /// Writes the plan to a file: as TOML with the notes as comments if its name ends in `.toml`, otherwise as JSON. The file is replaced
    /// by an atomic rename.
    ///
    /// # Errors
    /// As [`PlanSpec::write`](crate::PlanSpec::write).
    ///
    /// ```
    /// use tch_lr_scheduler::PlanSpec;
    /// use tch_lr_scheduler::recipes::{ImportOptions, import};
    ///
    /// let path = std::env::temp_dir().join("imported.json");
    /// let imported = import("[{\"type\": \"StepLR\", \"step_size\": 30}]", &ImportOptions { lr: Some(0.1), ..Default::default() })?;
    /// imported.write(&path)?;
    /// assert_eq!(PlanSpec::read(&path)?, imported.plan.spec());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn write(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        #[cfg(feature = "toml")]
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
            return file::replace(path, self.to_toml()?.as_bytes());
        }
        self.plan.spec().write(path)
    }
}

/// The text in lines of at most 100 characters, if its words allow it.
#[cfg(feature = "toml")]
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= 100 => *line += &format!(" {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
