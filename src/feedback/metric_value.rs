use crate::Result;

/// A metric, as [`Scheduler::metric`](crate::Scheduler::metric), [`Observation::with`](crate::observe::Observation::with) and
/// [`Checkpoints::with_metric`](crate::Checkpoints::with_metric) take it: a number, an `Option` of a number, or a tensor with one
/// element.
///
/// `None` is a step without this metric. Every number becomes an `f64`; integers above 2<sup>53</sup> are rounded. NaN and infinite
/// values are allowed, because a diverging run has such losses. To read a tensor, the CPU waits until the device has computed it.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan};
///
/// let state = Plan::lr(0.1, Constant).preview(1, 100)?;
/// let val_loss = (state.step % 100 == 0).then_some(0.25); // measured at every 100th step only
/// let observation = state.with("loss", 0.5_f32).with("tokens_per_second", 81_920_usize).with("val_loss", val_loss);
/// assert_eq!(observation.metric("tokens_per_second"), Some(81_920.0));
/// assert_eq!(observation.metric("val_loss"), Some(0.25));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait MetricValue {
    /// The value, or `None` if the step has no such metric.
    ///
    /// # Errors
    /// If the value cannot be read, such as a tensor with two elements.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::MetricValue;
    ///
    /// assert_eq!(3_u8.metric_value()?, Some(3.0));
    /// assert_eq!(None::<f64>.metric_value()?, None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn metric_value(self) -> Result<Option<f64>>;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl MetricValue for $number {
                fn metric_value(self) -> Result<Option<f64>> {
                    Ok(Some(self as f64))
                }
            }

            impl MetricValue for &$number {
                fn metric_value(self) -> Result<Option<f64>> {
                    (*self).metric_value()
                }
            }
        )*
    };
}

numbers!(f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl<V: MetricValue> MetricValue for Option<V> {
    fn metric_value(self) -> Result<Option<f64>> {
        self.map_or(Ok(None), V::metric_value)
    }
}
