"""Installs packages with their dependencies into a folder, with pip. An interruption keeps the wheels that are complete."""

import contextlib
import importlib.util
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time

# The wheels (3 GB on Linux, most of it CUDA) and the unpacked files exist together during the installation.
GIGABYTES = 2 if sys.platform == "darwin" else 9


def fetch(site, *requirements, alone=(), gigabytes=GIGABYTES):
    """Installs packages into the new folder `site`: `requirements` with what they require, `alone` without it. Needs `gigabytes` of
    free space."""
    cache, wheels, fresh = site.parent, site.with_name(site.name + ".wheels"), site.with_name(site.name + ".new")
    say(f"{', '.join([*requirements, *alone])}: not found on this machine; installing into {cache}")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with lock(cache / "lock") as lock_file:
            if site.is_dir():
                return
            wheels.mkdir(exist_ok=True)
            enough_room(wheels, gigabytes)
            pip = Pip(wheels, lock_file)
            pip.modernize(cache / "pip")
            options = ["--only-binary=:all:", "--no-compile", "--extra-index-url", wheels.as_uri()]
            pip.install(fresh, *options, *requirements)
            if alone:
                beside = site.with_name(site.name + ".alone")
                pip.install(beside, *options, "--no-deps", *alone)
                for path in beside.iterdir():
                    if not (fresh / path.name).exists():
                        path.rename(fresh / path.name)
                shutil.rmtree(beside)
            fresh.rename(site)
            shutil.rmtree(wheels)
    except OSError as error:
        fail(f"{error}\n  The cache is {cache}; set TCH_LR_CACHE to use another folder.")


@contextlib.contextmanager
def lock(path):
    """Lets only one set-up run at a time. The operating system releases the lock when the last process that holds it ends."""
    import fcntl

    with open(path, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is running; waiting for it to end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def enough_room(wheels, gigabytes):
    there = sum(file.stat().st_size for file in wheels.glob("*/*.whl"))
    free, needed = shutil.disk_usage(wheels).free, gigabytes * 1e9 - there
    if free < needed:
        fail(
            f"{wheels.parent} has {free / 1e9:.1f} GB free, {needed / 1e9:.1f} GB are needed.\n"
            "  Free some space, or set TCH_LR_CACHE to a folder on another disk."
        )


class Pip:
    def __init__(self, wheels, lock_file):
        self.wheels, self.lock_file, self.path = wheels, lock_file, None

    def modernize(self, folder):
        """Installs a newer pip into `folder` and uses it from now on: it resumes interrupted downloads and reports its progress."""
        if not folder.is_dir():
            if not importlib.util.find_spec("pip"):
                self.path = bundled_pip()
            fresh = folder.with_name("pip.new")
            self.install(fresh, "--quiet", "pip>=25.1,<27")
            fresh.rename(folder)
        self.path = folder

    def install(self, folder, *arguments):
        # pip downloads and unpacks in TMPDIR, which may be small or on another disk. pip's own cache would need 3 GB more.
        temporary = self.wheels / "temporary"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "TMPDIR": str(temporary),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_CACHE_DIR": "1",
            "PIP_NO_INPUT": "1",
            "PIP_PROGRESS_BAR": "raw" if "--quiet" not in arguments else "off",
            "PIP_REQUIRE_VIRTUALENV": "0",
            "PIP_RESUME_RETRIES": "10",
            "PIP_ROOT_USER_ACTION": "ignore",
            "PIP_USER": "0",
            **({"PYTHONPATH": str(self.path)} if self.path else {}),
        }
        command = [sys.executable, "-m", "pip", "install", "--target", folder, *arguments]
        # pip must ignore Ctrl-C (SIGINT), because it would print a traceback. It inherits the lock and keeps it if this process is
        # killed.
        with subprocess.Popen(
            list(map(str, command)),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            pass_fds=[self.lock_file.fileno()],
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        ) as process:
            try:
                follow(process.stdout, temporary, self.wheels)
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            fail(
                "pip failed, for the reason above.\n"
                "  If there is no network: run this again later, it continues where it stopped. pip's own settings (proxy, index,\n"
                "    PIP_FIND_LINKS) have their usual effect.\n"
                "  If there is no wheel for this Python or platform: use another Python (python3.12 .setup/libtorch.py), or\n"
                "    install libtorch yourself and export LIBTORCH (build.md).\n"
                f"  If a wheel is invalid: remove {self.wheels} and run this again."
            )


