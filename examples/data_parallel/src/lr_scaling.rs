use clap::ValueEnum;

/// How the learning rate grows with the number of ranks, if each rank has a batch of the same size.
#[derive(Clone, Copy, Debug, Default, PartialEq, ValueEnum)]
pub enum LrScaling {
    /// In proportion to the number of ranks, for SGD (Goyal et al., arXiv 1706.02677)
    #[default]
    Linear,
    /// With its square root, for Adam (Malladi et al., arXiv 2205.10287)
    SquareRoot,
    /// Not at all
    None,
}

impl LrScaling {
    /// The factor of the learning rate.
    pub fn factor(self, ranks: u64) -> f64 {
        match self {
            Self::Linear => ranks as f64,
            Self::SquareRoot => (ranks as f64).sqrt(),
            Self::None => 1.0,
        }
    }
}
