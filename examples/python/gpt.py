"""The example `gpt` in Python, with torch's own schedulers and AdamW, to compare both programs. It runs alone:

    python3 examples/python/gpt.py

The Rust program writes its initial weights. With them, with the same flags and the same seed, both programs have the same rates to
the bit, the same batches, and the same losses within rounding:

    cargo run -p gpt -- --fresh --initial-weights gpt.safetensors --out target/gpt
    python3 examples/python/gpt.py --weights gpt.safetensors --csv gpt.csv
"""

import argparse
import csv
import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, LinearLR, SequentialLR

TOKENS = 256
DEVIATION = 0.02
HELD_OUT = 0.1
COSINE_END = 0.1


class Block(nn.Module):
    def __init__(self, args):
        super().__init__()
        width = args.width
        self.heads, self.dropout = args.heads, args.dropout
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.ModuleDict({"c_attn": nn.Linear(width, 3 * width), "c_proj": nn.Linear(width, width)})
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(width, 4 * width), "c_proj": nn.Linear(4 * width, width)})

    def forward(self, x):
        x = x + self.attention(self.ln_1(x))
        hidden = F.gelu(self.mlp["c_fc"](self.ln_2(x)))
        return x + F.dropout(self.mlp["c_proj"](hidden), self.dropout, self.training)

    def attention(self, x):
        parts = self.attn["c_attn"](x).split(x.shape[-1], 2)
        query, key, value = (part.unflatten(2, (self.heads, -1)).transpose(1, 2) for part in parts)
        dropout = self.dropout if self.training else 0.0
        mixed = F.scaled_dot_product_attention(query, key, value, dropout_p=dropout, is_causal=True)
        return F.dropout(self.attn["c_proj"](mixed.transpose(1, 2).flatten(2, 3)), self.dropout, self.training)


class Gpt(nn.Module):
    def __init__(self, args):
        super().__init__()
        self.dropout = args.dropout
        self.wte = nn.Embedding(TOKENS, args.width)
        self.wpe = nn.Embedding(args.context, args.width)
        self.h = nn.ModuleList(Block(args) for _ in range(args.layers))
        self.ln_f = nn.LayerNorm(args.width)
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(parameter)
            elif "ln_" not in name:
                is_projection = name.endswith("c_proj.weight")
                nn.init.normal_(parameter, std=DEVIATION / math.sqrt(2 * args.layers) if is_projection else DEVIATION)

    def forward(self, tokens, following):
        x = self.wte(tokens) + self.wpe(torch.arange(tokens.shape[1], device=tokens.device))
        x = F.dropout(x, self.dropout, self.training)
        for block in self.h:
            x = block(x)
        logits = F.linear(self.ln_f(x), self.wte.weight)
        return F.cross_entropy(logits.flatten(0, 1), following.flatten(0, 1))


def source_of_the_crate():
    root = Path(__file__).resolve().parents[2]
    files = [root / "README.md"] + [path for path in (root / "src").rglob("*") if path.suffix in (".rs", ".md")]
    return b"".join(path.read_bytes() for path in sorted(files, key=lambda path: path.as_posix()))


def batch_of(text, starts, context):
    places = starts.unsqueeze(1) + torch.arange(context + 1)
    tokens = text.take(places.to(text.device)).long()
    return tokens[:, :context], tokens[:, 1:]


def scheduler_of(args, optimizer):
    after_warmup = args.steps - args.warmup
    if args.shape == "wsd":
        falls_from = max(after_warmup - int(args.decay * args.steps), 0)

        def factor(step):
            if step < args.warmup:
                return min((step + 1) / args.warmup, 1.0)
            return 1.0 if step < args.warmup + falls_from else falling(step - args.warmup)

        def falling(step):
            if step >= after_warmup:
                return 0.0
            return 1.0 + (0.0 - 1.0) * ((step - falls_from) / (after_warmup - falls_from))

        return LambdaLR(optimizer, factor)
    cosine = CosineAnnealingLR(optimizer, after_warmup, eta_min=COSINE_END * args.lr)
    if args.warmup == 0:
        return cosine
    return SequentialLR(optimizer, [LinearLR(optimizer, 1 / (args.warmup + 1), 1.0, args.warmup), cosine], [args.warmup])


