use super::checkpoint::Checkpoint;
use super::file_checksum::FileChecksum;
use super::layout;
use super::manifest::ManifestEntry;
use crate::Result;
use std::fmt;
use std::path::{Path, PathBuf};

/// One file of a checkpoint.
///
/// ```
/// # use tch_lr_scheduler::Checkpoints;
/// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
///     for file in latest.files() {
///         println!("{}: {}, {} bytes", file.path.display(), file.content, file.bytes);
///     }
/// }
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CheckpointFile {
    /// The path of the file.
    pub path: PathBuf,
    /// The name of the part that the file belongs to; `None` for the random generators.
    pub part: Option<String>,
    /// What the file contains.
    pub content: FileContent,
    /// The size at the save, in bytes.
    pub bytes: u64,
    pub(super) saved: FileChecksum,
}

impl CheckpointFile {
    /// Reads the file and checks that it has not changed since the save. [`Checkpoint::verify`] does this for all files.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the file cannot be read, and [`Error::Data`](crate::Error::Data) if it was changed.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     let damaged = latest.files().into_iter().filter(|file| file.verify().is_err());
    ///     damaged.for_each(|file| println!("{} is damaged", file.path.display()));
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn verify(&self) -> Result<()> {
        self.saved.verify(&self.path)
    }

    /// The checksum of the file when it was saved: 16 hexadecimal digits. It detects accidental changes, but not forgery.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     latest.files().iter().for_each(|file| println!("{}: {}", file.path.display(), file.checksum()));
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn checksum(&self) -> &str {
        &self.saved.checksum
    }
}

/// What a file of a checkpoint contains.
///
/// `Display` writes it in words, such as "state of the optimizer (Adam, 300 steps)".
///
/// ```
/// use tch_lr_scheduler::FileContent;
///
/// let content = FileContent::OptimizerState { class: "Adam".into(), steps: 300 };
/// assert_eq!(content.to_string(), "state of the optimizer (Adam, 300 steps)");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FileContent {
    /// The weights of a network.
    Weights,
    /// Averaged weights.
    AveragedWeights {
        /// The number of updates in the average.
        n_averaged: u64,
    },
    /// The state of libtorch's optimizer.
    OptimizerState {
        /// torch's name of the optimizer's class.
        class: String,
        /// The largest number of steps that the optimizer has counted for a variable. It is 0 for SGD, which does not count steps.
        steps: u64,
    },
    /// The state of the schedule.
    ScheduleState,
    /// Tensors of the program.
    Tensors,
    /// A value of the program, as JSON.
    Json,
    /// The states of libtorch's random generators.
    RandomGenerators,
}

impl fmt::Display for FileContent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weights => formatter.write_str("weights"),
            Self::AveragedWeights { n_averaged } => write!(formatter, "averaged weights ({n_averaged} updates)"),
            // SGD counts no steps.
            Self::OptimizerState { class, steps: 0 } => write!(formatter, "state of the optimizer ({class})"),
            Self::OptimizerState { class, steps } => write!(formatter, "state of the optimizer ({class}, {steps} steps)"),
            Self::ScheduleState => formatter.write_str("state of the schedule"),
            Self::Tensors => formatter.write_str("tensors of the program"),
            Self::Json => formatter.write_str("data of the program"),
            Self::RandomGenerators => formatter.write_str("random generators"),
        }
    }
}

impl Checkpoint {
    /// The files of the checkpoint, part by part, and the random generators last. `checkpoint.json` is not listed.
    ///
    /// A checkpoint of an older version of this crate lacks the states of the optimizers and of the random generators.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("{} bytes", latest.files().iter().map(|file| file.bytes).sum::<u64>());
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn files(&self) -> Vec<CheckpointFile> {
        let manifest = self.manifest();
        let mut files: Vec<_> = manifest.parts.iter().flat_map(|(part, entry)| files_of(self.path(), part, entry)).collect();
        files.extend(manifest.generators.as_ref().map(|saved| {
            let path = layout::generators_path(self.path());
            CheckpointFile { path, part: None, content: FileContent::RandomGenerators, bytes: saved.bytes, saved: saved.clone() }
        }));
        files
    }
}

fn files_of(folder: &Path, part: &str, entry: &ManifestEntry) -> Vec<CheckpointFile> {
    let weights = entry.n_averaged.map_or(FileContent::Weights, |n_averaged| FileContent::AveragedWeights { n_averaged });
    let optimizer = entry.optimizer.as_ref().map(|optimizer| {
        let steps = optimizer.steps.iter().map(|(_, steps)| *steps).max().unwrap_or(0);
        (FileContent::OptimizerState { class: optimizer.class.clone(), steps }, &optimizer.tensors)
    });
    let (tensors, json) = (FileContent::Tensors, FileContent::Json);
    let files = [
        (layout::tensors_path(folder, part), entry.weights.as_ref().map(|saved| (weights, saved))),
        (layout::optimizer_path(folder, part), optimizer),
        (layout::state_path(folder, part), entry.state.as_ref().map(|saved| (FileContent::ScheduleState, saved))),
        (layout::tensors_path(folder, part), entry.tensors.as_ref().map(|saved| (tensors, saved))),
        (layout::json_path(folder, part), entry.json.as_ref().map(|saved| (json, saved))),
    ];
    let present = files.into_iter().filter_map(|(path, file)| {
        let (content, saved) = file?;
        Some(CheckpointFile { path, part: Some(part.into()), content, bytes: saved.bytes, saved: saved.clone() })
    });
    present.collect()
}
