"""Runs every part of the bundle for a limited time, and writes report.json and report.md. A part that fails does not stop the others."""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

import report

BUNDLE = pathlib.Path(__file__).resolve().parent
# The programs were compiled in this folder, and look for their data there.
TREE = pathlib.Path("/tmp/tch-lr-gpu")
ASKED = """
import json, torch
cuda = torch.cuda.is_available()
print(json.dumps({
    "torch": torch.__version__.split("+")[0],
    "folder": torch.__path__[0],
    "device": torch.cuda.get_device_name(0) if cuda else "CPU",
    "cuda": torch.version.cuda if cuda else None,
}))
"""


def main():
    built = json.loads((BUNDLE / "built.json").read_text())
    facts = json.loads(output(sys.executable, "-W", "ignore", "-c", ASKED))
    if facts["torch"] != built["torch"]:
        sys.exit(f"run: {sys.executable} has torch {facts['torch']}, expected {built['torch']}; name another Python: sh run.sh PYTHON")
    link()
    torch = pathlib.Path(facts.pop("folder"))
    on_gpu = facts["cuda"] is not None
    environment = os.environ | {
        "LD_LIBRARY_PATH": f"{torch / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}",
        "TCH_LR_DEVICE": "cuda" if on_gpu else "cpu",
        "TCH_LR_PYTHON": sys.executable,
        "TCH_LR_TORCH": built["torch"],
        "TCH_LR_REQUIRE_PYTHON": "1",
        # Deterministic matrix products on CUDA.
        "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
        "PYTHONWARNINGS": "ignore",
        "RUST_BACKTRACE": "0",
    }
    facts |= {"date": datetime.date.today().isoformat(), "built": built, "driver": driver(), "processors": os.cpu_count()}
    say(f"torch {facts['torch']} on {facts['device']}" + ("" if on_gpu else ": there is no GPU, so everything runs on the CPU"))
    with tempfile.TemporaryDirectory() as folder:
        parts = [run(name, command, limit, environment) for name, command, limit in commands(folder, on_gpu)]
        curves = {name: curve(pathlib.Path(folder) / name) for name in ("gpt-rust.csv", "gpt-python.csv", "digits-rust.csv", "digits-python.csv")}
    result = {"machine": facts, "parts": parts, "curves": curves}
    (BUNDLE / "report.json").write_text(json.dumps(result, indent=1) + "\n")
    (BUNDLE / "report.md").write_text(report.page(result))
    print(report.page(result))
    sys.exit(any(part["status"] != 0 for part in parts))


def commands(folder, on_gpu):
    """The name of each part, its command, and its time limit in seconds: seven minutes for all."""
    binary = lambda name: str(BUNDLE / "bin" / name)
    twin = lambda name: [sys.executable, "-u", str(TREE / "examples" / "python" / f"{name}.py")]
    steps = "300" if on_gpu else "60"
    epochs = "10" if on_gpu else "2"
    gpt = ["--steps", steps, "--warmup", "20"]
    rust = ["--val-every", "100000", "--log-every", "1", "--out", f"{folder}/gpt"]
    return [
        ("device", [binary("bench-device")], 20),
        ("weights of 300 steps against Python", [binary("test-training"), "weights::"], 60),
        ("rates of every class", [binary("test-optimizer"), "models::"], 40),
        ("rates of a preview and in training", [binary("test-training"), "trace::"], 20),
        ("killed runs resume to the bit", [binary("test-training"), "killed_runs::"], 90),
        ("checkpoints", [binary("test-training"), "checkpoints::weights"], 20),
        ("generators", [binary("test-lr_finder"), "random_state"], 20),
        ("native", [binary("test-native")], 20),
        ("quickstart", [binary("quickstart"), "--epochs", "20"], 20),
        ("digits", [binary("digits"), "--epochs", epochs, "--folder", f"{folder}/digits", "--log", f"{folder}/digits-rust.csv"], 30),
        ("digits in Python", [*twin("digits"), "--epochs", epochs, "--log", f"{folder}/digits-python.csv"], 30),
        ("gpt", [binary("gpt"), *gpt, *rust], 40),
        ("gpt in Python", [*twin("gpt"), *gpt, "--csv", f"{folder}/gpt-python.csv"], 40),
        ("gpt's log", ["cp", f"{folder}/gpt/log.csv", f"{folder}/gpt-rust.csv"], 5),
    ]


def run(name, command, limit, environment):
    """Runs one part, and returns what it printed, its time, and the largest memory that it had on the GPU."""
    say(f"== {name}")
    begun, peak = time.monotonic(), Memory()
    with peak:
        try:
            done = subprocess.run(command, cwd=TREE, env=environment, timeout=limit, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            status, printed = done.returncode, done.stdout
        except subprocess.TimeoutExpired as error:
            status, printed = f"stopped after {limit} s", (error.stdout or b"").decode(errors="replace")
        except OSError as error:
            status, printed = str(error), ""
    seconds = round(time.monotonic() - begun, 1)
    tests = re.findall(r"^test result: .*?(\d+) passed; (\d+) failed", printed, re.MULTILINE)
    say(f"   {'passed' if status == 0 else f'failed: {status}'}, {seconds} s")
    return {"name": name, "status": status, "seconds": seconds, "tests": tests[-1:], "gpu_mib": peak.mib, "printed": printed[-4_000:]}


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
    try:
        return output("nvidia-smi", f"--query-gpu={field}", "--format=csv,noheader").splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return None


def driver():
    return smi("driver_version")


def curve(path):
    """The rows of a log as floats by column, or None if the program has not written it."""
    if not path.is_file():
        return None
    names, *rows = [line.split(",") for line in path.read_text().splitlines() if line]
    columns = zip(*rows)
    return {name: [float(value) if value else None for value in column] for name, column in zip(names, columns)}


def link():
    if TREE.is_symlink():
        TREE.unlink()
    if TREE.exists():
        sys.exit(f"run: {TREE} exists and is no link; move it away")
    TREE.symlink_to(BUNDLE / "tree")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
