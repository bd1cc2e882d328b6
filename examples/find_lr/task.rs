use std::f64::consts::PI;
use tch::nn::{self, Module};
use tch::{Device, Kind, Tensor, no_grad};

const POINTS: i64 = 4_096;
const BATCH: i64 = 256;
const SQUARES: f64 = 2.0;

/// Points on a chessboard, and the colour of each.
pub struct Chessboard {
    points: Tensor,
    colours: Tensor,
}

impl Chessboard {
    pub fn generate(device: Device) -> Self {
        let points: Tensor = 2.0 * Tensor::rand([POINTS, 2], (Kind::Float, Device::Cpu)) - 1.0;
        let waves = (&points * (SQUARES * PI / 2.0)).sin();
        let colours = (waves.select(1, 0) * waves.select(1, 1)).gt(0.0).to_kind(Kind::Int64);
        Self { points: points.to_device(device), colours: colours.to_device(device) }
    }
}

pub struct Net {
    pub vs: nn::VarStore,
    layers: nn::Sequential,
}

impl Net {
    /// Every network has the same initial weights.
    pub fn new(device: Device) -> Self {
        tch::manual_seed(1);
        let vs = nn::VarStore::new(device);
        let root = vs.root();
        let layers = nn::seq()
            .add(nn::linear(&root / "first", 2, 64, Default::default()))
            .add_fn(Tensor::relu)
            .add(nn::linear(&root / "second", 64, 64, Default::default()))
            .add_fn(Tensor::relu)
            .add(nn::linear(&root / "last", 64, 2, Default::default()));
        Self { vs, layers }
    }

    /// The loss on a random batch.
    pub fn loss(&self, board: &Chessboard) -> Tensor {
        let chosen = Tensor::randint(POINTS, [BATCH], (Kind::Int64, Device::Cpu)).to_device(self.vs.device());
        let logits = self.layers.forward(&board.points.index_select(0, &chosen));
        logits.cross_entropy_for_logits(&board.colours.index_select(0, &chosen))
    }

    pub fn accuracy(&self, board: &Chessboard) -> f64 {
        no_grad(|| self.layers.forward(&board.points).accuracy_for_logits(&board.colours)).double_value(&[])
    }
}
