"""Averages the model of tests/training/averaging.rs with torch."""

import torch
from torch import nn
from torch.optim import swa_utils

from packing import pack
from training import INPUTS, tensor


def build():
    return nn.Sequential(nn.Linear(INPUTS, 3), nn.BatchNorm1d(3))


def tensors(model):
    linear, norm = model
    return [linear.weight, linear.bias, norm.running_mean, norm.running_var]


def put(model, update):
    """Sets the weights and statistics to values that depend on the update, as training would."""
    with torch.no_grad():
        for seed, target in enumerate(tensors(model), 10 * update):
            target.copy_(tensor(target.shape, seed, 0.5) + 0.6)


def numbers(model):
    return pack(torch.cat([found.detach().flatten().to(torch.float64) for found in tensors(model)]).tolist())


def average(averaged, updates, use_buffers):
    model = build()
    averaged = eval(averaged, vars(swa_utils), {"model": model, "use_buffers": use_buffers})
    for update in range(updates):
        put(model, update)
        averaged.update_parameters(model)
    return {"numbers": numbers(averaged.module)}


def update_bn(batches):
    model = build()
    put(model, 3)
    swa_utils.update_bn([tensor([8, INPUTS], seed, 1.0) for seed in range(batches)], model)
    return {"numbers": numbers(model)}
