//! Training configurations of other libraries.

mod at_field;
mod guess;
mod imported;
mod notes;
mod options;
mod source;

pub(super) use at_field::at_field;
pub use imported::Imported;
pub(super) use notes::Notes;
pub use options::ImportOptions;
pub(super) use options::ImportOptions as Options;
pub use source::ConfigSource;

use super::document::Document;
use super::{mmengine_config, timm, transformers};
use crate::data::{Data, file};
use crate::{Result, pytorch};
use std::path::Path;

/// Reads a training configuration of another library as a plan.
///
/// | source | text |
/// |---|---|
/// | transformers | the fields of `TrainingArguments`, as `to_json_string` writes them, or as in a YAML file of TRL; a Python program with one call of `TrainingArguments`, or of a class of TRL such as `SFTConfig` |
/// | timm | `args.yaml`, which `train.py` writes |
/// | mmengine | the file of a config, with `param_scheduler` and `optim_wrapper`, or the list `param_scheduler` alone |
/// | torch | what the Python lines of module [`pytorch`] write |
///
/// The text is JSON, YAML (with the feature `yaml`) or Python. Of a Python file, only assignments of literals are read: numbers,
/// texts, lists, tuples, dicts, `dict(...)`, names that were assigned or imported above, and arithmetic. The program is not run. A value
/// that another statement may change (`train_cfg.update(...)`, `lr, decay = ...`, an assignment in an `if`) is an error if it is needed.
/// `_base_` is not followed: import the file that mmengine writes into its `work_dir`, which contains everything.
///
/// The source is guessed from the names of the fields, unless [`ImportOptions::source`] is given.
///
/// # Errors
/// [`Error::Data`](crate::Error::Data) with the path and the line if
/// - the text cannot be read, or is of none of these sources,
/// - a value has the wrong type or is out of its range,
/// - something is needed that the configuration does not have, such as the number of steps of an epoch.
///
/// ```
/// use tch_lr_scheduler::recipes::{ConfigSource, ImportOptions, import};
///
/// let config = r#"{"learning_rate": 2e-5, "lr_scheduler_type": "cosine", "num_train_epochs": 3, "warmup_ratio": 0.1}"#;
/// let options = ImportOptions { steps_per_epoch: Some(100), ..Default::default() };
/// let imported = import(config, &options)?;
/// assert_eq!((imported.source, imported.plan.run_length()), (ConfigSource::Transformers, Some(300)));
/// assert_eq!(imported.plan.preview(1, 30)?.lr, [2e-5]);
///
/// let error = import(config, &ImportOptions::default()).unwrap_err().to_string();
/// assert!(error.starts_with("configuration: give the number of updates of an epoch: --steps-per-epoch"));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn import(text: &str, options: &ImportOptions) -> Result<Imported> {
    read(text, options).map_err(|error| error.in_file("configuration"))
}

/// Reads a training configuration from a file, as [`import`] reads it from a text. Errors name the file.
///
/// # Errors
/// [`Error::File`](crate::Error::File) if the file cannot be read. Otherwise the errors of [`import`].
///
/// ```
/// use tch_lr_scheduler::recipes::{ImportOptions, import_file};
///
/// let path = std::env::temp_dir().join("training_args.json");
/// std::fs::write(&path, r#"{"learning_rate": 2e-5, "lr_scheduler_type": "constant", "max_steps": 900}"#).unwrap();
/// assert_eq!(import_file(&path, &ImportOptions::default())?.plan.preview(1, 0)?.lr, [2e-5]);
///
/// let error = import_file("no-such.yaml", &ImportOptions::default()).unwrap_err();
/// assert!(error.to_string().starts_with("cannot read no-such.yaml: "));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn import_file(path: impl AsRef<Path>, options: &ImportOptions) -> Result<Imported> {
    let path = path.as_ref();
    let text = file::read(path)?;
    read(&text, options).map_err(|error| error.in_file(path.display()))
}

fn read(text: &str, options: &ImportOptions) -> Result<Imported> {
    options.check()?;
    let document = Document::parse(text)?;
    let document = match &document.data {
        Data::List(_) => document.inside("param_scheduler"),
        _ => document,
    };
    let source = match options.source {
        Some(source) => source,
        None => document.read(guess::source_of)?,
    };
    for name in guess::needed(source) {
        document.check_evaluated(name)?;
    }
    let mut notes = Notes::default();
    if let Some(names) = document.unread_arguments() {
        notes.text(format!("Not read, because their values are not literals: {names}"));
    }
    let plan = match source {
        ConfigSource::Transformers => document.read(|node| transformers::import(node, options, &mut notes))?,
        ConfigSource::Timm => document.read(|node| timm::import(node, options, &mut notes))?,
        ConfigSource::Mmengine => document.read(|node| mmengine_config::import(node, options, &mut notes))?,
        ConfigSource::Torch => {
            let (plan, state) = pytorch::read(text)?;
            notes.text(format!("The run is at step {}. `pytorch::read` returns its state too.", state.step));
            plan
        }
    };
    let plan = match options.steps {
        Some(steps) => plan.total_steps(steps),
        None => plan,
    };
    Ok(Imported { plan, source, notes: notes.into_texts() })
}
