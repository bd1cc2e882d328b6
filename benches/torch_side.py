"""Times Python torch for compare.py. Reads one command per line (`steps` or `training N`), and answers with one line of JSON."""

import functools
import json
import sys
import time
import warnings

import torch
from torch.optim import SGD, lr_scheduler as torch_lr, swa_utils

STEPS = 1_000
REPEATS = 3
GROUPS = [(1, False), (10, False), (100, False), (10, True), (100, True)]

# The same names, parameters and order as in benches/steps/cases.rs. The values of a group are its scale times those of the first
# group.
SCHEDULERS = {
    "LambdaLR": lambda opt, scales: torch_lr.LambdaLR(opt, lambda epoch: 0.999**epoch),
    "MultiplicativeLR": lambda opt, scales: torch_lr.MultiplicativeLR(opt, lambda epoch: 0.999),
    "StepLR": lambda opt, scales: torch_lr.StepLR(opt, 30, 0.9),
    "MultiStepLR": lambda opt, scales: torch_lr.MultiStepLR(opt, [250, 500, 750], 0.1),
    "ConstantLR": lambda opt, scales: torch_lr.ConstantLR(opt, 0.5, 500),
    "LinearLR": lambda opt, scales: torch_lr.LinearLR(opt, 0.1, 1.0, STEPS),
    "ExponentialLR": lambda opt, scales: torch_lr.ExponentialLR(opt, 0.999),
    "PolynomialLR": lambda opt, scales: torch_lr.PolynomialLR(opt, STEPS, 0.9),
    "CosineAnnealingLR": lambda opt, scales: torch_lr.CosineAnnealingLR(opt, STEPS),
    "CosineAnnealingWarmRestarts": lambda opt, scales: torch_lr.CosineAnnealingWarmRestarts(opt, 100, 2),
    "CyclicLR": lambda opt, scales: torch_lr.CyclicLR(
        opt, [0.01 * scale for scale in scales], [0.1 * scale for scale in scales], step_size_up=50
    ),
    "OneCycleLR": lambda opt, scales: torch_lr.OneCycleLR(opt, [0.1 * scale for scale in scales], STEPS + 1),
    "SWALR": lambda opt, scales: swa_utils.SWALR(opt, 0.05, STEPS),
    "SequentialLR": lambda opt, scales: torch_lr.SequentialLR(
        opt, [torch_lr.LinearLR(opt, 0.1, 1.0, 100), torch_lr.CosineAnnealingLR(opt, STEPS - 100)], [100]
    ),
    "ChainedScheduler": lambda opt, scales: torch_lr.ChainedScheduler(
        [torch_lr.LinearLR(opt, 0.1, 1.0, 100), torch_lr.ExponentialLR(opt, 0.999)]
    ),
    "ChainedScheduler with a cosine": lambda opt, scales: torch_lr.ChainedScheduler(
        [torch_lr.LinearLR(opt, 0.1, 1.0, 100), torch_lr.CosineAnnealingLR(opt, STEPS)]
    ),
    "ReduceLROnPlateau": lambda opt, scales: torch_lr.ReduceLROnPlateau(opt, factor=0.99),
}


def optimizer(scales):
    groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": 0.1 * scale} for scale in scales]
    for group in groups:
        group["params"][0].grad = torch.ones(1)
    return SGD(groups, momentum=0.9)


def timed(step, steps):
    """The nanoseconds of one call."""
    begun = time.perf_counter_ns()
    for _ in range(steps):
        step()
    return (time.perf_counter_ns() - begun) / steps


def once(name, count, differ):
    scales = [1.0 + group if differ else 1.0 for group in range(count)]
    opt = optimizer(scales)
    opt.step()
    scheduler = SCHEDULERS[name](opt, scales)
    step = functools.partial(scheduler.step, 1.0) if name == "ReduceLROnPlateau" else scheduler.step
    return timed(step, STEPS)


def steps():
    samples = {}
    for name in SCHEDULERS:
        for count, differ in GROUPS:
            of_groups = f"groups {count}{' different' if differ else ''}"
            samples[f"{name}, {of_groups}"] = [once(name, count, differ) for _ in range(REPEATS)]
    for count, differ in GROUPS:
        if not differ:
            opt = optimizer([1.0] * count)
            samples[f"optimizer step/groups {count}"] = [timed(opt.step, 100) for _ in range(REPEATS)]
    return samples


def training(steps):
    """The steps per second of the network of benches/training, without and with a scheduler."""
    torch.set_num_threads(1)
    rates = {}
    for kind in "plain", "scheduled":
        torch.manual_seed(1)
        net = torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10))
        x, y = torch.randn(32, 64), torch.randint(10, (32,))
        opt = SGD(net.parameters(), lr=0.01, momentum=0.9)
        scheduler = torch_lr.CosineAnnealingLR(opt, steps) if kind == "scheduled" else None
        begun = time.perf_counter()
        for _ in range(steps):
            opt.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            opt.step()
            if scheduler:
                scheduler.step()
        rates[kind] = steps / (time.perf_counter() - begun)
    return rates


def main():
    warnings.simplefilter("ignore")  # SequentialLR calls the deprecated `step(epoch)` of its members, which warns.
    print(json.dumps({"torch": torch.__version__, "python": sys.version.split()[0]}), flush=True)
    for line in sys.stdin:
        command, *arguments = line.split()
        answer = steps() if command == "steps" else training(int(arguments[0]))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
