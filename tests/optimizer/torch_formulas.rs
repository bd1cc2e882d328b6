//! The formulas of libtorch's optimizers for one weight in double precision. They give the expected weight from the
//! hyperparameters.

#[derive(Clone, Copy)]
pub enum Formula {
    Sgd,
    Adam { decoupled_decay: bool },
    RmsProp,
}

/// The values of the hyperparameters in one step.
pub struct Values {
    pub lr: f64,
    pub momentum: f64,
    pub weight_decay: f64,
    pub beta2: f64,
    pub eps: f64,
}

/// One weight and the optimizer's state for it.
#[derive(Clone)]
pub struct Weight {
    pub value: f64,
    first: f64,
    second: f64,
    steps: i32,
}

pub const BETA2: f64 = 0.999;
pub const ALPHA: f64 = 0.99;
/// Large, so that the steps of Adam and RMSprop depend on the size of the gradient and thereby on the weight decay.
pub const EPS: f64 = 0.1;

impl Weight {
    pub fn new(value: f64) -> Self {
        Self { value, first: 0.0, second: 0.0, steps: 0 }
    }

    pub fn step(&mut self, formula: Formula, gradient: f64, values: &Values) {
        let Values { lr, momentum, weight_decay, beta2, eps } = *values;
        self.steps += 1;
        let decayed = gradient + weight_decay * self.value;
        match formula {
            Formula::Sgd => {
                self.first = if self.steps == 1 { decayed } else { momentum * self.first + decayed };
                self.value -= lr * self.first;
            }
            Formula::Adam { decoupled_decay } => {
                let gradient = if decoupled_decay { gradient } else { decayed };
                if decoupled_decay {
                    self.value *= 1.0 - lr * weight_decay;
                }
                self.first = momentum * self.first + (1.0 - momentum) * gradient;
                self.second = beta2 * self.second + (1.0 - beta2) * gradient * gradient;
                let [first, second] =
                    [(self.first, momentum), (self.second, beta2)].map(|(sum, beta)| sum / (1.0 - beta.powi(self.steps)));
                self.value -= lr * first / (second.sqrt() + eps);
            }
            Formula::RmsProp => {
                self.second = ALPHA * self.second + (1.0 - ALPHA) * decayed * decayed;
                self.first = momentum * self.first + decayed / (self.second.sqrt() + eps);
                self.value -= lr * self.first;
            }
        }
    }
}
