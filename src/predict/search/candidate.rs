use crate::Plan;

/// A schedule of a family, with its predicted loss.
///
/// ```no_run
/// use tch_lr_scheduler::predict::{Family, FittedLaw, search};
///
/// let search = search(&FittedLaw::open("law.json")?, Family::Wsd, 10_000)?;
/// if let Some(best) = search.best() {
///     println!("{}: {:.4}", best.description, best.loss);
/// }
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Candidate {
    /// The plan, with its length.
    pub plan: Plan,
    /// The predicted loss at the end of the run.
    pub loss: f64,
    /// The highest rate.
    pub peak: f64,
    /// What distinguishes candidates of one peak and shape: for [`Family::Wsd`](super::Family::Wsd) the length of the decay as a
    /// fraction of the run after the warm-up, for [`Family::Cosine`](super::Family::Cosine) the final rate as a fraction of the
    /// peak.
    pub fraction: f64,
    /// The shape of the decay, such as `1-sqrt`.
    pub shape: &'static str,
    /// The candidate in words, such as `decay over 20 %, 1-sqrt, peak 0.003`.
    pub description: String,
}
