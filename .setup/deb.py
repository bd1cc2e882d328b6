#!/usr/bin/env python3
"""Makes a Debian package of `tch-lr`, installs it, tests it, and removes it again.

    python3 .setup/deb.py
    python3 .setup/deb.py --profile dev    # not optimized, as .ci/run does it

The package contains the program of static.py, so that it depends on no other package. `[package.metadata.deb]` in Cargo.toml says
what else is in it. cargo-deb is compiled once, into the cache of libtorch.py. Only root can install a package, and with `--sudo` whoever
may become root without a password. Others, and those who have `tch-lr` installed already, get the package unpacked into
target/packaged and tested there.
"""

import os
import pathlib
import shutil
import subprocess

import static
from commands import OUTPUT, arguments, expect, fail, last_line, metadata, ran, say, skip, tried
from libtorch import ROOT, cache_folder

VERSION = "3.8.0"
# cargo-deb itself is used for a second, and compiles twice as fast like this.
OPTIONS = ["--debug", "--no-default-features", "--features", "gzip"]
NAME = "tch-lr"
# Images of Debian for containers leave man pages and documentation out.
COMPLETE = ["--path-include=/usr/share/man/*", "--path-include=/usr/share/doc/*"]


def main():
    parser = arguments(__doc__)
    parser.add_argument("--sudo", action="store_true", help="install the package with sudo")
    options = parser.parse_args()
    reason = static.why_not() or why_not()
    if reason:
        skip(reason, options.required)
    static.prepared(options.profile)
    tool = cargo_deb()
    if not tool.is_file():
        skip("cargo-deb cannot be installed, for the reason above", options.required)
    package = make(tool, options.profile)
    check_fields(package)
    as_root = ["sudo", "--non-interactive"] if options.sudo else []
    obstacle = why_not_installed(options.sudo)
    if obstacle:
        say(f"== skipped: deb: installation: {obstacle}")
        folder = OUTPUT / "unpacked"
        shutil.rmtree(folder, ignore_errors=True)
        ran("dpkg-deb", "--extract", package, folder)
        check_files(folder)
    else:
        check_installed(package, as_root)
    say(f"deb: {package.relative_to(ROOT)}")


def why_not():
    missing = [program for program in ("dpkg", "dpkg-deb") if not shutil.which(program)]
    return f"{' and '.join(missing)} not found, so this is not Debian" if missing else None


def why_not_installed(with_sudo):
    """Why the package cannot be installed here; None if it can."""
    if os.geteuid() and not with_sudo:
        return "it needs root"
    return f"{NAME} is installed already" if tried("dpkg-query", "--show", NAME).returncode == 0 else None


def cargo_deb():
    """The path of cargo-deb in the cache, where this installs it if it is missing and can be had."""
    folder = cache_folder() / f"cargo-deb-{VERSION}"
    tool = folder / "bin" / "cargo-deb"
    if not tool.is_file():
        say(f"cargo-deb {VERSION}: not found in the cache; compiling it into {folder}")
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["cargo", "install", "--quiet", "--locked", *OPTIONS, "--root", folder, f"cargo-deb@{VERSION}"],
            # Not in the checkout, whose .cargo/config.toml is for the crate.
            cwd=folder,
            stdin=subprocess.DEVNULL,
        )
    return tool


def make(tool, profile):
    """The package of what static.py has prepared."""
    command = [tool, "deb", "--no-build", "--no-strip", "--target", static.TARGET, "--output", OUTPUT]
    # Faster, and a quarter larger.
    light = [] if profile == "release" else ["--fast"]
    return pathlib.Path(ran(*command, *light).strip().splitlines()[-1])


def check_fields(package):
    lines = [line.partition(":") for line in ran("dpkg-deb", "--field", package).splitlines() if line[:1] != " "]
    fields = {name: value.strip() for name, _, value in lines}
    expect("the package's name", fields["Package"], NAME)
    expect("the package's version", fields["Version"].partition("-")[0], metadata()["version"])
    # cargo-deb writes the field without a value.
    if fields.get("Depends"):
        fail(f"the package depends on {fields['Depends']}, expected nothing: the program is static")


def check_installed(package, as_root):
    """Installs the package, tests what it has installed, and removes it, also if a test fails."""
    say(f"== installing {package.name}")
    try:
        ran(*as_root, "dpkg", *COMPLETE, "--install", package)
        check_files(pathlib.Path("/"))
        if shutil.which("man"):
            expect("man -w tch-lr", ran("man", "-w", NAME).strip(), f"/usr/share/man/man1/{NAME}.1.gz")
        expect("the path of tch-lr", shutil.which(NAME), f"/usr/bin/{NAME}")
    finally:
        removed = tried(*as_root, "dpkg", "--purge", NAME)
    if removed.returncode or pathlib.Path("/usr/bin", NAME).exists():
        fail(f"'dpkg --purge {NAME}' failed: {last_line(removed.stderr)}")


def check_files(root):
    """Tests the files of the package below the folder `root`."""
    share = root / "usr" / "share"
    completions = ("bash-completion/completions/tch-lr", "zsh/vendor-completions/_tch-lr", "fish/vendor_completions.d/tch-lr.fish")
    documents = (f"doc/{NAME}/copyright", f"doc/{NAME}/{static.LICENCES}")
    for name in (*completions, *documents):
        if not (share / name).is_file() or not (share / name).stat().st_size:
            fail(f"{share / name} is missing or empty")
    static.check_program(root / "usr" / "bin" / NAME, share / "man" / "man1", ".1.gz")


if __name__ == "__main__":
    main()
