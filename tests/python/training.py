"""Trains the network of tests/training/network.rs with torch. The same formula gives the weights and the data on both sides."""

import torch
from torch import nn
from torch.optim import lr_scheduler, swa_utils

from packing import pack, unpack

SAMPLES, INPUTS, HIDDEN, CLASSES = 24, 4, 16, 3


def numbers(count, seed, scale):
    """Numbers that look random. They are rational, so that they are rounded only once, to float32."""
    return [((index * index * 31 + index * 37 + seed * 101) % 211 - 105) / 105.0 * scale for index in range(count)]


def tensor(shape, seed, scale):
    count = torch.Size(shape).numel()
    return torch.tensor(numbers(count, seed, scale), dtype=torch.float64).to(torch.float32).reshape(shape)


def train(optimizer, scheduler, bases, steps, double):
    torch.set_num_threads(1)
    body = nn.Sequential(nn.Linear(INPUTS, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU())
    head = nn.Linear(HIDDEN, CLASSES)
    kind = torch.float64 if double else torch.float32
    body.to(kind)
    head.to(kind)
    with torch.no_grad():
        for seed, parameter in enumerate([*body.parameters(), *head.parameters()]):
            parameter.copy_(tensor(parameter.shape, seed, 0.5))
    x = tensor([SAMPLES, INPUTS], 77, 1.0).to(kind)
    y = torch.arange(SAMPLES) * 7 % CLASSES

    groups = [{"params": module.parameters(), "lr": lr} for module, lr in zip([body, head], unpack(bases))]
    optimizer = eval(optimizer, vars(torch.optim), {"groups": groups})
    names = {"optimizer": optimizer, "bases": unpack(bases), "SWALR": swa_utils.SWALR}
    scheduler = eval(scheduler, {**vars(lr_scheduler), **names})
    for _ in range(steps):
        loss = nn.functional.cross_entropy(head(body(x)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
            scheduler.step(loss.item())
        else:
            scheduler.step()
    weights = [parameter.detach().flatten().to(torch.float64) for parameter in [*body.parameters(), *head.parameters()]]
    lrs = [float(group["lr"]) for group in optimizer.param_groups]
    return {"weights": pack(torch.cat(weights).tolist()), "loss": pack([loss.item()]), "lr": pack(lrs)}
