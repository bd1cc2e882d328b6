/// Names of a field, the fields one of which the object must be able to have, and what to write instead.
pub(super) type Row = (&'static [&'static str], &'static [&'static str], &'static str);

/// What to write instead of the length of a warm-up.
pub(super) const WARMUP: &str = "put the schedule into { type = \"Warmup\", steps = ..., schedule = ... }";
/// What to write instead of a list of groups.
pub(super) const GROUPS: &str = "write the groups by their numbers: [lr.groups.1] with base = ...";
