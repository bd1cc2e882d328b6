"""What the scripts that pack and test a release have in common: they run commands, and skip what a machine cannot do."""

import argparse
import json
import pathlib
import subprocess
import sys

from libtorch import ROOT

# What a release has, and what the checks of a release make.
OUTPUT = ROOT / "target" / "packaged"


def arguments(text):
    """The options of a script; `text` is the help."""
    options = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--profile", default="release", help="cargo's profile (default: release)")
    options.add_argument("--required", action="store_true", help="fail if this machine cannot do it")
    return options


def metadata():
    """The package in Cargo.toml, as cargo reads it."""
    command = ["cargo", "metadata", "--locked", "--no-deps", "--format-version", "1"]
    packages = json.loads(ran(*command))["packages"]
    return next(package for package in packages if package["name"] == "tch-lr-scheduler")


def ran(*command, **options):
    """What a command prints. It has to succeed."""
    result = tried(*command, **options)
    if result.returncode:
        fail(f"'{' '.join(map(str, command))}' failed with code {result.returncode}:\n{result.stderr.strip()}")
    return result.stdout


def tried(*command, **options):
    """The result of a command that may fail. A program that does not exist has the code 127, as in a shell."""
    command = list(map(str, command))
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, **{"cwd": ROOT, **options})
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


def shown(*command, **options):
    """Runs a command whose output people follow. It has to succeed."""
    command = list(map(str, command))
    say(f"== {' '.join(command)}")
    # Standard output may be data of the caller.
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, **{"cwd": ROOT, **options}).returncode:
        fail(f"'{' '.join(command)}' failed, for the reason above")


def expect(what, found, expected):
    if found != expected:
        fail(f"{what}: expected\n{expected}\nfound\n{found}")


def last_line(text):
    return (text.strip().splitlines() or ["no message"])[-1]


def skip(reason, required):
    """Ends the script successfully, or with an error if the machine has to be able to do it."""
    if required:
        fail(reason)
    say(f"== skipped: {name()}: {reason}")
    sys.exit(0)


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"{name()}: {text}")


def name():
    return pathlib.Path(sys.argv[0]).stem
