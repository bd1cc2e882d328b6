"""The rates of a run whose configuration transformers, timm or mmengine reads from a file."""

import json
import types
import warnings

import torch

import peer_schedules
from packing import pack
from peer_schedules import optimizer_of, rate


def transformers(path, updates_per_epoch):
    """`HfArgumentParser` reads the file as `TrainingArguments`, and the `Trainer` computes the number of steps and the scheduler."""
    import yaml
    from transformers import HfArgumentParser, Trainer, TrainingArguments

    with open(path) as file:
        fields = json.load(file) if path.endswith(".json") else yaml.safe_load(file)
    # Before version 5, `warmup_ratio` was a field of its own. Now `warmup_steps` below 1 is the ratio.
    ratio = fields.pop("warmup_ratio", 0.0)
    fields["warmup_steps"] = fields.get("warmup_steps") or ratio
    # The device is that of the package accelerate, which is not installed for the tests.
    fields["use_cpu"] = True
    TrainingArguments._setup_devices = torch.device("cpu")
    (arguments,) = HfArgumentParser(TrainingArguments).parse_dict(fields, allow_extra_keys=True)
    trainer = types.SimpleNamespace(
        args=arguments,
        lr_scheduler=None,
        get_total_train_batch_size=lambda _: 1,
        get_sp_size=lambda: 1,
        num_examples=len,
    )
    batches = range(updates_per_epoch * arguments.gradient_accumulation_steps)
    steps = Trainer.set_initial_training_values(trainer, arguments, batches)[-1]
    optimizer = optimizer_of(arguments.learning_rate)
    scheduler = Trainer.create_scheduler(trainer, steps, optimizer)
    rates = []
    for _ in range(steps):
        rates.append(rate(optimizer))
        optimizer.step()
        scheduler.step()
    return {"lr": pack(rates)}


def timm(path, updates_per_epoch):
    """`create_scheduler` reads the arguments of `train.py`, which calls `step(epoch + 1)` after each epoch."""
    import yaml

    with open(path) as file:
        arguments = types.SimpleNamespace(**yaml.safe_load(file))
    optimizer = optimizer_of(arguments.lr)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler, epochs = peer_schedules.timm_scheduler().create_scheduler(arguments, optimizer, updates_per_epoch)
    return {"lr": pack(peer_schedules.stepped(scheduler, optimizer, range(epochs)))}


def mmengine(path, updates_per_epoch):
    """`Config` reads the file and those of its `_base_`."""
    from mmengine.config import Config

    config = Config.fromfile(path)
    base = pack([config.optim_wrapper.optimizer.lr])
    return peer_schedules.mmengine(config.param_scheduler, base, updates_per_epoch, config.train_cfg.max_epochs)
