use super::native::{set_gradient, take_gradient};
use crate::Result;
use tch::Tensor;

/// Gradients that were taken away from their variables. They come back by [`put_back`](Self::put_back), or if this is dropped.
pub(super) struct TakenGradients(Vec<(Tensor, Tensor)>);

impl TakenGradients {
    /// Afterwards none of the variables has a gradient.
    pub(super) fn take(variables: impl IntoIterator<Item = Tensor>) -> Result<Self> {
        let mut taken = Self(vec![]);
        for variable in variables {
            if let Some(gradient) = take_gradient(&variable)? {
                taken.0.push((variable, gradient));
            }
        }
        Ok(taken)
    }

    pub(super) fn put_back(mut self) -> Result<()> {
        self.0.drain(..).try_for_each(|(variable, gradient)| set_gradient(&variable, Some(&gradient)))
    }
}

impl Drop for TakenGradients {
    fn drop(&mut self) {
        for (variable, gradient) in self.0.drain(..) {
            // An error or a panic is under way, and says more than this one would.
            let _ = set_gradient(&variable, Some(&gradient));
        }
    }
}
