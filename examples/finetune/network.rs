use crate::spirals::Spirals;
use tch::nn::{self, Module};
use tch::{Kind, Tensor, no_grad};

/// The number of layers in the body. Layer `n` is in parameter group `n`.
pub const BODY: usize = 3;
/// The parameter group of the head.
pub const HEAD: usize = BODY;

const WIDTH: i64 = 64;

pub struct Network {
    body: [nn::Linear; BODY],
    head: nn::Linear,
}

impl Network {
    pub fn new(root: &nn::Path, arms: i64) -> Self {
        let layer = |group: usize| {
            // `set_group` returns a new path and does not change the old one.
            let path = (root / format!("layer{group}")).set_group(group);
            nn::linear(path, if group == 0 { 2 } else { WIDTH }, WIDTH, Default::default())
        };
        Self {
            body: std::array::from_fn(layer),
            head: nn::linear((root / "head").set_group(HEAD), WIDTH, arms, Default::default()),
        }
    }

    /// Copies the weights of another network's body. The head does not change.
    pub fn copy_body(&mut self, from: &Self) {
        no_grad(|| {
            for (layer, source) in self.body.iter_mut().zip(&from.body) {
                layer.ws.copy_(&source.ws);
                if let (Some(bias), Some(source)) = (&mut layer.bs, &source.bs) {
                    bias.copy_(source);
                }
            }
        });
    }

    /// The distance between the weights of this body and those of another network, for each layer; 0 if they are equal to the bit.
    pub fn distances(&self, other: &Self) -> [f64; BODY] {
        let distance = |layer: usize| (&self.body[layer].ws - &other.body[layer].ws).norm().double_value(&[]);
        no_grad(|| std::array::from_fn(distance))
    }

    pub fn loss(&self, points: &Tensor, arms: &Tensor) -> Tensor {
        self.logits(points).cross_entropy_for_logits(arms)
    }

    /// The fraction of points that the network assigns to the right arm.
    pub fn accuracy(&self, spirals: &Spirals) -> f64 {
        let guesses = no_grad(|| self.logits(&spirals.points)).argmax(1, false);
        guesses.eq_tensor(&spirals.arms).mean(Kind::Double).double_value(&[])
    }

    fn logits(&self, points: &Tensor) -> Tensor {
        let features = self.body.iter().fold(points.shallow_clone(), |x, layer| layer.forward(&x).relu());
        self.head.forward(&features)
    }
}
