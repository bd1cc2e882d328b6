"""Runs torch's schedulers and returns what they write to the groups of their optimizer, step by step."""

import math

import torch
from torch.optim import lr_scheduler, swa_utils

from packing import pack, unpack


def build(scheduler, bases, optimizer="SGD(groups)"):
    """An optimizer with one group for each base, and the scheduler of the expression."""
    groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": base} for base in bases]
    optimizer = eval(optimizer, vars(torch.optim), {"groups": groups})
    names = {**vars(lr_scheduler), "SWALR": swa_utils.SWALR, "optimizer": optimizer, "bases": bases}
    return optimizer, eval(scheduler, names)


def rates(optimizer):
    return [float(group["lr"]) for group in optimizer.param_groups]


def momenta(optimizer):
    """The momentum of each group, or beta1 if the optimizer has betas."""
    return [group["betas"][0] if "betas" in group else group["momentum"] for group in optimizer.param_groups]


def step_to(scheduler, time):
    """Calls `step(epoch)`, or `step()` if the time is NaN."""
    if math.isnan(time):
        scheduler.step()
    else:
        scheduler.step(int(time) if time.is_integer() else time)


def jump(scheduler, bases, times):
    """The rates after `step(epoch)` for each time, with the closed form if torch has one; NaN if torch raises OverflowError."""
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
    """The rates and momenta after each `step()`, as in a training loop: torch's recursion."""
    optimizer, scheduler = build(scheduler, unpack(bases), optimizer)
    values, momentum = rates(optimizer), momenta(optimizer)
    for _ in range(steps):
        scheduler.step()
        values += rates(optimizer)
        momentum += momenta(optimizer)
    return {"lr": pack(values), "momentum": pack(momentum)}


def attempt(scheduler, bases, times):
    """As `jump`, until torch raises any exception: the rates before it, and its name."""
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
    """The rates and counters after each `step(metric)`, which the `step()` of a second scheduler follows if `beside` names one."""
    optimizer, (scheduler, beside) = build(f"({scheduler}, {beside})", unpack(bases))
    values, memory = [], []
    for metric in unpack(metrics):
        scheduler.step(metric)
        if beside is not None:
            beside.step()
        values += rates(optimizer)
        memory += [scheduler.best, scheduler.num_bad_epochs, scheduler.cooldown_counter]
    return {"lr": pack(values), "memory": pack(memory)}
