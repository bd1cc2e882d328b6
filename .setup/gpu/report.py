"""The report of run.py as a page of Markdown."""

import json

# The length of the printed text that the page has of a part that failed.
SHOWN = 2_000


def page(result):
    machine, parts = result["machine"], {part["name"]: part for part in result["parts"]}
    failed = [part for part in parts.values() if part["status"] != 0]
    where = f"CUDA {machine['cuda']}, driver {machine['driver']}." if machine["cuda"] else "There is no GPU: everything ran on the CPU."
    sections = [
        f"# {machine['device']}, {machine['date']}",
        f"torch {machine['torch']}, tch {machine['built']['tch']}, commit {machine['built']['commit']}, {machine['processors']} processors. {where}",
        f"{len(parts) - len(failed)} of {len(parts)} parts ran to their end.",
        table(
            ["part", "result", "seconds", "MiB", "MiB of the GPU"],
            [[part["name"], outcome(part), part["seconds"], shown(part["host_mib"]), shown(part["gpu_mib"])] for part in parts.values()],
        ),
        *device(parts.get("device"), parts),
        *(section for name in ("digits", "gpt") for section in losses(name, parts, result["curves"])),
        *(f"## {part['name']}\n\n```text\n{part['printed'].strip()[-SHOWN:]}\n```" for part in failed),
    ]
    return "\n\n".join(sections) + "\n"


def table(header, rows):
    lines = [header, [":--"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def outcome(part):
    if part["status"] != 0:
        return f"failed ({part['status']})"
    return "ran to its end" if part["tests"] is None else f"{part['tests']} tests passed"


def shown(number):
    return "" if number is None else number


def device(part, parts):
    """What the benchmark `device` found: whether libtorch uses the GPU, and what a step of the schedule takes beside it."""
    if part is None or part["status"] != 0:
        return []
    found = json.loads(part["printed"].splitlines()[-1])
    few, many, beside = (found[f"seconds_of_{which}"] for which in ("few", "many", "many_while_the_device_works"))
    busy = found["seconds_that_the_device_works"]
    lines = [
        f"libtorch computes on `{found['device']}`, with libtorch_cuda {'loaded' if found['libtorch_cuda'] else 'not loaded'}. "
        f"`advance()` of {found['few']} groups takes {few * 1e6:.1f} µs, and of {found['many']} groups {many * 1e6:.1f} µs. While the "
        f"device works for {busy * 1e3:.1f} ms, the latter takes {beside * 1e6:.1f} µs.",
    ]
    for name in "digits", "gpt":
        speed = parts.get(name, {}).get("steps_per_second")
        if speed:
            lines.append(f"`{name}` has {found['few']} groups: that is {few * speed:.3%} of one of its steps.")
    return ["## The schedule beside the device", "\n".join(lines)]


def losses(name, parts, curves):
    """The losses of both programs at a few steps, and their speed. They start from the same weights and have the same batches."""
    sides = {"Rust": (curves[f"{name}-rust"], name), "Python": (curves[f"{name}-python"], f"{name} in Python")}
    found = {side: [loss for loss in (log or {}).get("loss", []) if loss is not None] for side, (log, _) in sides.items()}
    length = max(map(len, found.values()))
    at = sorted({(length - 1) * quarter // 4 for quarter in range(5)}) if length else []
    rows = []
    for side, (_, part) in sides.items():
        speed = parts.get(part, {}).get("steps_per_second")
        cells = [f"{found[side][step]:.6f}" if step < len(found[side]) else "" for step in at]
        rows.append([side, "" if speed is None else f"{speed:.1f}", *cells])
    sections = [f"## {name}", table(["", "steps a second", *(f"loss of step {step}" for step in at)], rows)]
    sentences = [compared("Rust and Python", *found.values())]
    again = curves.get(f"{name}-rust-again")
    if again:
        sentences.append(compared("Two runs of the Rust program", found["Rust"], again.get("loss", [])))
    return sections + [" ".join(filter(None, sentences))]


def compared(what, left, right):
    both = [pair for pair in zip(left, right) if None not in pair]
    if not both:
        return ""
    equal = next((step for step, (one, other) in enumerate(both) if one != other), len(both))
    if equal == len(both):
        return f"{what}: all {equal} losses are equal to the bit."
    worst = max(abs(one - other) for one, other in both)
    return f"{what}: the first {equal} of {len(both)} losses are equal to the bit, and all differ by at most {worst:.1e}."
