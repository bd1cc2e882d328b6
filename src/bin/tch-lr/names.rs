use crate::input::is_standard_input;
use std::path::{Path, PathBuf};
use tch_lr_scheduler::printable;

/// The names of plans in titles and labels: the file names without their extensions. Plans of one name have as much more of their
/// paths as makes them distinct, and plans of one path are numbered.
pub fn distinct(plans: &[PathBuf]) -> Vec<String> {
    let mut levels = vec![0; plans.len()];
    let deepest = plans.iter().map(|plan| plan.components().count()).max().unwrap_or(0);
    let names = |levels: &[usize]| plans.iter().zip(levels).map(|(plan, level)| name(plan, *level)).collect::<Vec<_>>();
    for _ in 0..=deepest {
        let current = names(&levels);
        for (level, name) in levels.iter_mut().zip(&current) {
            let is_shared = current.iter().filter(|other| *other == name).count() > 1;
            *level += usize::from(is_shared);
        }
    }
    let mut distinct: Vec<String> = vec![];
    for name in names(&levels) {
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        distinct.extend(std::iter::once(name.clone()).chain(numbered).find(|name| !distinct.contains(name)));
    }
    distinct
}

/// The file name: at level 0 without its extension, at level 1 with it, and from level 2 on with as many folders above it as
/// needed.
fn name(plan: &Path, level: usize) -> String {
    if is_standard_input(plan) {
        return "plan".into();
    }
    let stem = plan.file_stem().unwrap_or(plan.as_os_str()).to_string_lossy().into_owned();
    let name = match level {
        0 => stem,
        1 => plan.file_name().unwrap_or(plan.as_os_str()).to_string_lossy().into_owned(),
        _ => {
            let folders = plan.parent().into_iter().flat_map(Path::components);
            let folders: Vec<_> = folders.map(|folder| folder.as_os_str().to_string_lossy()).collect();
            let above = folders[folders.len().saturating_sub(level - 1)..].iter().cloned();
            above.chain([stem.into()]).collect::<Vec<_>>().join("/")
        }
    };
    printable(&name)
}
