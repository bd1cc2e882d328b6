"""Fetches a package and all that it needs with pip, wheel by wheel, so that what is whole survives an interruption."""

import contextlib
import importlib.util
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time

# The wheels (3 GB on Linux, most of it CUDA) and what they unpack to are there together for a moment.
GIGABYTES = 2 if sys.platform == "darwin" else 9


def fetch(site, requirement):
    """Makes the folder `site`, into which `requirement` is installed."""
    cache, downloads, fresh = site.parent, site.with_name(site.name + ".wheels"), site.with_name(site.name + ".new")
    say(f"{requirement} was not found on this machine; fetching it into {cache}")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with lock(cache / "lock") as lock_file:
            if site.is_dir():
                return
            downloads.mkdir(exist_ok=True)
            enough_room(downloads)
            pip = Pip(cache, downloads / "temporary", lock_file)
            wheels = plan(pip, downloads, requirement)
            for number, (name, file) in enumerate(wheels, 1):
                download(pip, downloads, name, file, f"[{number:2}/{len(wheels)}] {name}")
            say(f"unpacking {len(wheels)} wheels")
            shutil.rmtree(fresh, ignore_errors=True)
            files = [downloads / file for _, file in wheels]
            pip.run("install", "--no-index", "--no-deps", "--no-compile", "--target", fresh, *files)
            fresh.rename(site)
            shutil.rmtree(downloads)
    except OSError as error:
        fail(f"{error}. The cache is {cache}; another folder can be chosen with TCH_LR_CACHE")


@contextlib.contextmanager
def lock(path):
    """One set-up at a time; the file is of no further meaning, and a lock dies with its process."""
    import fcntl

    with open(path, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is fetching already; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def enough_room(downloads):
    there = sum(file.stat().st_size for file in downloads.glob("*.whl"))
    free, needed = shutil.disk_usage(downloads).free, GIGABYTES * 1e9 - there
    if free < needed:
        fail(
            f"{downloads.parent} has {free / 1e9:.1f} GB free, {needed / 1e9:.1f} GB are needed; free some, or set TCH_LR_CACHE "
            "to a folder that has them"
        )


def plan(pip, downloads, requirement):
    """Every wheel that the requirement needs, as `name==version` and file name; kept, so that a second run fetches the same."""
    report, partial = downloads / "plan.json", downloads / "plan.part"
    if not report.is_file():
        pip.run("install", "--dry-run", "--ignore-installed", "--only-binary=:all:", "--report", partial, requirement)
        partial.replace(report)
    return wheels_of(json.loads(report.read_text()))


def wheels_of(report):
    wheels = []
    for item in report["install"]:
        file = item["download_info"]["url"].split("#")[0].rsplit("/", 1)[1]
        wheels.append((f"{item['metadata']['name']}=={item['metadata']['version']}", file.replace("%2B", "+")))
    return sorted(wheels)


def download(pip, downloads, requirement, file, label):
    target, fresh = downloads / file, downloads / "fresh"
    if target.is_file():
        return say(f"{label}, there already")
    shutil.rmtree(fresh, ignore_errors=True)
    meter = Meter(label)
    pip.run("download", "--no-deps", "--only-binary=:all:", "--progress-bar=raw", "--dest", fresh, requirement, meter=meter)
    meter.end((fresh / file).stat().st_size)
    (fresh / file).replace(target)


class Meter:
    """How far a download is: a line that is redrawn on a terminal; in a log one line at the end, and some if it takes long."""

    def __init__(self, label):
        self.label, self.shown = label, time.monotonic()
        self.terminal = sys.stderr.isatty()

    def show(self, done, total):
        if time.monotonic() - self.shown > (0.2 if self.terminal else 15):
            self.shown = time.monotonic()
            self.write(f"{self.label}, {done / 1e6:.1f} of {total / 1e6:.1f} MB")

    def end(self, size):
        self.write(f"{self.label}, {size / 1e6:.1f} MB")
        if self.terminal:
            say("")

    def write(self, text):
        if self.terminal:
            sys.stderr.write(f"\r\x1b[K{text[: shutil.get_terminal_size().columns - 1]}")
            sys.stderr.flush()
        else:
            say(text)


class Pip:
    """A pip that resumes a broken download and tells its progress, whatever the age of the system's own."""

    def __init__(self, cache, temporary, lock_file):
        self.temporary, self.lock_file, self.folder = temporary, lock_file, None
        folder, fresh = cache / "pip", cache / "pip.new"
        if not folder.is_dir():
            if not importlib.util.find_spec("pip"):
                self.folder = bundled_pip()
            shutil.rmtree(fresh, ignore_errors=True)
            self.run("install", "--upgrade", "--target", fresh, "pip>=25.1")
            fresh.rename(folder)
        self.folder = folder

    def run(self, *arguments, meter=None):
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir()
        # pip unpacks in TMPDIR, which may be small or on another disk. Its own cache would hold the 3 GB a second time.
        environment = dict(os.environ, TMPDIR=str(self.temporary), PIP_NO_CACHE_DIR="1", PIP_RESUME_RETRIES="10", PIP_NO_INPUT="1")
        environment.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PYTHONUNBUFFERED="1")
        if self.folder:
            environment["PYTHONPATH"] = str(self.folder)
        command = [sys.executable, "-m", "pip", *map(str, arguments)]
        # pip does not hear Ctrl-C, which it would answer with a traceback; and it holds the lock should this process be killed.
        with subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
            pass_fds=[self.lock_file.fileno()],
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        ) as process:
            try:
                for line in process.stdout:
                    progress = re.match(r"Progress (\d+) of (\d+)", line)
                    if progress and meter:
                        meter.show(int(progress[1]), int(progress[2]))
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            fail(
                f"pip failed, its reason is above: {' '.join(command)}\n"
                "  No network? Run the same command again when there is one: it continues where it stopped. pip's own settings\n"
                "    (proxy, index, PIP_FIND_LINKS) are honoured.\n"
                "  No wheel for this Python or platform? Use another Python (python3.12 .setup/libtorch.py), or install libtorch\n"
                "    yourself and export LIBTORCH (build.md)."
            )


def bundled_pip():
    """The pip that Python carries for its virtual environments, where it is not installed."""
    ensurepip = importlib.util.find_spec("ensurepip")
    folders = [pathlib.Path(ensurepip.origin).parent / "_bundled"] if ensurepip else []
    folders.append(pathlib.Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or "/usr/share/python-wheels"))
    wheels = [wheel for folder in folders for wheel in folder.glob("pip-*.whl")]
    if not wheels:
        fail(
            f"{sys.executable} has no pip. Debian and Ubuntu: sudo apt install python3-pip. Fedora: sudo dnf install python3-pip.\n"
            "  Or install libtorch yourself and export LIBTORCH (build.md)."
        )
    return wheels[0]


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"libtorch: {text}")
