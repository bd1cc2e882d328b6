/// Stops a run that no longer gets better: counts the epochs since the lowest loss.
pub struct EarlyStopping {
    patience: u64,
    /// The lowest loss, `None` before the first epoch, and the number of epochs since then. Checkpoints contain both.
    pub progress: (Option<f64>, u64),
}

impl EarlyStopping {
    pub fn new(patience: u64) -> Self {
        Self { patience, progress: (None, 0) }
    }

    /// Adds the loss of an epoch.
    pub fn observe(&mut self, loss: f64) {
        let (lowest, epochs) = self.progress;
        // A loss that is NaN is never the lowest.
        let is_lowest = loss.is_finite() && lowest.is_none_or(|lowest| loss < lowest);
        self.progress = if is_lowest { (Some(loss), 0) } else { (lowest, epochs + 1) };
    }

    /// Whether `patience` epochs have passed without a lower loss.
    pub fn is_over(&self) -> bool {
        self.progress.1 >= self.patience
    }
}
