use crate::Ranks;
use anyhow::{Result, ensure};
use tch::{Kind, Tensor, no_grad};

/// The most bytes in a bucket, as in torch's `DistributedDataParallel`. One message for each variable would cost more time than
/// the bytes, and one for all of them would need twice the memory of the gradients.
const BUCKET_BYTES: usize = 25 << 20;

/// The variables of a network in buckets. The gradients of a bucket travel in one message.
pub struct GradientBuckets(Vec<Vec<Tensor>>);

impl GradientBuckets {
    /// Divides the variables into buckets, in their order. The variables of a bucket have the same kind.
    pub fn new(variables: Vec<Tensor>) -> Self {
        Self::with_limit(variables, BUCKET_BYTES)
    }

    /// The same with another limit. A variable that is larger than the limit has a bucket of its own.
    pub fn with_limit(variables: Vec<Tensor>, bytes: usize) -> Self {
        let (mut buckets, mut last): (Vec<Vec<Tensor>>, (Option<Kind>, usize)) = (vec![], (None, 0));
        for variable in variables {
            let (kind, size) = (variable.kind(), variable.numel() * variable.kind().elt_size_in_bytes());
            match buckets.last_mut() {
                Some(bucket) if last.0 == Some(kind) && last.1 + size <= bytes => {
                    bucket.push(variable);
                    last.1 += size;
                }
                _ => {
                    buckets.push(vec![variable]);
                    last = (Some(kind), size);
                }
            }
        }
        Self(buckets)
    }

    /// The number of buckets.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Replaces each gradient by its mean over all ranks. Collective.
    pub fn average(&self, ranks: &Ranks) -> Result<()> {
        if ranks.count() == 1 {
            return Ok(());
        }
        no_grad(|| self.0.iter().try_for_each(|bucket| average(ranks, bucket)))
    }
}

fn average(ranks: &Ranks, bucket: &[Tensor]) -> Result<()> {
    let gradients: Vec<_> = bucket.iter().map(Tensor::grad).collect();
    let without = gradients.iter().position(|gradient| !gradient.defined());
    ensure!(
        without.is_none(),
        "a variable of the shape {:?} has no gradient, so the ranks cannot average it; use it in the loss, or freeze it before the \
        buckets are made",
        without.map(|index| bucket[index].size()).unwrap_or_default()
    );
    let flat: Vec<_> = gradients.iter().map(|gradient| gradient.flatten(0, -1)).collect();
    let sizes: Vec<_> = flat.iter().map(|gradient| gradient.size()[0]).collect();
    let mean = ranks.sum_of(&Tensor::cat(&flat, 0)) / ranks.count() as f64;
    for (mut gradient, mean) in gradients.into_iter().zip(mean.split_with_sizes(sizes, 0)) {
        gradient.copy_(&mean.view_as(&gradient));
    }
    Ok(())
}
