"""Makes the page that compare.py prints. All samples are in nanoseconds."""

import datetime
import os
import pathlib
import platform
import re
import statistics

STEPS = 1_000
EQUAL, DIFFERENT = ["1", "10", "100"], ["10 different", "100 different"]


def median(samples):
    return statistics.median(samples)


def p10(samples):
    """The 10th percentile: nearly the time without other load on the processor."""
    return sorted(samples)[len(samples) // 10]


def time(nanoseconds):
    for unit, size in ("ms", 1e6), ("µs", 1e3):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.1f} ns"


def table(header, rows):
    lines = [header, [":--"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


class Step:
    """The samples of one schedule with one layout of groups, for each way to take a step."""

    def __init__(self, results, name, groups):
        self.name, self.groups = name, groups
        self.torch = results[f"torch/{name}, groups {groups}"]
        self.ours = per_step(results[f"step/{name}, groups {groups}"])
        self.advance = per_step(results[f"advance/{name}, groups {groups}"])
        bare = next(key for key in results if key.startswith(f"bare/{name}, groups {groups}, calls "))
        self.bare, self.calls = per_step(results[bare]), int(bare.rsplit(" ", 1)[1])
        self.by_hand = per_step(results.get(f"by hand/{name}, groups {groups}", []))

    def ratio(self, of=median):
        return of(self.torch) / of(self.ours)

    def over(self, of=median):
        return of(self.ours) / of(self.bare) - 1

    def row(self):
        sides = self.torch, self.ours, self.advance, self.by_hand, self.bare if self.calls else []
        times = [time(median(side)) if side else "-" for side in sides]
        return [self.name, *times[:2], f"{self.ratio():.0f}x", f"{self.ratio(p10):.0f}x", *times[2:], self.calls]


def per_step(samples):
    return [sample / STEPS for sample in samples]


def steps(results):
    names = [key.removeprefix("step/").rsplit(", groups ", 1) for key in results if key.startswith("step/")]
    both = {key.removeprefix("torch/") for key in results if re.match("torch/.*, groups", key)}
    if both != {f"{name}, groups {groups}" for name, groups in names}:
        found = f"{sorted(map(tuple, names))} and {sorted(both)}"
        raise SystemExit(f"benches/steps/cases.rs and benches/torch_side.py must have the same cases, found {found}")
    order = {key.removeprefix("torch/"): place for place, key in enumerate(results)}
    all_steps = [Step(results, name, groups) for name, groups in names]
    return sorted(all_steps, key=lambda step: order[f"{step.name}, groups {step.groups}"])


def verdict(what, target, found, misses):
    return [what, target, found, "met" if not misses else "missed: " + ", ".join(misses)]


def targets(all_steps, results, facts):
    rows = []
    for groups, least in ("1", 20), ("100", 30), ("100 different", 3):
        of_groups = [step for step in all_steps if step.groups == groups]
        worst = min(of_groups, key=Step.ratio)
        misses = [f"{step.name} {step.ratio():.1f}x ({step.ratio(p10):.1f}x)" for step in of_groups if step.ratio() < least]
        of = f"{groups} group{'s' if groups != '1' else ''}"
        found = f"{len(of_groups) - len(misses)} of {len(of_groups)} schedules; lowest {worst.ratio():.1f}x"
        rows.append(verdict(f"{of}: ratio to torch's `step()`, median (p10)", f"{least}x", found, misses))
    changing = [step for step in all_steps if step.calls >= STEPS * 0.9]
    misses = [f"{step.name}, groups {step.groups}: {step.over(p10):.0%}" for step in changing if step.over(p10) > 0.05]
    worst = max(changing, key=lambda step: step.over(p10))
    shown = [f"{len(misses)} of {len(changing)}, see below"] if misses else []
    what = "time over the bare tch calls, if every step changes the value (p10)"
    rows.append(verdict(what, "5%", f"{worst.over(p10):.0%} at most", shown))
    limits = [
        ("a step without a change", "unchanged/", 10.0, "10 ns"),
        ("a value at steps 10 and 10^15", "at/", 40.0, "40 ns"),
        ("a preview of 10^6 steps", "trace", 50e6, "50 ms"),
    ]
    for what, prefix, most, target in limits:
        found = {key.split("/")[1]: p10(samples) for key, samples in results.items() if key.startswith(prefix)}
        misses = [f"{name} {time(value)}" for name, value in found.items() if value > most]
        rows.append(verdict(f"{what} (p10)", target, f"{time(max(found.values()))} at most", misses))
    added = facts["dependencies"]["added"]
    rows.append(verdict("libraries in addition to tch's", "3", len(added), [str(len(added))] if len(added) > 3 else []))
    if "build" in facts:
        clock, used = facts["build"]
        slow = [f"{clock:.0f} s"] if clock > 15 else []
        found = f"{clock:.1f} s, {used:.1f} s of processor time"
        rows.append(verdict("a clean build without default features, 2 jobs", "15 s", found, slow))
    return table(["what", "target", "found", ""], rows)


def step_tables(all_steps, results):
    header = ["", "torch", "ours", "ratio", "ratio (p10)", "`advance()`", "by hand", "bare calls", "tch calls"]
    for groups in EQUAL + DIFFERENT:
        rows = [step.row() for step in all_steps if step.groups == groups]
        none = [
            f"The optimizer's own `step()`, without a scheduler: {time(median(results[f'torch/optimizer step/groups {groups}']))} in "
            f"Python, {time(median(results[f'optimizer step/groups {groups}']))} in Rust."
        ] if groups in EQUAL else []
        yield "\n\n".join([f"### {groups} group{'s' if groups != '1' else ''}", table(header, rows), *none])


def values(results):
    found = {key.removeprefix("at/"): samples for key, samples in results.items() if key.startswith("at/")}
    names = sorted({key.rsplit(", step ", 1)[0] for key in found}, key=lambda name: (name[0].islower(), name))
    at = lambda name, step: time(p10(found[f"{name}, step {step}"]))
    return table(["", "step 10", "step 10^15"], [[name, at(name, "10"), at(name, "10^15")] for name in names])


def others(results):
    rows = []
    for prefix in "unchanged/", "trace of 10^6 steps/":
        for key in sorted(key for key in results if key.startswith(prefix)):
            rows.append([key.replace("/", ": "), time(median(results[key])), time(p10(results[key]))])
    return table(["", "median", "p10"], rows)


def training(results, facts):
    rate = lambda key: f"{median(results[key]):.0f} (best {max(results[key]):.0f})"
    rows = [[side, rate(f"{prefix}training/plain"), rate(f"{prefix}training/scheduled")] for side, prefix in [("Rust", ""), ("Python", "torch ")]]
    text = table(["steps per second", "without a schedule", "with a schedule that moves at every step"], rows)
    counts = facts.get("instructions")
    if counts:
        more = counts["scheduled"] - counts["plain"]
        text += (
            f"\n\nCallgrind counts {counts['plain']:.0f} instructions per step without the schedule and "
            f"{counts['scheduled']:.0f} with it: {more:+.0f}, or {more / counts['plain']:+.2%}. `advance()` takes "
            f"{counts['advance']:.0f} of them, including tch's `set_lr`. "
            "The number of libtorch's own instructions varies by more than that from run to run."
        )
    return text


def processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def page(results, facts, output):
    all_steps = steps(results)
    dependencies = facts["dependencies"]
    torch = facts["torch"]
    template = pathlib.Path(__file__).with_name("report.md").read_text()
    filled = {
        "date": datetime.date.today().isoformat(),
        "rustc": output("rustc", "--version").split(" (")[0],
        "tch": re.search(r'name = "tch"\nversion = "(.*)"', pathlib.Path("Cargo.lock").read_text())[1],
        "torch": torch["torch"],
        "python": torch["python"],
        "processor": f"{processor()}, {os.cpu_count()} logical cores",
        "system": f"{platform.system()} {platform.machine()}, {' '.join(platform.libc_ver())}",
        "rounds": f"{facts['rounds']} round{'s' if facts['rounds'] != 1 else ''}",
        "targets": targets(all_steps, results, facts),
        "steps": "\n\n".join(step_tables(all_steps, results)),
        "values": values(results),
        "others": others(results),
        "training": training(results, facts),
        "libraries": f"tch alone depends on {dependencies['tch']} libraries, this crate with its default features on "
        f"{dependencies['ours']}: "
        f"{len(dependencies['added'])} more" + (f" ({', '.join(dependencies['added'])})" if dependencies["added"] else "") + ". "
        f"Its direct dependencies are tch, torch-sys, {', '.join(dependencies['direct'])}.",
    }
    return re.sub(r"\{(\w+)\}", lambda match: str(filled[match[1]]), template).rstrip()
