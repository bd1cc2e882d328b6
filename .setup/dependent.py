#!/usr/bin/env python3
"""Tests "Depending on it" of README: an empty crate with README's lines and README's program compiles, runs, and links CUDA.

    python3 .setup/dependent.py

The crate depends on the packed crate, as it would be uploaded, and has the versions of Cargo.lock. It uses what cargo has compiled for
this checkout, so that tch's C++ layer is not compiled again.
"""

import json
import os
import pathlib
import re
import shutil
import tarfile

from commands import expect, fail, metadata, ran, say, shown, skip, tried
from libtorch import LINK, ROOT, cache_folder

# Not in the checkout, whose .cargo/config.toml would set LIBTORCH too.
FOLDER = cache_folder() / "dependent"
LIBTORCH = pathlib.Path(os.environ.get("LIBTORCH", LINK))


def main():
    missing = [program for program in ("cargo", "readelf") if not shutil.which(program)]
    if missing:
        skip(f"{' and '.join(missing)} not found", required=False)
    package = unpack()
    program = FOLDER / "program"
    readme = (ROOT / "README.md").read_text()
    write_program(program, package, readme)
    check_started_by_cargo(program, block(readme, "text", "epoch 0:"))
    check_started_alone(program, block(readme, "text", "epoch 0:"))
    say("dependent: README's lines compile and run in an empty crate")


def unpack():
    """Packs the crate, and returns the folder into which it is unpacked."""
    shown("cargo", "package", "--quiet", "--locked", "--no-verify", "--allow-dirty", "--package", "tch-lr-scheduler")
    package = metadata()
    name = f"{package['name']}-{package['version']}"
    folder = FOLDER / "package"
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(target() / "package" / f"{name}.crate") as crate:
        crate.extractall(folder, filter="data") if hasattr(tarfile, "data_filter") else crate.extractall(folder)
    return folder / name


def write_program(program, package, readme):
    """A crate with README's lines; only the version of this crate and the path of libtorch are replaced."""
    shutil.rmtree(program, ignore_errors=True)
    shown("cargo", "new", "--quiet", "--vcs", "none", program)
    dependencies = block(readme, "toml", "[dependencies]")
    by_path = re.sub(r'^tch-lr-scheduler = "[^"]*".*$', f'tch-lr-scheduler = {{ path = "{package}" }}', dependencies, flags=re.MULTILINE)
    if by_path == dependencies:
        fail("README.md has no line 'tch-lr-scheduler = ...' under [dependencies]")
    manifest = (program / "Cargo.toml").read_text().replace("[dependencies]\n", by_path)
    # It is no workspace member of the checkout, and has its profiles, so that both use the same compiled torch-sys.
    manifest += "\n[workspace]\n\n" + profiles((ROOT / "Cargo.toml").read_text())
    (program / "Cargo.toml").write_text(manifest)
    shutil.copy2(ROOT / "Cargo.lock", program)
    config = block(readme, "toml", "[env]")
    (program / ".cargo").mkdir()
    (program / ".cargo" / "config.toml").write_text(config.replace("/path/to/libtorch", str(LIBTORCH)))
    (program / "src" / "main.rs").write_text(block(readme, "rust", "use tch::"))


def profiles(manifest):
    """The tables `[profile...]` of a Cargo.toml."""
    tables = re.split(r"^(?=\[)", manifest, flags=re.MULTILINE)
    return "".join(table for table in tables if table.startswith("[profile"))


def check_started_by_cargo(program, expected):
    """`cargo run` prints what README shows, and the program loads CUDA if libtorch has it."""
    environment = {name: value for name, value in environment_of_cargo().items() if name != "TCH_LR_CPU_ONLY"}
    started = tried("cargo", "run", "--offline", cwd=program, env=environment)
    if started.returncode:
        fail(f"'cargo run' in {program} failed:\n{started.stderr}")
    if "Compiling torch-sys" in started.stderr:
        say("dependent: tch's C++ layer was compiled again, because the checkout had no equal one")
    expect("cargo run", started.stdout, expected)
    has_cuda = (LIBTORCH / "lib" / "libtorch_cuda.so").exists()
    expect("libtorch_cuda.so is linked", "[libtorch_cuda.so]" in dynamic_section(), has_cuda)


def check_started_alone(program, expected):
    """With the build.rs of build.md, the program runs without cargo. With TCH_LR_CPU_ONLY, it does not load CUDA."""
    (program / "build.rs").write_text(block((ROOT / "build.md").read_text(), "rust", "fn main() {"))
    environment = {**environment_of_cargo(), "TCH_LR_CPU_ONLY": "1"}
    ran("cargo", "build", "--offline", "--quiet", cwd=program, env=environment)
    bare = {name: value for name, value in os.environ.items() if name not in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")}
    expect("the program alone", ran(executable(), cwd=program, env=bare), expected)
    expect("libtorch_cuda.so is linked with TCH_LR_CPU_ONLY", "[libtorch_cuda.so]" in dynamic_section(), False)


def environment_of_cargo():
    """The folder with what is compiled, and the flags of C++ of the checkout, because cargo compiles torch-sys again for others."""
    flags = dict(re.findall(r'^(CXXFLAGS\w*) = "(.*)"$', (ROOT / ".cargo" / "config.toml").read_text(), re.MULTILINE))
    return {**flags, **os.environ, "CARGO_TARGET_DIR": str(target())}


def executable():
    return target() / "debug" / "program"


def dynamic_section():
    return ran("readelf", "--wide", "--dynamic", executable())


def target():
    """The target folder of the checkout, which contains the compiled torch-sys."""
    described = ran("cargo", "metadata", "--locked", "--no-deps", "--format-version", "1")
    return pathlib.Path(json.loads(described)["target_directory"])


def block(text, language, start):
    """The first code block of a language that begins with `start`."""
    found = re.search(rf"^```{language}\n({re.escape(start)}.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if not found:
        fail(f"no code block in {language} begins with '{start}'")
    return found[1]


if __name__ == "__main__":
    main()
