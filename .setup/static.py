#!/usr/bin/env python3
"""Builds `tch-lr` for Linux as one static program, tests it, and packs it with its man pages and completions.

    python3 .setup/static.py
    python3 .setup/static.py --profile dev     # not optimized, as .ci/run does it

The archive in target/packaged has the name and the folders that `cargo binstall` expects. The program needs no libtorch. On a machine
that cannot build it (no x86-64 Linux, no rustup to add the target), the script says so and succeeds, unless it has `--required`.
"""

import gzip
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import tarfile

from commands import OUTPUT, arguments, expect, fail, last_line, metadata, ran, say, skip, tried
from licences import licence_texts
from libtorch import ROOT

TARGET = "x86_64-unknown-linux-musl"
FEATURES = ["--no-default-features", "--features", "cli"]
LICENCES = "LICENSES-OF-DEPENDENCIES.txt"
SHELLS = {"bash": "tch-lr", "zsh": "_tch-lr", "fish": "tch-lr.fish"}


def main():
    options = arguments(__doc__).parse_args()
    reason = why_not()
    if reason:
        skip(reason, options.required)
    program = prepared(options.profile)
    check_is_static(program)
    check_program(program, OUTPUT / "man")
    say(f"static: {pack(program, metadata()).relative_to(ROOT)}")


def why_not():
    """Why this machine cannot build the program; None if it can. Adds the target if it is missing."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return f"this machine is {platform.system()} {platform.machine()}, expected Linux x86_64"
    if not shutil.which("cargo"):
        return "cargo not found"
    if has_target(TARGET):
        return None
    if not shutil.which("rustup"):
        return f"this Rust has no target {TARGET}, and there is no rustup to add it"
    added = tried("rustup", "target", "add", TARGET)
    if added.returncode:
        return f"'rustup target add {TARGET}' failed: {last_line(added.stderr)}"
    return None


def has_target(target):
    """Whether this Rust has the standard library of a target."""
    folder = tried("rustc", "--print", "target-libdir", "--target", target)
    return folder.returncode == 0 and any(pathlib.Path(folder.stdout.strip()).glob("libstd-*"))


def prepared(profile):
    """Compiles the program, and writes what is packed with it to target/packaged. Returns the path of the program."""
    program = build(profile)
    for part in ("man", "completions"):
        shutil.rmtree(OUTPUT / part, ignore_errors=True)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    shutil.copy2(program, OUTPUT / "tch-lr")
    ran(program, "man", "-o", OUTPUT / "man")
    (OUTPUT / "completions").mkdir()
    for shell, name in SHELLS.items():
        (OUTPUT / "completions" / name).write_text(ran(program, "completions", shell))
    (OUTPUT / LICENCES).write_text(licence_texts(TARGET, FEATURES))
    return program


def build(profile):
    """Compiles the program, and returns its path."""
    command = ["cargo", "build", "--locked", *FEATURES, "--bin", "tch-lr", "--target", TARGET, "--profile", profile]
    # Symbols are most of the size.
    variable = f"CARGO_PROFILE_{profile.upper().replace('-', '_')}"
    environment = {**os.environ, f"{variable}_DEBUG": "false", f"{variable}_STRIP": "symbols"}
    command += ["--message-format", "json-render-diagnostics"]
    built = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if built.returncode:
        fail(f"'{' '.join(command)}' failed, for the reason above")
    messages = [json.loads(line) for line in built.stdout.splitlines() if line.startswith("{")]
    return pathlib.Path([message["executable"] for message in messages if message.get("executable")][-1])


def check_is_static(program):
    """A static program has neither an interpreter nor needed libraries."""
    headers = tried("readelf", "--wide", "--program-headers", "--dynamic", program)
    if headers.returncode or "LOAD" not in headers.stdout:
        fail(f"readelf cannot read {program}: {last_line(headers.stderr)}")
    for word in ("INTERP", "(NEEDED)"):
        if word in headers.stdout:
            fail(f"{program} is not static: readelf shows {word}")


def check_program(program, pages, extension=".1"):
    """Runs the program as README shows it, and checks that each of its commands has a man page in the folder `pages`."""
    package = metadata()
    expect("tch-lr --version", ran(program, "--version"), f"tch-lr {package['version']}\n")
    plan = "examples/plans/warmup_cosine.toml"
    expect("tch-lr describe", ran(program, "describe", plan), documented(f"tch-lr describe {plan}"))
    ran(program, "check", plan, "--deny-warnings")
    for name, start in (("rates.svg", b"<svg"), ("rates.png", b"\x89PNG"), ("rates.html", b"<!DOCTYPE html>")):
        picture = OUTPUT / name
        ran(program, "plot", plan, "-o", picture)
        if start.lower() not in picture.read_bytes()[:100].lower():
            fail(f"tch-lr plot -o {name}: expected {start}, found {picture.read_bytes()[:20]}")
        picture.unlink()
    commands = re.findall(r"^  ([a-z]+) ", ran(program, "--help").partition("Commands:")[2].partition("Options:")[0], re.MULTILINE)
    missing = [name for name in commands if name != "help" and not (pages / f"tch-lr-{name}{extension}").is_file()]
    if len(commands) < 10 or missing:
        fail(f"no man pages of {missing} among {commands}")


def documented(command):
    """What README shows under a command."""
    text = (ROOT / "README.md").read_text()
    found = re.search(rf"^\$ {re.escape(command)}\n((?:(?!\$ |```).*\n)+)", text, re.MULTILINE)
    if not found:
        fail(f"README.md does not show '{command}'")
    return found[1]


def pack(program, package):
    """The archive, with the names that `cargo binstall` builds from `[package.metadata.binstall]`."""
    name = f"{package['name']}-{TARGET}-v{package['version']}"
    folder = OUTPUT / name
    shutil.rmtree(folder, ignore_errors=True)
    inside = expanded(package["metadata"]["binstall"]["bin-dir"], package)
    (OUTPUT / inside).parent.mkdir(parents=True)
    shutil.copy2(program, OUTPUT / inside)
    for part in ("man", "completions"):
        shutil.copytree(OUTPUT / part, folder / part)
    for file in (*(ROOT / name for name in ("LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md")), OUTPUT / LICENCES):
        shutil.copy2(file, folder)
    archive = OUTPUT / f"{name}.tar.gz"
    # Without times and owners, so that the same files make the same archive.
    with open(archive, "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed, tarfile.open(mode="w", fileobj=packed) as tar:
        tar.add(folder, name, filter=anonymous)
    with tarfile.open(archive) as tar:
        if inside not in tar.getnames():
            fail(f"{archive} does not contain {inside}, which [package.metadata.binstall] names")
    shutil.rmtree(folder)
    return archive


def expanded(template, package):
    """A template of cargo-binstall with the values of this program."""
    values = {"name": package["name"], "version": package["version"], "target": TARGET, "bin": "tch-lr", "binary-ext": ""}
    return re.sub(r"\{ *([\w-]+) *\}", lambda found: values[found[1]], template)


def anonymous(entry):
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    main()
