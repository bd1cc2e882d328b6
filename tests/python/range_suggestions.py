"""Prints what fastai and Ignite suggest for some recorded curves, as JSON.

To regenerate the goldens, in a separate environment (half a gigabyte in addition to torch):

    python3 -m venv --system-site-packages finder && . finder/bin/activate   # a Python that has torch 2.13
    pip install --no-deps fastai==2.8.12 fastcore==2.2.39 fasttransform==0.0.5 fastdownload==0.0.8 pytorch-ignite==0.5.5
    pip install "fastprogress<1.1" "plum-dispatch<2.10" numpy pandas matplotlib scipy scikit-learn pillow pyyaml requests cloudpickle
    python tests/python/range_suggestions.py > tests/goldens/range-suggestions.json
"""

import json
import math
from types import SimpleNamespace

import torch
from fastai.callback import schedule
from fastai.learner import AvgSmoothLoss
from ignite.handlers.lr_finder import FastaiLRFinder

POINTS = 100


def written(values):
    return " ".join(repr(float(value)) for value in values)


def ramp(low, high, points=POINTS):
    return [low * (high / low) ** (index / (points - 1)) for index in range(points)]


def trained(low, high, batch, optimizer, seed):
    """The rates and the losses of a small network while the rate rises. Ends as fastai's test does, or if a loss is not finite."""
    torch.manual_seed(seed)
    x = torch.randn(512, 6)
    y = (x[:, 0] * x[:, 1] > 0).long()
    net = torch.nn.Sequential(torch.nn.Linear(6, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2))
    opt = optimizer(net.parameters(), lr=low)
    lrs, losses, average, best = [], [], 0.0, math.inf
    for index, lr in enumerate(ramp(low, high)):
        opt.param_groups[0]["lr"] = lr
        chosen = torch.randint(0, len(x), (batch,))
        loss = torch.nn.functional.cross_entropy(net(x[chosen]), y[chosen])
        if not torch.isfinite(loss):
            break
        opt.zero_grad()
        loss.backward()
        opt.step()
        lrs.append(lr)
        losses.append(loss.item())
        average = 0.98 * average + 0.02 * loss.item()
        smooth = average / (1 - 0.98 ** (index + 1))
        best = min(best, smooth)
        if smooth > 4 * best:
            break
    return lrs, losses


def shaped(low, high, loss):
    lrs = ramp(low, high)
    return lrs, [loss(lr) for lr in lrs]


def noisy(low, high, noise, seed):
    generator = torch.Generator().manual_seed(seed)
    noises = torch.randn(POINTS, generator=generator, dtype=torch.float64).tolist()
    lrs = ramp(low, high)
    return lrs, [2 / (1 + 300 * lr) + 40 * lr * lr + 0.1 + noise * number for lr, number in zip(lrs, noises)]


def curves():
    def sgd(parameters, lr):
        return torch.optim.SGD(parameters, lr, momentum=0.9)

    yield "SGD, batches of 64", trained(1e-5, 10, 64, sgd, 0)
    yield "SGD, batches of 8", trained(1e-6, 10, 8, sgd, 1)
    yield "SGD, all at once, diverging", trained(1e-3, 1e4, 512, sgd, 2)
    yield "Adam, batches of 32", trained(1e-6, 10, 32, torch.optim.Adam, 3)
    yield "smooth", shaped(1e-5, 1, lambda lr: 2 / (1 + 300 * lr) + 40 * lr * lr)
    yield "falling to the end", shaped(1e-5, 1, lambda lr: 2 / (1 + 300 * lr))
    yield "flat, a cliff, a wall", shaped(1e-5, 1, lambda lr: 2.0 if lr < 1e-3 else 0.5 if lr < 0.1 else 50 * lr)
    yield "noisy", noisy(1e-5, 1, 0.05, 4)
    yield "very noisy", noisy(1e-5, 1, 0.5, 5)
    yield "noise and nothing else", shaped(1e-5, 1, lambda lr: 1 + 0.1 * math.sin(1e4 * lr))


def smoothed(losses):
    metric = AvgSmoothLoss(beta=0.98)
    metric.reset()
    metric.val = metric.val.double()
    values = []
    for loss in losses:
        metric.accumulate(SimpleNamespace(loss=torch.tensor(loss), yb=()))
        values.append(metric.value.item())
    return values


def ignite(lrs, losses):
    finder = FastaiLRFinder()
    finder._history = {"lr": lrs, "loss": losses}
    try:
        return finder.lr_suggestion()
    except RuntimeError:
        return math.nan


def suggestions(lrs, losses):
    rates, values = torch.tensor(lrs), torch.tensor(losses)
    ask = {"steepest": schedule.steep, "valley": schedule.valley, "slide": schedule.slide, "minimum": schedule.minimum}
    answers = {name: function(rates, values, POINTS)[0] for name, function in ask.items()}
    answers["ignite"] = ignite(lrs, losses)
    return {name: repr(float(answer)) for name, answer in answers.items()}


def main():
    recorded = list(curves())
    # Ignite computes in torch's default type. This crate computes in 64 bits.
    torch.set_default_dtype(torch.float64)
    goldens = {}
    for name, (lrs, losses) in recorded:
        smooth = smoothed(losses)
        cut = slice(POINTS // 10, -5)
        goldens[name] = {
            "lrs": written(lrs),
            "losses": written(losses),
            "smoothed": written(smooth),
            "of the raw curve": suggestions(lrs, losses),
            "of the smoothed curve, cut": suggestions(lrs[cut], smooth[cut]),
        }
    print(json.dumps(goldens, indent=2))


if __name__ == "__main__":
    main()
