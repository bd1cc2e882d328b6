"""Rates of the schedulers of transformers, timm and mmengine at given steps, computed by these packages themselves."""

import importlib.util
import math
import sys
import types
import warnings

import torch

from packing import pack, unpack


def optimizer_of(base):
    return torch.optim.SGD([{"params": [torch.zeros(1, requires_grad=True)]}], lr=base)


def rate(optimizer):
    return float(optimizer.param_groups[0]["lr"])


def rates(library, expression, base, at):
    """The rates of a scheduler at some steps. The expression is evaluated with the names of the library, and `optimizer`. For mmengine,
    it is an item of a list `param_scheduler`.

    A scheduler of transformers is a `LambdaLR`, whose `get_lr` computes the rate of any step. A scheduler of timm has `step(t)`. A
    formula in the library's place is a function of `t`."""
    (base,) = unpack(base)
    optimizer = optimizer_of(base)
    names = {"optimizer": optimizer, "base": base, "math": math}
    if library == "formula":
        formula = eval(f"lambda t: {expression}", names)
        return {"lr": pack([float(formula(step)) for step in at])}
    if library == "mmengine":
        every = unpack(mmengine([eval(expression)], pack([base]), 1, max(at) + 1)["lr"])
        return {"lr": pack([every[step] for step in at])}
    if library == "transformers":
        from transformers import optimization

        names.update(vars(optimization))
    else:
        names.update(vars(timm_scheduler()))
    scheduler = eval(expression, names)
    if library == "timm":
        return {"lr": pack(stepped(scheduler, optimizer, at))}
    values = []
    for step in at:
        scheduler.last_epoch = step
        values += scheduler.get_lr()
    return {"lr": pack(list(map(float, values)))}


def timm_scheduler():
    """The module `timm.scheduler`. The package `timm` itself imports torchvision, so it is registered without its contents."""
    if "timm" not in sys.modules:
        package = types.ModuleType("timm")
        package.__path__ = list(importlib.util.find_spec("timm").submodule_search_locations)
        sys.modules["timm"] = package
    import timm.scheduler

    return timm.scheduler


def stepped(scheduler, optimizer, at):
    rates = []
    for step in at:
        # train.py calls `step(epoch + 1)` after an epoch. The rates of the first epoch are those of the constructor.
        if step > 0:
            (scheduler.step if scheduler.t_in_epochs else scheduler.step_update)(step)
        rates.append(rate(optimizer))
    return rates


def plateau(library, expression, base, metrics):
    """The rates before the first epoch, and after the metric of each epoch."""
    optimizer = optimizer_of(*unpack(base))
    names = {"optimizer": optimizer}
    if library == "transformers":
        from transformers import optimization

        names.update(vars(optimization))
    else:
        names.update(vars(timm_scheduler()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler = eval(expression, names)
    values = [rate(optimizer)]
    for epoch, metric in enumerate(unpack(metrics)):
        scheduler.step(*([epoch + 1, metric] if library == "timm" else [metric]))
        values.append(rate(optimizer))
    return {"lr": pack(values)}


def quadratic_warmup(classes):
    """mmdetection's warm-up for YOLOX by its recursion, because the package mmdet needs a compiled mmcv: at step k of a window of n
    steps, it adds (2 k + 1) / n**2 of the base."""

    class QuadraticWarmupLR(classes.LinearLR):
        def _get_value(self):
            steps = self.end - self.begin
            added = [base * (2 * self.last_step + 1) / steps**2 for base in self.base_values]
            if self.last_step == 0:
                return added
            return [group[self.param_name] + more for more, group in zip(added, self.optimizer.param_groups)]

    return QuadraticWarmupLR


def mmengine(schedulers, base, epoch_length, epochs, metrics=None):
    """The rates of all iterations of a run, as mmengine's `Runner` and `ParamSchedulerHook` step its schedulers. `metrics` has a list
    for each metric, with a value for each epoch."""
    from mmengine.optim import scheduler as classes  # registers the classes
    from mmengine.registry import PARAM_SCHEDULERS

    if "QuadraticWarmupLR" not in PARAM_SCHEDULERS:
        PARAM_SCHEDULERS.register_module(name="QuadraticWarmupLR", module=quadratic_warmup(classes))

    optimizer = optimizer_of(*unpack(base))
    # The hook of mmengine calls `optimizer.step()` before `scheduler.step()`; nothing is trained here.
    built = []
    for arguments in schedulers:
        arguments = dict(arguments)
        arguments["type"] = arguments["type"].split(".")[-1]
        arguments.setdefault("end", epochs if arguments.get("by_epoch", True) else epochs * epoch_length)
        built.append(PARAM_SCHEDULERS.build(arguments, default_args={"optimizer": optimizer, "epoch_length": epoch_length}))
    rates = []
    for epoch in range(epochs):
        for _ in range(epoch_length):
            rates.append(rate(optimizer))
            optimizer.step()
            for scheduler in built:
                if not scheduler.by_epoch:
                    scheduler.step()
        for scheduler in built:
            if scheduler.by_epoch:
                scheduler.step()
        # The hook gives the metrics of the validation to the schedulers that need them.
        for scheduler in built:
            if metrics and getattr(scheduler, "need_val_args", False):
                scheduler.step({name: unpack(values)[epoch] for name, values in metrics.items()})
    return {"lr": pack(rates)}
