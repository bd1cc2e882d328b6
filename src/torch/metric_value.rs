use crate::error::check;
use crate::{Error, MetricValue, Result};
use tch::Tensor;

impl MetricValue for &Tensor {
    /// The only element of the tensor, whatever its kind, shape and device.
    ///
    /// # Errors
    /// [`Error::Parameter`] if the tensor does not have exactly one element. [`Error::Torch`] if libtorch cannot read it, for
    /// example because it is complex.
    fn metric_value(self) -> Result<Option<f64>> {
        let shape = if self.defined() { self.size() } else { vec![0] };
        check::ensure(
            shape.iter().product::<i64>() == 1,
            "metric",
            "value",
            "a number or a tensor with one element",
            format_args!("the shape {shape:?}"),
        )?;
        self.f_double_value(&[]).map(Some).map_err(|error| Error::Torch(error.to_string()))
    }
}

impl MetricValue for Tensor {
    fn metric_value(self) -> Result<Option<f64>> {
        (&self).metric_value()
    }
}
