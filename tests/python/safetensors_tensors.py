"""Reads safetensors files with Python's safetensors. Reads a JSON list of paths; writes for each file the shape and the values of each tensor."""

import json
import sys

from safetensors.numpy import load_file


def tensors(path):
    return {name: [list(array.shape), array.flatten().tolist()] for name, array in load_file(path).items()}


json.dump([tensors(path) for path in json.load(sys.stdin)], sys.stdout)
