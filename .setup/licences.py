"""The licences of the crates that a program contains. A program in binary form has to come with them."""

import json
import pathlib
import re

from commands import ran

FILE = re.compile(r"(licen[cs]e|copying|notice|unlicense)", re.IGNORECASE)


def licence_texts(target, features):
    """The name, the version, the licence and the licence files of each crate in one text. Equal files are printed once."""
    texts = {}
    for package in linked(target, features):
        label = f"{package['name']} {package['version']}: {package['license'] or 'see the text'}"
        folder = pathlib.Path(package["manifest_path"]).parent
        files = sorted(file for file in folder.iterdir() if file.is_file() and FILE.match(file.name))
        for text in dict.fromkeys(file.read_text(errors="replace").strip() for file in files) or [""]:
            texts.setdefault(text, []).append(label)
    line = "=" * 100
    return "\n".join(f"{line}\n" + "\n".join(labels) + f"\n{line}\n{text}\n" for text, labels in texts.items())


def linked(target, features):
    """The packages of the program: dependencies without those of build scripts, macros and tests."""
    options = ["--locked", "--target", target, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]
    lines = ran("cargo", "tree", *options, *features).splitlines()
    names = {tuple(line.removesuffix(" (*)").split()[:2]) for line in lines if line}
    graph = json.loads(ran("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target))
    packages = [package for package in graph["packages"] if (package["name"], f"v{package['version']}") in names]
    return sorted((package for package in packages if package["source"]), key=lambda package: (package["name"], package["version"]))
