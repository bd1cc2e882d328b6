use crate::spirals::{ARMS, Spirals};
use tch::nn::{self, Module};
use tch::{Kind, Tensor, no_grad};

/// The parameter group of the head; the body is in group 0.
pub const HEAD: usize = 1;

const WIDTH: i64 = 64;

pub struct Classifier {
    body: nn::Sequential,
    head: nn::Linear,
}

impl Classifier {
    pub fn new(root: &nn::Path) -> Self {
        let body = root / "body";
        // `set_group` returns a new path and does not change the old one.
        let head = (root / "head").set_group(HEAD);
        let first = nn::linear(&body / "first", 2, WIDTH, Default::default());
        let second = nn::linear(&body / "second", WIDTH, WIDTH, Default::default());
        Self {
            body: nn::seq().add(first).add_fn(Tensor::relu).add(second).add_fn(Tensor::relu),
            head: nn::linear(head, WIDTH, ARMS, Default::default()),
        }
    }

    pub fn loss(&self, points: &Tensor, arms: &Tensor) -> Tensor {
        self.logits(points).cross_entropy_for_logits(arms)
    }

    /// The number of points that the classifier assigns to a wrong arm.
    pub fn errors(&self, spirals: &Spirals) -> usize {
        let guesses = no_grad(|| self.logits(&spirals.points)).argmax(1, false);
        guesses.ne_tensor(&spirals.arms).sum(Kind::Int64).int64_value(&[]) as usize
    }

    pub fn accuracy(&self, spirals: &Spirals) -> f64 {
        1.0 - self.errors(spirals) as f64 / spirals.len() as f64
    }

    fn logits(&self, points: &Tensor) -> Tensor {
        self.head.forward(&self.body.forward(points))
    }
}
