use super::fnv;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

const SUFFIX: &str = ".tmp";

/// The process that writes something beside its place, as the name of what it writes tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Writer {
    /// One start of one machine, and where processes are numbered apart, as in containers, one of those; 0 where that is not
    /// known.
    machine: u64,
    pid: u32,
    /// When the process began, for numbers are given again.
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

    /// Whether the process is no more; `None` where that cannot be seen from here.
    pub(super) fn is_gone(&self, this: &Self) -> Option<bool> {
        // Where the first process is hidden, so are others.
        if self.machine != this.machine || self.machine == 0 || status_of(1).is_none() {
            return None;
        }
        Some(status_of(self.pid).is_none_or(|(is_dead, began)| is_dead || began != self.began))
    }
}

/// A name that no other writer uses for what is to go by `name`.
pub(crate) fn beside(name: &OsStr) -> OsString {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let Writer { machine, pid, began } = Writer::this_process();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut beside = name.to_os_string();
    beside.push(format!(".{machine:016x}-{pid}-{began}-{count}{SUFFIX}"));
    beside
}

/// The reverse of [`beside`]: the name it was for, and who wrote.
pub(super) fn parse(beside: &str) -> Option<(&str, Writer)> {
    let (name, writer) = beside.strip_suffix(SUFFIX)?.rsplit_once('.')?;
    let [machine, pid, began, count] = writer.split('-').collect::<Vec<_>>().try_into().ok()?;
    let _: u64 = count.parse().ok()?;
    let machine = (machine.len() == 16).then(|| u64::from_str_radix(machine, 16).ok())??;
    Some((name, Writer { machine, pid: pid.parse().ok()?, began: began.parse().ok()? }))
}

fn machine() -> Option<u64> {
    let boot = fs::read("/proc/sys/kernel/random/boot_id").ok()?;
    let numbering = fs::read_link("/proc/self/ns/pid").ok()?;
    let bytes = boot.iter().chain(numbering.as_os_str().as_encoded_bytes());
    Some(fnv::over(fnv::START, bytes))
}

/// Whether a process is dead and only waits for its parent to take note, and when it began. Linux tells, others do not.
fn status_of(pid: u32) -> Option<(bool, u64)> {
    let status = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name before it is in parentheses, and may hold anything.
    let fields: Vec<_> = status.rsplit_once(')')?.1.split_whitespace().collect();
    Some((matches!(*fields.first()?, "Z" | "X"), fields.get(19)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_it_is_for_and_who_wrote() {
        let name = beside(OsStr::new("a.b-1.json"));
        let name = name.to_str().unwrap_or_default();
        assert_eq!(parse(name), Some(("a.b-1.json", Writer::this_process())));
    }

    #[test]
    fn names_of_others_are_not_taken_for_ours() {
        for name in ["a.tmp", "a.1-2-3-4.tmp", "state.json", "a.0123456789abcdef-1-2.tmp", "a.0123456789abcdef-1-2-x.tmp", ".tmp"] {
            assert_eq!(parse(name), None, "{name}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_process_that_lives_is_told_from_one_that_is_gone() {
        let this = Writer::this_process();
        assert_eq!(this.is_gone(&this), Some(false));
        assert_eq!(Writer { began: this.began + 1, ..this }.is_gone(&this), Some(true));
        assert_eq!(Writer { pid: u32::MAX, ..this }.is_gone(&this), Some(true));
        assert_eq!(Writer { machine: this.machine ^ 1, ..this }.is_gone(&this), None);
    }
}
