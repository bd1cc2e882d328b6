use super::fnv;
use std::fs;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

const SUFFIX: &str = ".tmp";

/// The process that writes a temporary file. The name of the file contains it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Writer {
    /// Identifies the boot and the PID namespace: a hash of the boot id and of `/proc/self/ns/pid`. It is 0 if they are unknown.
    machine: u64,
    pid: u32,
    /// The start time of the process, because process ids are reused. It is 0 if it is unknown.
    began: u64,
}

impl Writer {
    pub(super) fn this_process() -> Self {
        let pid = process::id();
        match (machine(), status_of(pid)) {
            (Some(machine), Some((_, began))) => Self { machine, pid, began },
            _ => Self { machine: 0, pid, began: 0 },
        }
    }

    /// Whether the process no longer runs, or `None` if this process cannot find out.
    pub(super) fn is_gone(&self, this: &Self) -> Option<bool> {
        // If process 1 is hidden, the processes of other users are hidden too.
        if self.machine != this.machine || self.machine == 0 || status_of(1).is_none() {
            return None;
        }
        Some(status_of(self.pid).is_none_or(|(is_dead, began)| is_dead || began != self.began))
    }
}

/// The name of a new temporary file or folder, which begins with `stem`. No other writer uses the same name.
pub(crate) fn beside(stem: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let Writer { machine, pid, began } = Writer::this_process();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{stem}.{machine:016x}-{pid}-{began}-{count}{SUFFIX}")
}

/// The reverse of [`beside`]: the stem, and the process that writes the file.
pub(super) fn parse(beside: &str) -> Option<(&str, Writer)> {
    let (stem, writer) = beside.strip_suffix(SUFFIX)?.rsplit_once('.')?;
    let [machine, pid, began, count] = writer.split('-').collect::<Vec<_>>().try_into().ok()?;
    let _: u64 = count.parse().ok()?;
    let machine = (machine.len() == 16).then(|| u64::from_str_radix(machine, 16).ok())??;
    Some((stem, Writer { machine, pid: pid.parse().ok()?, began: began.parse().ok()? }))
}

/// See [`Writer::machine`].
fn machine() -> Option<u64> {
    let boot = fs::read("/proc/sys/kernel/random/boot_id").ok()?;
    let numbering = fs::read_link("/proc/self/ns/pid").ok()?;
    let bytes = boot.iter().chain(numbering.as_os_str().as_encoded_bytes());
    Some(fnv::over(fnv::START, bytes))
}

/// Whether a process is a zombie, and its start time. `None` if there is no such process, or on another system than Linux.
fn status_of(pid: u32) -> Option<(bool, u64)> {
    let status = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field is the name of the program in parentheses. It may contain spaces and parentheses.
    let fields: Vec<_> = status.rsplit_once(')')?.1.split_whitespace().collect();
    Some((matches!(*fields.first()?, "Z" | "X"), fields.get(19)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_contains_the_stem_and_the_process() {
        assert_eq!(parse(&beside("a.b-1.json")), Some(("a.b-1.json", Writer::this_process())));
    }

    #[test]
    fn names_that_this_crate_did_not_make_are_not_parsed() {
        for name in ["a.tmp", "a.1-2-3-4.tmp", "state.json", "a.0123456789abcdef-1-2.tmp", "a.0123456789abcdef-1-2-x.tmp", ".tmp"] {
            assert_eq!(parse(name), None, "{name}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_running_process_is_distinguished_from_one_that_has_ended() {
        let this = Writer::this_process();
        assert_eq!(this.is_gone(&this), Some(false));
        assert_eq!(Writer { began: this.began + 1, ..this }.is_gone(&this), Some(true));
        assert_eq!(Writer { pid: u32::MAX, ..this }.is_gone(&this), Some(true));
        assert_eq!(Writer { machine: this.machine ^ 1, ..this }.is_gone(&this), None);
    }
}
