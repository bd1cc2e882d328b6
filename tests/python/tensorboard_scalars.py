"""Answers what TensorBoard shows: paths of runs in, a JSON list; per run, its tags with steps and values out."""

import json
import logging
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def scalars(run):
    # That it drops what was superseded is told at the level of warnings.
    accumulator = EventAccumulator(run, size_guidance={"scalars": 0})
    accumulator.Reload()
    return {tag: [[event.step, event.value] for event in accumulator.Scalars(tag)] for tag in accumulator.Tags()["scalars"]}


logging.getLogger("tensorboard").setLevel(logging.ERROR)
json.dump([scalars(run) for run in json.load(sys.stdin)], sys.stdout)
