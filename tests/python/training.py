"""Trains the network of tests/training/network.rs with torch. The same formula gives the weights and the data on both sides."""

from collections import OrderedDict

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


class Run:
    """A model with its optimizer and its scheduler, at the start of the training."""

    def __init__(self, optimizer, scheduler, bases, double, device="cpu"):
        torch.set_num_threads(1)
        layers = [("first", nn.Linear(INPUTS, HIDDEN)), ("tanh", nn.Tanh()), ("second", nn.Linear(HIDDEN, HIDDEN)), ("relu", nn.ReLU())]
        body, head = nn.Sequential(OrderedDict(layers)), nn.Linear(HIDDEN, CLASSES)
        self.model = nn.Sequential(OrderedDict(body=body, head=head))
        kind = torch.float64 if double else torch.float32
        self.model.to(device, kind)
        with torch.no_grad():
            for seed, parameter in enumerate(self.model.parameters()):
                parameter.copy_(tensor(parameter.shape, seed, 0.5))
        self.x = tensor([SAMPLES, INPUTS], 77, 1.0).to(device, kind)
        self.y = (torch.arange(SAMPLES) * 7 % CLASSES).to(device)
        groups = [{"params": module.parameters(), "lr": lr} for module, lr in zip([body, head], bases)]
        self.optimizer = eval(optimizer, vars(torch.optim), {"groups": groups})
        names = {"optimizer": self.optimizer, "bases": bases, "SWALR": swa_utils.SWALR}
        self.scheduler = eval(scheduler, {**vars(lr_scheduler), **names})

    def train(self, steps):
        """Trains, and returns the loss of the last step."""
        for _ in range(steps):
            loss = nn.functional.cross_entropy(self.model(self.x), self.y)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            if isinstance(self.scheduler, lr_scheduler.ReduceLROnPlateau):
                self.scheduler.step(loss.item())
            else:
                self.scheduler.step()
        return loss.item()

    def weights(self):
        weights = [parameter.detach().flatten().to(torch.float64) for parameter in self.model.parameters()]
        return torch.cat(weights).tolist()

    def rates(self):
        return [float(group["lr"]) for group in self.optimizer.param_groups]


def train(optimizer, scheduler, bases, steps, double, device):
    run = Run(optimizer, scheduler, unpack(bases), double, device)
    loss = run.train(steps)
    return {"weights": pack(run.weights()), "loss": pack([loss]), "lr": pack(run.rates())}
