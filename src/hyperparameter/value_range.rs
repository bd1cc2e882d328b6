/// The values that a hyperparameter may have: from `low`, and below `limit`. NaN and infinite values are never in a range.
///
/// The ranges are those of the constructors in `torch.optim`, with two exceptions. A momentum of SGD or RMSprop has no upper limit
/// in torch; here it is below 1, as beta1 is, because from 1 on old gradients never lose their weight. A learning rate may be
/// negative if a schedule returns such a rate, because torch checks a rate only when it builds the optimizer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ValueRange {
    low: f64,
    limit: f64,
    /// The range in words, as an error names it.
    pub(crate) words: &'static str,
}

impl ValueRange {
    pub(super) const FINITE: Self = Self { low: f64::MIN, limit: f64::INFINITY, words: "finite" };
    pub(super) const NOT_NEGATIVE: Self = Self { low: 0.0, limit: f64::INFINITY, words: "finite and not negative" };
    pub(super) const BELOW_ONE: Self = Self { low: 0.0, limit: 1.0, words: "at least 0 and below 1" };

    #[inline]
    pub(crate) fn contains(self, value: f64) -> bool {
        self.low <= value && value < self.limit
    }
}
