#!/usr/bin/env python3
"""Trains the network of the example `digits` with Python torch and torch's own scheduler: the twin of examples/digits.

    python3 examples/python/digits.py

With the initial weights of the example, both programs train on the same batches with the same dropout:

    cargo run -p digits -- --save-weights initial.safetensors --log rust.csv
    python3 examples/python/digits.py --weights initial.safetensors --log python.csv

--weights needs the package safetensors. The rates and the losses in both logs are equal.
"""

import argparse
import csv
import gzip
import pathlib

import torch
from torch import nn
from torch.nn import functional
from torch.optim import lr_scheduler, swa_utils

DIGITS = pathlib.Path(__file__).resolve().parent.parent / "data" / "digits.csv.gz"
WIDTH, DROPOUT, SIDE, CLASSES = 24, 0.5, 4, 10
MOMENTUM, AVERAGE_DECAY = 0.9, 0.98


def parse_arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--threads", type=int, default=1, help="number of CPU threads (default: 1)")
    options.add_argument("--seed", type=int, default=0, help="seed of the weights, of the batches and of dropout (default: 0)")
    options.add_argument("--epochs", type=int, default=20, help="length of the run in epochs (default: 20)")
    options.add_argument("--batch-size", type=int, default=60, help="images in a batch (default: 60)")
    options.add_argument("--lr", type=float, default=0.1, help="highest learning rate (default: 0.1)")
    options.add_argument("--weight-decay", type=float, default=1e-3, help="weight decay of the weights (default: 0.001)")
    options.add_argument("--plateau", action="store_true", help="reduce the rate if the validation loss stops falling")
    options.add_argument("--weights", help="initial weights, a .safetensors file")
    options.add_argument("--log", help="CSV file for the rates and the loss of every step")
    return options.parse_args()


def load_digits():
    """The images for training, for validation and for the test, each with their classes. The split has its own seed."""
    with gzip.open(DIGITS, "rt") as lines:
        table = torch.tensor([[int(number) for number in line] for line in csv.reader(lines)])
    pixels, classes = table[:, :-1].to(torch.float32) / 16.0, table[:, -1]
    torch.manual_seed(0)
    order = torch.randperm(len(table))
    parts = order.split([len(table) - 597, 297, 300])
    return [(pixels.view(-1, 1, 8, 8)[part], classes[part]) for part in parts]


class Network(nn.Module):
    """Three convolutions with batch norms, then a linear layer."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, WIDTH, 3, padding=1, bias=False), nn.BatchNorm2d(WIDTH)
        self.conv2, self.norm2 = nn.Conv2d(WIDTH, 2 * WIDTH, 3, padding=1, bias=False), nn.BatchNorm2d(2 * WIDTH)
        self.conv3, self.norm3 = nn.Conv2d(2 * WIDTH, 2 * WIDTH, 3, padding=1, bias=False), nn.BatchNorm2d(2 * WIDTH)
        self.linear = nn.Linear(2 * WIDTH * SIDE * SIDE, CLASSES)

    def forward(self, pixels):
        x = self.norm1(self.conv1(pixels)).relu()
        x = functional.max_pool2d(self.norm2(self.conv2(x)).relu(), 2)
        x = functional.adaptive_avg_pool2d(self.norm3(self.conv3(x)).relu(), SIDE)
        return self.linear(functional.dropout(x.flatten(1), DROPOUT, self.training))


def make_groups(net, weight_decay):
    """Two parameter groups: the weights decay, the biases and the batch norms do not."""
    is_weight = lambda name: name.endswith(".weight") and not name.startswith("norm")
    weights = [parameter for name, parameter in net.named_parameters() if is_weight(name)]
    others = [parameter for name, parameter in net.named_parameters() if not is_weight(name)]
    return [{"params": weights, "weight_decay": weight_decay}, {"params": others, "weight_decay": 0.0}]


@torch.no_grad()
def evaluate(net, images):
    """The mean loss of the images, and the fraction that is classified correctly."""
    pixels, classes = images
    net.eval()
    logits = net(pixels)
    net.train()
    loss = functional.cross_entropy(logits, classes, reduction="sum").item() / len(classes)
    return loss, (logits.argmax(1) == classes).double().mean().item()


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    training, validation, held_out = [(pixels.to(device), classes.to(device)) for pixels, classes in load_digits()]
    pixels, classes = training
    batches = len(pixels) // options.batch_size

    torch.manual_seed(options.seed)
    net = Network().to(device)
    if options.weights:
        from safetensors.torch import load_file

        # tch has no counter of batches in its batch norms.
        net.load_state_dict(load_file(options.weights), strict=False)
    averaged = swa_utils.AveragedModel(net, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(AVERAGE_DECAY))
    optimizer = torch.optim.SGD(make_groups(net, options.weight_decay), lr=options.lr, momentum=MOMENTUM)
    cycle = plateau = None
    if options.plateau:
        plateau = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.3, patience=2)
    else:
        cycle = lr_scheduler.OneCycleLR(optimizer, options.lr, options.epochs * batches)

    rows = []
    torch.manual_seed(options.seed)
    print("epoch        lr    loss  val loss  val accuracy")
    for epoch in range(options.epochs):
        first_lr, total = optimizer.param_groups[0]["lr"], torch.zeros([], dtype=torch.double, device=device)
        order = torch.randperm(len(pixels))
        for batch in order[: batches * options.batch_size].split(options.batch_size):
            loss = functional.cross_entropy(net(pixels[batch]), classes[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if options.log:
                groups = optimizer.param_groups
                rates, momenta = [group["lr"] for group in groups], [group["momentum"] for group in groups]
                rows.append([len(rows), *rates, *momenta, loss.item()])
            averaged.update_parameters(net)
            if cycle:
                cycle.step()
            total += loss.detach()
        val_loss, accuracy = evaluate(net, validation)
        if plateau:
            plateau.step(val_loss)
        print(f"{epoch + 1:>5}  {first_lr:.2e}  {total / batches:.4f}    {val_loss:.4f}       {accuracy:5.1%}")

    print("\ncorrect                    validation  held out")
    print(f"last weights                 {accuracy:5.1%}    {evaluate(net, held_out)[1]:5.1%}")
    averaged.train()
    swa_utils.update_bn(pixels.split(options.batch_size), averaged)
    print(f"averaged weights             {evaluate(averaged, validation)[1]:5.1%}    {evaluate(averaged, held_out)[1]:5.1%}")
    if options.log:
        with open(options.log, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["step", "lr[0]", "lr[1]", "momentum[0]", "momentum[1]", "loss"])
            writer.writerows(rows)


if __name__ == "__main__":
    main()
