//! Temporary files and folders, each created under a name that nothing has.

use std::io;
use std::path::{Path, PathBuf};

/// Creates a file or a folder in `folder` by `create`, which must fail with [`io::ErrorKind::AlreadyExists`] if there is something
/// at the path, also a symbolic link. Another name is then tried. Returns the path and the result of `create`.
pub(crate) fn create_new<T>(
    folder: &Path,
    mut name: impl FnMut() -> String,
    create: impl Fn(&Path) -> io::Result<T>,
) -> io::Result<(PathBuf, T)> {
    /// Names contain a count, so that none is taken unless another program has guessed it.
    const MOST_NAMES: usize = 1_000;
    let mut path = folder.join(name());
    for _ in 1..MOST_NAMES {
        match create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => path = folder.join(name()),
            created => return created.map(|created| (path, created)),
        }
    }
    create(&path).map(|created| (path, created))
}

#[cfg(test)]
mod tests {
    use super::super::access;
    use super::*;
    use std::fs;

    #[test]
    #[cfg(unix)]
    fn a_symbolic_link_at_the_temporary_name_is_not_followed() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let victim = folder.path().join("victim");
        fs::write(&victim, "precious")?;
        for (name, target) in [("a0", "victim"), ("a1", "absent"), ("a2", "a2")] {
            std::os::unix::fs::symlink(target, folder.path().join(name))?;
        }
        fs::create_dir(folder.path().join("a3"))?;
        let names = || {
            let mut counts = 0..;
            move || format!("a{}", counts.next().unwrap_or(0))
        };
        let (path, file) = create_new(folder.path(), names(), |path| access::new_file(path, None))?;
        assert_eq!(path, folder.path().join("a4"));
        io::Write::write_all(&mut &file, b"state")?;
        let (path, ()) = create_new(folder.path(), names(), |path| fs::create_dir(path))?;
        assert_eq!(path, folder.path().join("a5"));
        assert_eq!(fs::read_to_string(&victim)?, "precious");
        assert!(!folder.path().join("absent").exists());
        Ok(())
    }

    #[test]
    fn names_that_are_all_taken_are_an_error() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("taken"), "")?;
        let created = create_new(folder.path(), || "taken".into(), |path| access::new_file(path, None));
        assert_eq!(created.map_err(|error| error.kind()).err(), Some(io::ErrorKind::AlreadyExists));
        let created = create_new(&folder.path().join("absent"), || "state".into(), |path| access::new_file(path, None));
        assert_eq!(created.map_err(|error| error.kind()).err(), Some(io::ErrorKind::NotFound));
        Ok(())
    }
}
