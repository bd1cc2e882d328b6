"""Runs a part: its result, time, speed and memory."""

import os
import re
import subprocess
import threading
import time

# A row of a training: the number of the step or of the epoch, and the learning rate.
ROW = re.compile(r"(?:step)? *(\d+):? +(?:lr )?\d(?:\.\d+)?e[-+]?\d+")


def run(part, limit, folder, environment):
    """Runs a part for at most `limit` seconds. Returns what it printed and what was measured, as the report has it."""
    begun, times, lines, tardy = time.monotonic(), [], [], threading.Event()
    result = {"name": part.name, "tests": None, "gpu_mib": None, "host_mib": None, "steps_per_second": None}
    try:
        process = subprocess.Popen(part.command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    except OSError as error:
        return result | {"status": str(error), "seconds": 0.0, "printed": ""}

    def stop():
        tardy.set()
        process.kill()

    timer, peak = threading.Timer(limit, stop), Memory()
    timer.start()
    with peak, process.stdout as output:
        for line in output:
            times.append(time.monotonic())
            lines.append(line)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    timer.cancel()
    printed = "".join(lines)
    result |= {
        "status": f"stopped after {limit:.0f} s" if tardy.is_set() else process.returncode,
        "seconds": round(time.monotonic() - begun, 1),
        "gpu_mib": peak.mib,
        # Linux counts it in KiB.
        "host_mib": usage.ru_maxrss // 1024,
        "printed": printed[-4_000:],
    }
    if part.is_test:
        counts = [int(count) for count in re.findall(r"^test result: .*?(\d+) passed", printed, re.MULTILINE)]
        result["tests"] = sum(counts)
        if result["status"] == 0 and result["tests"] == 0:
            result["status"] = "no test has run"
    if part.steps_of_a_row:
        result["steps_per_second"] = speed(zip(times, lines), part.steps_of_a_row)
    return result


def speed(timed, steps_of_a_row):
    """The optimizer steps in a second, between the first and the last row of the training; None if there are no two rows."""
    rows = [(moment, int(found[1])) for moment, line in timed if (found := ROW.match(line))]
    if len(rows) < 2 or rows[-1][0] <= rows[0][0]:
        return None
    return (rows[-1][1] - rows[0][1]) * steps_of_a_row / (rows[-1][0] - rows[0][0])


class Memory:
    """The largest memory in use on the GPU while a part runs, in MiB; None if there is no GPU. It is measured twice a second."""

    def __init__(self):
        self.mib, self.ended = None, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def watch(self):
        while not self.ended.wait(0.5):
            used = smi("memory.used")
            if used is None:
                return
            self.mib = max(self.mib or 0, int(used.split()[0]))


def smi(field):
    """What nvidia-smi says about the first GPU, or None."""
    try:
        asked = ["nvidia-smi", f"--query-gpu={field}", "--format=csv,noheader"]
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return None
