use super::model::Gpt;
use tch::{Kind, Tensor, no_grad};

/// Below 1, likely bytes become still more likely.
const TEMPERATURE: f64 = 0.8;

/// Lets the network write `length` bytes after a new line. Each byte is drawn from the predicted probabilities.
pub fn write(gpt: &Gpt, length: u32) -> String {
    let mut bytes = vec![b'\n'];
    no_grad(|| {
        for _ in 0..length {
            let seen = &bytes[bytes.len().saturating_sub(gpt.size().context as usize)..];
            let tokens = Tensor::from_slice(seen).to_kind(Kind::Int64).unsqueeze(0).to_device(gpt.device());
            let logits = gpt.logits(&tokens, false).select(1, -1) / TEMPERATURE;
            let next = logits.softmax(-1, Kind::Float).multinomial(1, false);
            bytes.push(next.int64_value(&[0, 0]) as u8);
        }
    });
    // Control characters could change the settings of a terminal.
    let text = String::from_utf8_lossy(&bytes);
    text.trim_start().replace(|letter: char| letter.is_control() && letter != '\n' && letter != '\t', "\u{fffd}")
}
