"""What a scheduler writes to its optimizer's groups, step by step."""

import math

import torch
from torch.optim import lr_scheduler

from packing import pack, unpack


def build(scheduler, bases):
    """An optimizer with one group a base, and the scheduler that the expression names."""
    groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": base} for base in bases]
    optimizer = torch.optim.SGD(groups)
    return optimizer, eval(scheduler, vars(lr_scheduler), {"optimizer": optimizer})


def rates(optimizer):
    return [float(group["lr"]) for group in optimizer.param_groups]


def jump(scheduler, bases, times):
    """`step(epoch)` to each time: the closed form where torch has one. NaN where torch raises, for Python has no infinity to
    give: an overflow."""
    optimizer, scheduler = build(scheduler, unpack(bases))
    values = []
    for time in unpack(times):
        try:
            scheduler.step(int(time) if time.is_integer() else time)
            values += rates(optimizer)
        except OverflowError:
            values += [math.nan] * len(optimizer.param_groups)
    return {"lr": pack(values)}


def drive(scheduler, bases, steps):
    """`step()` as in a training loop: torch's recursion."""
    optimizer, scheduler = build(scheduler, unpack(bases))
    values = rates(optimizer)
    for _ in range(steps):
        scheduler.step()
        values += rates(optimizer)
    return {"lr": pack(values)}


def plateau(scheduler, bases, metrics):
    optimizer, scheduler = build(scheduler, unpack(bases))
    values, memory = [], []
    for metric in unpack(metrics):
        scheduler.step(metric)
        values += rates(optimizer)
        memory += [scheduler.best, scheduler.num_bad_epochs, scheduler.cooldown_counter]
    return {"lr": pack(values), "memory": pack(memory)}
