"""The report of run.py as a page of Markdown."""


def page(result):
    machine = result["machine"]
    lines = [
        f"# {machine['device']}, {machine['date']}",
        "",
        f"torch {machine['torch']}, tch {machine['built']['tch']}, commit {machine['built']['commit']}, {machine['processors']} processors. "
        + (f"CUDA {machine['cuda']}, driver {machine['driver']}." if machine["cuda"] else "There is no GPU: everything ran on the CPU."),
        "",
        "| part | result | seconds | memory of the GPU |",
        "| :-- | :-- | --: | --: |",
    ]
    lines += [f"| {part['name']} | {outcome(part)} | {part['seconds']} | {memory(part)} |" for part in result["parts"]]
    for name in "digits", "gpt":
        lines += ["", *losses(name, result["curves"])]
    for part in result["parts"]:
        if part["status"] != 0 or part["name"] == "device":
            lines += ["", f"## {part['name']}", "", "```text", part["printed"].strip()[-2_000:], "```"]
    return "\n".join(lines) + "\n"


def outcome(part):
    if part["status"] != 0:
        return f"failed ({part['status']})"
    return f"{part['tests'][0][0]} tests passed" if part["tests"] else "ran to its end"


def memory(part):
    return "" if part["gpu_mib"] is None else f"{part['gpu_mib']} MiB"


def losses(name, curves):
    """The first and the last losses of both programs. They start from other weights, so only the heights can be compared."""
    lines = [f"| {name} | steps | first loss | mean of the last ten losses |", "| :-- | --: | --: | --: |"]
    for side in "rust", "python":
        curve = curves[f"{name}-{side}.csv"]
        found = [loss for loss in (curve or {}).get("loss", []) if loss is not None]
        if found:
            last = found[-10:]
            lines.append(f"| {side} | {len(found)} | {found[0]:.4f} | {sum(last) / len(last):.4f} |")
        else:
            lines.append(f"| {side} | no log | | |")
    return lines
