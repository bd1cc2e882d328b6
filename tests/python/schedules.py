"""What a scheduler writes to its optimizer's groups, step by step."""

import math

import torch
from torch.optim import lr_scheduler, swa_utils

from packing import pack, unpack


def build(scheduler, bases, optimizer="SGD(groups)"):
    """An optimizer with one group a base, and the scheduler that the expression names."""
    groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": base} for base in bases]
    optimizer = eval(optimizer, vars(torch.optim), {"groups": groups})
    names = {**vars(lr_scheduler), "SWALR": swa_utils.SWALR, "optimizer": optimizer, "bases": bases}
    return optimizer, eval(scheduler, names)


def rates(optimizer):
    return [float(group["lr"]) for group in optimizer.param_groups]


def momenta(optimizer):
    """Momentum, or beta1, whichever the optimizer has."""
    return [group["betas"][0] if "betas" in group else group["momentum"] for group in optimizer.param_groups]


def step_to(scheduler, time):
    """`step(epoch)`; a plain `step()` where the time is not a number."""
    if math.isnan(time):
        scheduler.step()
    else:
        scheduler.step(int(time) if time.is_integer() else time)


def jump(scheduler, bases, times):
    """`step(epoch)` to each time: the closed form where torch has one. NaN where torch raises, for Python has no infinity to
    give: an overflow."""
    optimizer, scheduler = build(scheduler, unpack(bases))
    values = []
    for time in unpack(times):
        try:
            step_to(scheduler, time)
            values += rates(optimizer)
        except OverflowError:
            values += [math.nan] * len(optimizer.param_groups)
    return {"lr": pack(values)}


def drive(scheduler, bases, steps, optimizer="SGD(groups)"):
    """`step()` as in a training loop: torch's recursion."""
    optimizer, scheduler = build(scheduler, unpack(bases), optimizer)
    values, momentum = rates(optimizer), momenta(optimizer)
    for _ in range(steps):
        scheduler.step()
        values += rates(optimizer)
        momentum += momenta(optimizer)
    return {"lr": pack(values), "momentum": pack(momentum)}


def attempt(scheduler, bases, times):
    """As `jump`, until torch raises anything: what it raised, and the rates before."""
    values = []
    try:
        optimizer, scheduler = build(scheduler, unpack(bases))
        values += rates(optimizer)
        for time in unpack(times):
            step_to(scheduler, time)
            values += rates(optimizer)
    except Exception as error:
        return {"lr": pack(values), "raised": type(error).__name__}
    return {"lr": pack(values), "raised": None}


def plateau(scheduler, bases, metrics, beside="None"):
    """`step(metric)`, and then the `step()` of a scheduler beside it, if there is one."""
    optimizer, (scheduler, beside) = build(f"({scheduler}, {beside})", unpack(bases))
    values, memory = [], []
    for metric in unpack(metrics):
        scheduler.step(metric)
        if beside is not None:
            beside.step()
        values += rates(optimizer)
        memory += [scheduler.best, scheduler.num_bad_epochs, scheduler.cooldown_counter]
    return {"lr": pack(values), "memory": pack(memory)}
