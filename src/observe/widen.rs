use super::appender::Appender;
use crate::data::file;
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Gives a log file another header, and adds `missing` to the end of each line. The file is replaced atomically: if the program or
/// the machine stops, it has either the old columns or the new ones, and all its lines.
///
/// `header` is the length of the old header in bytes.
pub(super) fn widen(log: &Appender, header: u64, new_header: &str, missing: &str) -> Result<Appender> {
    let fail = |error: io::Error| Error::file("add a column to", log.path(), &error);
    // A rename over a symbolic link would replace the link.
    let path = fs::canonicalize(log.path()).map_err(fail)?;
    let old = open(&path, header).map_err(fail)?;
    let file = file::replace_by(&path, |file| {
        file.set_permissions(old.metadata()?.permissions())?;
        copy(BufReader::new(old).take(log.end().saturating_sub(header)), file, new_header, missing)
    })?;
    Appender::at_end(log.path(), file)
}

/// Opens a log for reading behind its header.
fn open(path: &Path, header: u64) -> io::Result<File> {
    let mut file = File::open(path)?;
    if !file.metadata()?.is_file() {
        let reason = "it is not a regular file, so its header cannot be changed";
        return Err(io::Error::new(io::ErrorKind::Unsupported, reason));
    }
    file.seek(SeekFrom::Start(header))?;
    Ok(file)
}

fn copy(mut lines: impl BufRead, file: &mut File, header: &str, missing: &str) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    file.write_all(header.as_bytes())?;
    let mut line = vec![];
    while lines.read_until(b'\n', &mut line)? > 0 {
        if line.pop_if(|last| *last == b'\n').is_some() {
            line.extend_from_slice(missing.as_bytes());
            line.push(b'\n');
        }
        file.write_all(&line)?;
        line.clear();
    }
    file.flush()
}