def train(args):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    model = Gpt(args).to(device, torch.float64 if args.double else torch.float32)
    if args.weights:
        from safetensors.torch import load_file

        model.load_state_dict(load_file(args.weights))
    named = list(model.named_parameters())
    decayed = [parameter for name, parameter in named if not (name.endswith("bias") or "ln_" in name)]
    others = [parameter for name, parameter in named if name.endswith("bias") or "ln_" in name]
    groups = [{"params": decayed, "weight_decay": args.weight_decay}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=args.lr, betas=(0.9, 0.95))
    scheduler = scheduler_of(args, optimizer)
    is_mixed = device == "cuda" and not args.double
    scaler = torch.amp.GradScaler("cuda", enabled=is_mixed)

    data = Path(args.text).read_bytes() if args.text else source_of_the_crate()
    training = torch.frombuffer(bytearray(data[: len(data) - int(len(data) * HELD_OUT)]), dtype=torch.uint8).to(device)
    torch.manual_seed(args.seed)
    step = 0
    while step < args.steps:
        losses = []
        optimizer.zero_grad()
        for _ in range(args.accumulate):
            starts = torch.randint(len(training) - args.context, (args.batch,))
            with torch.autocast("cuda", torch.float16, enabled=is_mixed):
                loss = model(*batch_of(training, starts, args.context)) / args.accumulate
            scaler.scale(loss).backward()
            losses.append(loss.detach())
        scaler.unscale_(optimizer)
        norm = nn.utils.clip_grad_norm_(model.parameters(), args.clip)
        rate, scale = scheduler.get_last_lr()[0], scaler.get_scale()
        scaler.step(optimizer)
        scaler.update()
        # An overflow in mixed precision: the step does not count.
        if scaler.get_scale() < scale:
            continue
        yield step, rate, torch.stack(losses).sum().item(), norm.item()
        scheduler.step()
        step += 1


def arguments():
    parser = argparse.ArgumentParser(description="Trains the GPT of the example `gpt` with torch's own schedulers.")
    parser.add_argument("--text", help="file to learn (default: the source and the documentation of the crate)")
    for name, default in [("layers", 4), ("heads", 4), ("width", 128), ("context", 64), ("batch", 16), ("accumulate", 1)]:
        parser.add_argument(f"--{name}", type=int, default=default)
    for name, default in [("seed", 0), ("steps", 800), ("warmup", 50), ("threads", None)]:
        parser.add_argument(f"--{name}", type=int, default=default)
    for name, default in [("dropout", 0.0), ("clip", 1.0), ("lr", 1e-3), ("decay", 0.2), ("weight-decay", 0.1)]:
        parser.add_argument(f"--{name}", type=float, default=default)
    parser.add_argument("--shape", choices=["wsd", "cosine"], default="wsd")
    parser.add_argument("--double", action="store_true", help="train in double precision")
    parser.add_argument("--weights", help="initial weights, as the Rust program writes them with --initial-weights")
    parser.add_argument("--csv", help="file for step, rate, loss and norm of the gradients")
    return parser.parse_args()


def main():
    args = arguments()
    rows = [("step", "lr", "loss", "grad_norm")]
    for step, rate, loss, norm in train(args):
        rows.append((step, rate, loss, norm))
        if step % 50 == 0 or step + 1 == args.steps:
            print(f"step {step:4}: lr {rate:.2e}, loss {loss:.3f}, norm {norm:.3f}", flush=True)
    if args.csv:
        with open(args.csv, "w", newline="") as file:
            csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
