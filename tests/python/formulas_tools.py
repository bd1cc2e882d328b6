"""What the parts of formulas.py share."""

import importlib.util
import random
import sys
import types

import torch

DRAWN = random.Random(20260101)


def timm_scheduler():
    """The package `timm.scheduler`, without `timm` itself, which needs torchvision."""
    package = types.ModuleType("timm")
    package.__path__ = list(importlib.util.find_spec("timm").submodule_search_locations)
    sys.modules["timm"] = package
    return importlib.import_module("timm.scheduler")


def optimizer(base):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)


def steps_near(*bounds):
    """The first steps, those around the bounds, and far ones."""
    near = [bound + offset for bound in bounds for offset in (-1, 0, 1)]
    return sorted({step for step in [0, 1, 2, 3, 10, 57, 333, 1_000, 12_345, 100_000, *near] if step >= 0})


def golden(peer, schedule, base, rate, steps, exact):
    values = " ".join(repr(float(rate(step))) for step in steps)
    return {"peer": peer, "schedule": schedule, "base": repr(base), "exact": exact, "steps": steps, "values": values}


def warmed_up(steps, schedule, start=0.0):
    return {"type": "Warmup", "schedule": schedule, "steps": steps, "start": start}


def bases():
    return [0.1, 3e-4, DRAWN.uniform(1e-5, 2.0)]
