use super::images::Images;
use super::network::{BN_EPS, BN_MOMENTUM, DROPOUT, Network, mean_loss};
use data_parallel::Ranks;
use tch::nn::BatchNorm;
use tch::{Kind, Tensor, no_grad};

/// The gradients of the network for a batch that is divided over the ranks.
///
/// A batch norm needs the mean and the variance of the whole batch, and its gradient those of all ranks. tch has no operation that
/// communicates in the backward pass, so the graph of the loss is cut before each batch norm, as a pipeline is: the backward pass
/// goes from the loss to the last cut, adds up what the ranks found there, and continues from the cut before.
pub struct WholeBatch<'a> {
    ranks: &'a Ranks,
    cuts: Vec<Cut>,
}

/// The input of a batch norm and its sums, with a graph that ends here, and the same values as leaves of the graph that starts
/// here.
struct Cut {
    x: Tensor,
    sums: Tensor,
    x_leaf: Tensor,
    sums_leaf: Tensor,
}

impl<'a> WholeBatch<'a> {
    /// Adds the gradients of this rank to the variables, and returns the mean loss of this rank. Collective. The mean of both over
    /// all ranks is that of the whole batch.
    pub fn backward(ranks: &'a Ranks, net: &Network, batch: &Images) -> Tensor {
        if ranks.count() == 1 {
            let loss = net.loss(batch);
            loss.backward();
            return loss;
        }
        let mut whole = Self { ranks, cuts: vec![] };
        let logits = net.logits_with(&batch.pixels, |layer, x| whole.batch_norm(layer, x), |x| dropout(ranks, x));
        let loss = mean_loss(&logits, &batch.classes);
        loss.backward();
        for Cut { x, sums, x_leaf, sums_leaf } in whole.cuts.into_iter().rev() {
            let of_sums = ranks.sum_of(&sums_leaf.grad());
            // The gradient of this sum with respect to `x` and `sums` is what has arrived at the leaves.
            ((x * x_leaf.grad()).sum(Kind::Double) + (sums * of_sums).sum(Kind::Double)).backward();
        }
        loss
    }

    /// A batch norm in training, of [batch, channels, rows, columns], with the statistics of the whole batch.
    fn batch_norm(&mut self, layer: &BatchNorm, x: &Tensor) -> Tensor {
        let over = [0i64, 2, 3];
        let wide = x.to_kind(Kind::Double);
        // In double precision, because the square of the mean is subtracted below.
        let sums = Tensor::stack(
            &[wide.sum_dim_intlist(&over[..], false, Kind::Double), wide.square().sum_dim_intlist(&over[..], false, Kind::Double)],
            0,
        );
        let count = (x.numel() as i64 / x.size()[1]) as f64 * self.ranks.count() as f64;
        let x_leaf = x.detach().set_requires_grad(true);
        let sums_leaf = self.ranks.sum_of(&sums.detach()).set_requires_grad(true);

        let mean = sums_leaf.select(0, 0) / count;
        let variance = sums_leaf.select(0, 1) / count - mean.square();
        no_grad(|| {
            move_towards(&layer.running_mean, &mean);
            move_towards(&layer.running_var, &(&variance * (count / (count - 1.0))));
        });
        let per_channel = |values: Tensor| values.to_kind(x.kind()).view([1, -1, 1, 1]);
        let mut y = (&x_leaf - per_channel(mean)) * per_channel((variance + BN_EPS).rsqrt());
        if let (Some(weight), Some(bias)) = (&layer.ws, &layer.bs) {
            y = y * weight.view([1, -1, 1, 1]) + bias.view([1, -1, 1, 1]);
        }
        self.cuts.push(Cut { x: x.shallow_clone(), sums, x_leaf, sums_leaf });
        y
    }
}

/// Moves a running statistic towards the statistic of a batch.
fn move_towards(running: &Tensor, of_batch: &Tensor) {
    let moved = running * (1.0 - BN_MOMENTUM) + of_batch.to_kind(running.kind()) * BN_MOMENTUM;
    running.shallow_clone().copy_(&moved);
}

/// Dropout with the random numbers that one process draws for the whole batch, of which each rank uses its part.
fn dropout(ranks: &Ranks, x: &Tensor) -> Tensor {
    let (own, width) = (x.size()[0], x.size()[1]);
    let factors = Tensor::ones([own * ranks.count() as i64, width], (x.kind(), x.device())).dropout(DROPOUT, true);
    x * factors.narrow(0, own * ranks.rank() as i64, own)
}
