"""Reads runs as TensorBoard does. Reads a JSON list of paths; writes for each run its tags with their steps
and values, as hex floats, because JSON has no NaN."""

import json
import logging
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def scalars(run):
    # TensorBoard warns if it drops superseded events. The level below hides these warnings.
    accumulator = EventAccumulator(run, size_guidance={"scalars": 0})
    accumulator.Reload()
    return {tag: [[event.step, event.value.hex()] for event in accumulator.Scalars(tag)] for tag in accumulator.Tags()["scalars"]}


logging.getLogger("tensorboard").setLevel(logging.ERROR)
json.dump([scalars(run) for run in json.load(sys.stdin)], sys.stdout)
