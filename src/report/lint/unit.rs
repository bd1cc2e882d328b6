//! Recognizes a length that was counted in another unit than the run.

/// The least number of batches in an epoch for which a confusion of the two is recognized. A length in batches that is read as a
/// length in epochs is longer than the run by this factor, and the other way round. In a run whose epochs have fewer batches, the
/// other warnings are more likely to be right.
pub(super) const BATCHES: u64 = 20;

/// Whether a length of `steps` in a run of `run` steps was probably counted in batches, and the run in epochs.
pub(super) fn is_in_batches(steps: u64, run: u64) -> bool {
    steps > run.saturating_mul(BATCHES)
}

/// Whether a length of `steps` in a run of `run` steps was probably counted in epochs, and the run in batches.
pub(super) fn is_in_epochs(steps: u64, run: u64) -> bool {
    steps.saturating_mul(BATCHES) < run
}
