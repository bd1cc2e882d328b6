use super::checkpoint::checkpoints;
use super::log::Log;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Creates the folder of a new run. With `fresh`, deletes what an earlier run has written there, and no other file.
pub fn prepare(folder: &Path, fresh: bool) -> Result<()> {
    let earlier = checkpoints(folder)?.paths()?;
    if fresh {
        let logs = [Log::csv(folder), Log::tensorboard(folder)].into_iter().filter(|path| path.exists());
        for path in earlier.into_iter().chain(logs) {
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.with_context(|| format!("cannot delete {}", path.display()))?;
        }
    } else if !earlier.is_empty() {
        let folder = folder.display();
        bail!("{folder} has a run already; use --resume {folder} to continue it, --fresh to delete it, or another --out");
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create the folder {}", folder.display()))
}