def follow(lines, temporary, wheels):
    """Shows pip's progress, and keeps each wheel that is complete, because an interrupted pip deletes all of them."""
    meter, failed = None, False
    for line in lines:
        progress = re.match(r"Progress (\d+) of (\d+)", line)
        failed = failed or line.startswith("ERROR")
        if progress:
            if meter:
                meter.show(int(progress[1]), int(progress[2]))
        elif failed or line.startswith("WARNING"):
            # Warnings about the folder of kept wheels are not shown: it does not contain this wheel yet.
            if wheels.as_uri() not in line:
                say(line.rstrip())
        else:
            if meter:
                keep(meter, temporary, wheels)
            download = re.match(r"\s*Downloading (?:\S*/)?(\S+\.whl) ", line)
            meter = Meter(download[1]) if download else None
            if line.startswith("Installing collected packages"):
                say("unpacking, which takes about a minute")


def keep(meter, temporary, wheels):
    """Adds a complete wheel to the package index in the folder `wheels`, which the next run gives to pip as an extra index."""
    file = next(temporary.glob(f"*/{meter.wheel}"), None)
    if not file or file.stat().st_size != meter.total:
        return
    folder = wheels / re.sub(r"[-_.]+", "-", meter.wheel.split("-")[0]).lower()
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.link(file, folder / meter.wheel)
    links = (f'<a href="{kept.name.replace("+", "%2B")}">{kept.name}</a>\n' for kept in folder.glob("*.whl"))
    (folder / "index.html").write_text("<!DOCTYPE html>\n" + "".join(links))
    meter.end()


class Meter:
    """The progress of a download: on a terminal one line that is redrawn, in a log one line at the end and one every 15 seconds."""

    def __init__(self, wheel):
        self.wheel, self.name, self.total = wheel, " ".join(wheel.split("-")[:2]), None
        self.shown, self.terminal = time.monotonic(), sys.stderr.isatty()

    def show(self, done, total):
        self.total = total
        if time.monotonic() - self.shown > (0.2 if self.terminal else 15):
            self.shown = time.monotonic()
            self.write(f"  {self.name}, {done / 1e6:.1f} of {total / 1e6:.1f} MB", "")

    def end(self):
        self.write(f"  {self.name}, {self.total / 1e6:.1f} MB", "\n")

    def write(self, text, end):
        if self.terminal:
            columns = shutil.get_terminal_size().columns
            print(f"\r\x1b[K{text[: columns - 1]}", end=end, file=sys.stderr, flush=True)
        else:
            say(text)


def bundled_pip():
    """The pip wheel that Python contains for virtual environments. It is used if pip is not installed."""
    ensurepip = importlib.util.find_spec("ensurepip")
    folders = [pathlib.Path(ensurepip.origin).parent / "_bundled"] if ensurepip else []
    folders.append(pathlib.Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or "/usr/share/python-wheels"))
    wheels = [wheel for folder in folders for wheel in folder.glob("pip-*.whl")]
    if not wheels:
        fail(
            f"{sys.executable} has no pip.\n"
            "  Debian and Ubuntu: sudo apt install python3-pip. Fedora: sudo dnf install python3-pip.\n"
            "  Or install libtorch yourself and export LIBTORCH (build.md)."
        )
    return wheels[0]


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"libtorch: {text}")
