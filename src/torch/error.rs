use crate::Error;
use tch::TchError;

/// An error of tch as an error of this crate, so that `?` works on both in one function.
///
/// ```
/// use tch::nn::{self, OptimizerConfig};
/// use tch::{Device, Tensor};
/// use tch_lr_scheduler::Error;
///
/// fn train() -> Result<(), Error> {
///     let vs = nn::VarStore::new(Device::Cpu);
///     let _opt = nn::Sgd::default().build(&vs, 0.1)?;
///     let _missing = Tensor::load("missing.pt")?;
///     Ok(())
/// }
///
/// assert!(matches!(train(), Err(Error::Torch(_))));
/// ```
impl From<TchError> for Error {
    fn from(error: TchError) -> Self {
        Self::Torch(error.to_string())
    }
}
