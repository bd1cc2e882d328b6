/// The most values of a configuration. Aliases of YAML and names of Python count as what they stand for, so that a short file cannot
/// fill the memory.
pub(super) const MOST_VALUES: usize = 1 << 17;
