use super::block::{Block, DEVIATION, Size};
use tch::nn::{self, EmbeddingConfig, Init, Module, VarStore};
use tch::{Device, Kind, Reduction, Tensor};
use tch_lr_scheduler::{Result, assign_groups};

/// The parameter group of the matrices, which have weight decay.
pub const DECAY: usize = 0;
/// The parameter group of biases and layer norms, which have no weight decay.
pub const NO_DECAY: usize = 1;

/// Each byte is a token.
pub const TOKENS: i64 = 256;

/// A GPT in the shape of nanoGPT: the embeddings of tokens and positions, blocks, a layer norm, and a linear layer that predicts
/// the next token.
///
/// The last layer has the weights of the token embedding ("weight tying"). It has no variable of its own: `logits` uses the tensor
/// of the embedding twice. The `VarStore` thus contains the weights once, a checkpoint saves them once, and the optimizer updates
/// and decays them once, with the sum of both gradients.
pub struct Gpt {
    wte: nn::Embedding,
    wpe: nn::Embedding,
    blocks: Vec<Block>,
    ln_f: nn::LayerNorm,
    size: Size,
}

impl Gpt {
    /// Creates the network and assigns its variables to the groups `DECAY` and `NO_DECAY`.
    pub fn new(vs: &VarStore, size: Size) -> Result<Self> {
        let root = vs.root();
        let config = EmbeddingConfig { ws_init: Init::Randn { mean: 0.0, stdev: DEVIATION }, ..Default::default() };
        let gpt = Self {
            wte: nn::embedding(&root / "wte", TOKENS, size.width, config),
            wpe: nn::embedding(&root / "wpe", size.context, size.width, config),
            blocks: (0..size.layers).map(|layer| Block::new(&(&root / "h" / layer), size)).collect(),
            ln_f: nn::layer_norm(&root / "ln_f", vec![size.width], Default::default()),
            size,
        };
        assign_groups(vs, |name| if name.ends_with("bias") || name.contains("ln_") { NO_DECAY } else { DECAY })?;
        Ok(gpt)
    }

    pub fn size(&self) -> Size {
        self.size
    }

    pub fn device(&self) -> Device {
        self.wte.ws.device()
    }

    /// The scores of the next token after each token; `tokens` is of the shape [batch, length].
    pub fn logits(&self, tokens: &Tensor, train: bool) -> Tensor {
        let length = tokens.size().last().copied().unwrap_or_default();
        let positions = Tensor::arange(length, (Kind::Int64, tokens.device()));
        let x = self.wte.forward(tokens) + self.wpe.forward(&positions);
        let x = x.dropout(self.size.dropout, train);
        let x = self.blocks.iter().fold(x, |x, block| block.forward(&x, train));
        self.ln_f.forward(&x).linear(&self.wte.ws, None::<&Tensor>)
    }

    /// The mean cross-entropy of the next tokens, in nats.
    pub fn loss(&self, tokens: &Tensor, next: &Tensor, train: bool) -> Tensor {
        let logits = self.logits(tokens, train).flatten(0, 1);
        // Not tch's `cross_entropy_for_logits`, because it rounds to single precision.
        logits.cross_entropy_loss(&next.flatten(0, 1), None::<Tensor>, Reduction::Mean, -100, 0.0)
    }
}
