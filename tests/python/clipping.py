"""Norms and clipped gradients of torch.nn.utils."""

import torch
from torch.nn.utils import clip_grad_norm_, get_total_norm

from packing import pack, unpack


def clip(gradients, maximum, double):
    """Clips gradients, of which null is none. Returns the norm, the norm of get_total_norm, and the gradients afterwards."""
    kind = torch.float64 if double else torch.float32
    parameters = []
    for gradient in gradients:
        values = [0.0] if gradient is None else unpack(gradient)
        parameter = torch.nn.Parameter(torch.zeros(len(values), dtype=kind))
        if gradient is not None:
            parameter.grad = torch.tensor(values, dtype=torch.float64).to(kind)
        parameters.append(parameter)
    total = get_total_norm([parameter.grad for parameter in parameters if parameter.grad is not None])
    norm = clip_grad_norm_(parameters, unpack(maximum)[0])
    clipped = [None if parameter.grad is None else pack(parameter.grad.to(torch.float64).tolist()) for parameter in parameters]
    return {"norm": pack([norm.item()]), "total": pack([total.item()]), "clipped": clipped}
