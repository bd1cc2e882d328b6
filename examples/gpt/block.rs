use tch::Tensor;
use tch::nn::{self, Init, LinearConfig, Module};

/// The standard deviation of the initial weights.
pub const DEVIATION: f64 = 0.02;

/// The shape of the network.
#[derive(Clone, Copy)]
pub struct Size {
    pub layers: i64,
    pub heads: i64,
    pub width: i64,
    pub context: i64,
    pub dropout: f64,
}

/// A block of a transformer. Each half normalizes its input first, and adds its output to the input.
pub struct Block {
    ln_1: nn::LayerNorm,
    c_attn: nn::Linear,
    attn_proj: nn::Linear,
    ln_2: nn::LayerNorm,
    c_fc: nn::Linear,
    mlp_proj: nn::Linear,
    size: Size,
}

impl Block {
    pub fn new(path: &nn::Path, size: Size) -> Self {
        let width = size.width;
        // Every block adds two outputs to the input. The smaller weights keep the sum as large as that of one block.
        let projection = DEVIATION / (2.0 * size.layers as f64).sqrt();
        let (attn, mlp) = (path / "attn", path / "mlp");
        Self {
            ln_1: nn::layer_norm(path / "ln_1", vec![width], Default::default()),
            c_attn: linear(&attn / "c_attn", width, 3 * width, DEVIATION),
            attn_proj: linear(&attn / "c_proj", width, width, projection),
            ln_2: nn::layer_norm(path / "ln_2", vec![width], Default::default()),
            c_fc: linear(&mlp / "c_fc", width, 4 * width, DEVIATION),
            mlp_proj: linear(&mlp / "c_proj", 4 * width, width, projection),
            size,
        }
    }

    pub fn forward(&self, x: &Tensor, train: bool) -> Tensor {
        let x = x + self.attention(&self.ln_1.forward(x), train);
        let hidden = self.c_fc.forward(&self.ln_2.forward(&x)).gelu("none");
        x + self.mlp_proj.forward(&hidden).dropout(self.size.dropout, train)
    }

    fn attention(&self, x: &Tensor, train: bool) -> Tensor {
        let (heads, width) = (self.size.heads, self.size.width);
        // From [batch, length, 3 * width] to query, key and value of [batch, heads, length, width / heads].
        let parts = self.c_attn.forward(x).split(width, 2);
        let heads_of = |part: usize| parts[part].unflatten(2, [heads, width / heads]).transpose(1, 2);
        let (query, key, value) = (heads_of(0), heads_of(1), heads_of(2));
        let dropout = if train { self.size.dropout } else { 0.0 };
        // Causal: each token sees only itself and the tokens before it.
        let mixed = Tensor::scaled_dot_product_attention(&query, &key, &value, None::<Tensor>, dropout, true, None, false);
        let mixed = mixed.transpose(1, 2).flatten(2, 3);
        self.attn_proj.forward(&mixed).dropout(self.size.dropout, train)
    }
}

fn linear(path: nn::Path, inputs: i64, outputs: i64, stdev: f64) -> nn::Linear {
    let ws_init = Init::Randn { mean: 0.0, stdev };
    nn::linear(path, inputs, outputs, LinearConfig { ws_init, bs_init: Some(Init::Const(0.0)), bias: true })
}
