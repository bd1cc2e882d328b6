#!/usr/bin/env python3
"""Writes digits.csv.gz, as the Python package scikit-learn contains it, into the folder of this script.

    python3 examples/data/fetch_digits.py
"""

import hashlib
import pathlib
import subprocess
import sys
import tempfile
import zipfile

VERSION = "1.9.1"
FILE = "sklearn/datasets/data/digits.csv.gz"
SHA256 = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"


def main():
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder]
        subprocess.run([*pip, f"scikit-learn=={VERSION}"], check=True)
        wheel = next(pathlib.Path(folder).glob("*.whl"))
        content = zipfile.ZipFile(wheel).read(FILE)
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        sys.exit(f"{FILE} of scikit-learn {VERSION}: expected the SHA-256 {SHA256}, found {found}")
    pathlib.Path(__file__).with_name("digits.csv.gz").write_bytes(content)


if __name__ == "__main__":
    main()
