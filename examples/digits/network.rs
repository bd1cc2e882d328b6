use super::images::Images;
use tch::nn::{self, BatchNorm, Conv2D, Init, Linear, Module, ModuleT};
use tch::{Kind, Reduction, Tensor, no_grad};

pub const CLASSES: i64 = 10;
const WIDTH: i64 = 24;
pub const DROPOUT: f64 = 0.5;
/// The side of the images that the last layer sees, whatever size the images of the data have.
const SIDE: i64 = 4;

/// The parameter group of the weights, which decay.
pub const WEIGHTS: usize = 0;
/// The parameter group of the biases and of the batch norms, which do not decay.
pub const NO_DECAY: usize = 1;

/// The momentum of the running statistics of the batch norms.
pub const BN_MOMENTUM: f64 = 0.1;
/// What the batch norms add to the variance.
pub const BN_EPS: f64 = 1e-5;
const BATCH_NORM: nn::BatchNormConfig = nn::BatchNormConfig {
    cudnn_enabled: true,
    eps: BN_EPS,
    momentum: BN_MOMENTUM,
    affine: true,
    // As in torch. tch's default draws the weights from 0 to 1.
    ws_init: Init::Const(1.0),
    bs_init: Init::Const(0.0),
};

/// Three convolutions with batch norms, then a linear layer.
pub struct Network {
    convolutions: [(Conv2D, BatchNorm); 3],
    linear: Linear,
}

impl Network {
    pub fn new(root: &nn::Path, channels: i64) -> Self {
        let layer = |number: usize, inputs: i64, outputs: i64| {
            // A bias before a batch norm has no effect.
            let config = nn::ConvConfig { padding: 1, bias: false, ..Default::default() };
            let convolution = nn::conv2d(root / format!("conv{number}"), inputs, outputs, 3, config);
            (convolution, nn::batch_norm2d(root / format!("norm{number}"), outputs, BATCH_NORM))
        };
        Self {
            convolutions: [layer(1, channels, WIDTH), layer(2, WIDTH, 2 * WIDTH), layer(3, 2 * WIDTH, 2 * WIDTH)],
            linear: nn::linear(root / "linear", 2 * WIDTH * SIDE * SIDE, CLASSES, Default::default()),
        }
    }

    pub fn logits(&self, pixels: &Tensor, train: bool) -> Tensor {
        self.logits_with(pixels, |norm, x| norm.forward_t(x, train), |x| x.dropout(DROPOUT, train))
    }

    /// The logits with these functions for the layers that depend on the whole batch. examples/data_parallel computes them from the
    /// batches of all processes.
    pub fn logits_with(
        &self,
        pixels: &Tensor,
        mut norm: impl FnMut(&BatchNorm, &Tensor) -> Tensor,
        dropout: impl FnOnce(&Tensor) -> Tensor,
    ) -> Tensor {
        let mut apply = |(convolution, layer): &(Conv2D, BatchNorm), x: &Tensor| norm(layer, &convolution.forward(x)).relu();
        let [first, second, third] = &self.convolutions;
        let x = apply(first, pixels);
        let x = apply(second, &x).max_pool2d_default(2);
        let x = apply(third, &x).adaptive_avg_pool2d([SIDE, SIDE]);
        self.linear.forward(&dropout(&x.flatten(1, -1)))
    }

    pub fn loss(&self, batch: &Images) -> Tensor {
        mean_loss(&self.logits(&batch.pixels, true), &batch.classes)
    }

    /// The mean loss of the images, and the fraction that is classified correctly.
    pub fn evaluate(&self, images: &Images) -> Score {
        let mut sum = Score { loss: 0.0, accuracy: 0.0 };
        for part in images.parts(1_000) {
            let logits = no_grad(|| self.logits(&part.pixels, false));
            let loss = logits.cross_entropy_loss(&part.classes, None::<Tensor>, Reduction::Sum, -100, 0.0);
            sum.loss += loss.double_value(&[]);
            sum.accuracy += logits.argmax(1, false).eq_tensor(&part.classes).sum(Kind::Double).double_value(&[]);
        }
        let count = images.len() as f64;
        Score { loss: sum.loss / count, accuracy: sum.accuracy / count }
    }
}

/// The mean cross-entropy of the images.
pub fn mean_loss(logits: &Tensor, classes: &Tensor) -> Tensor {
    logits.cross_entropy_loss(classes, None::<Tensor>, Reduction::Mean, -100, 0.0)
}

#[derive(Clone, Copy)]
pub struct Score {
    pub loss: f64,
    pub accuracy: f64,
}

/// The parameter group of a variable, by its name.
pub fn group_of(name: &str) -> usize {
    let is_weight = name.ends_with(".weight") && !name.starts_with("norm");
    if is_weight { WEIGHTS } else { NO_DECAY }
}
