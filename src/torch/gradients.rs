use super::native::{set_gradient, take_gradient};
use crate::Result;
use tch::Tensor;

/// Gradients that were removed from their variables. [`put_back`](Self::put_back) or `drop` gives them back to the variables.
pub(super) struct TakenGradients(Vec<(Tensor, Tensor)>);

impl TakenGradients {
    /// Removes the gradients of all `variables`.
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
            // The caller is already returning an error or panicking. That error matters more than an error of this call.
            let _ = set_gradient(&variable, Some(&gradient));
        }
    }
}
