//! Files that are no plan, no state and no log: each reader of the library answers with an error, and does not wait.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tch_lr_scheduler::observe::History;
use tch_lr_scheduler::recipes::{ImportOptions, import_file};
use tch_lr_scheduler::{PlanSpec, State};

type Reader = (&'static str, fn(&Path) -> Result<(), String>);

fn failed<T>(result: tch_lr_scheduler::Result<T>) -> Result<(), String> {
    result.map(drop).map_err(|error| error.to_string())
}

const READERS: [Reader; 4] = [
    ("plan", |path| failed(PlanSpec::read(path).and_then(|spec| spec.plan()))),
    ("state", |path| failed(State::open(path))),
    ("log", |path| failed(History::read(path))),
    ("configuration", |path| failed(import_file(path, &ImportOptions::default()))),
];

/// A file of each kind in `folder`, with a word of the error. The word is empty if the readers give different ones.
fn odd_files(folder: &Path) -> Result<Vec<(PathBuf, &'static str)>, Box<dyn Error>> {
    let path = |name: &str| folder.join(name);
    fs::create_dir(path("folder"))?;
    fs::write(path("empty"), "")?;
    fs::write(path("binary"), (0..=255).collect::<Vec<u8>>())?;
    fs::write(path("utf-16"), "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())?;
    fs::write(path("zeros"), [0; 4096])?;
    fs::write(path("nested"), "[".repeat(1_000_000))?;
    fs::write(path("long-line"), "x".repeat(1_000_000))?;
    // The file has a length, but takes no room.
    File::create(path("huge"))?.set_len(1 << 40)?;
    let mut files = vec![
        (path("folder"), "directory"),
        (path("missing"), ""),
        (path("missing/below"), ""),
        (path("empty/below"), ""),
        (path("empty"), ""),
        (path("binary"), ""),
        (path("utf-16"), ""),
        (path("zeros"), ""),
        (path("nested"), ""),
        (path("long-line"), ""),
        (path("huge"), "expected at most"),
        (PathBuf::new(), ""),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("loop", path("loop"))?;
        std::os::unix::fs::symlink("folder", path("link"))?;
        files.extend([(path("loop"), ""), (path("link"), "directory")]);
        let made = std::process::Command::new("mkfifo").arg(path("pipe")).status();
        if made.is_ok_and(|status| status.success()) {
            files.push((path("pipe"), "pipe"));
        }
    }
    Ok(files)
}

#[test]
fn each_reader_refuses_each_odd_file_and_names_it() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for (path, word) in odd_files(folder.path())? {
        for (kind, read) in READERS {
            let name = path.display().to_string();
            match read(&path) {
                Err(error) => {
                    assert!(error.contains(&name) && error.contains(word), "{kind} {name}: {error}");
                    assert!(error.len() < 10_000, "{kind} {name}: {} bytes", error.len());
                }
                Ok(()) => panic!("{kind}: {name} was read"),
            }
        }
    }
    Ok(())
}

/// An editor may write a byte order mark and the line ends of Windows.
#[test]
fn a_byte_order_mark_and_other_line_ends_are_read() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for (name, text) in [
        ("plan.toml", "\u{feff}[lr]\r\nbase = 0.1\r\n"),
        ("plan.json", "\u{feff}{\r\n\"lr\": {\"base\": 0.1}}\r\n"),
        ("plan", "\u{feff}{\"lr\": {\"base\": 0.1}}"),
    ] {
        fs::write(folder.path().join(name), text)?;
        assert_eq!(PlanSpec::read(folder.path().join(name))?.plan()?.preview(1, 3)?.lr, [0.1], "{name}");
    }
    Ok(())
}
