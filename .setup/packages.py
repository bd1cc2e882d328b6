#!/usr/bin/env python3
"""Installs the Python packages that some tests compare with into the cache of libtorch.py, and prints their folder.

    PYTHONPATH=$(python3 .setup/packages.py) cargo test

Without these packages those tests skip the comparison and say so. None of them installs torch: transformers and mmengine-lite do
not require it, and timm is installed without its requirements, because only `timm.scheduler` is used.
"""

import hashlib
import sys

from libtorch import cache_folder
from wheels import fetch

REQUIREMENTS = [
    "jsonschema==4.26.0",
    "mmengine-lite==0.10.7",
    "safetensors==0.8.0",
    "tensorboard==2.21.0",
    "transformers==5.24.0",
]
# Installed without their requirements.
ALONE = ["timm==1.0.31"]


def main():
    name = hashlib.sha256(" ".join(REQUIREMENTS + ALONE).encode()).hexdigest()[:12]
    site = cache_folder() / f"packages-{name}-{sys.implementation.cache_tag}"
    if not site.is_dir():
        fetch(site, *REQUIREMENTS, alone=ALONE, gigabytes=2)
    print(site)


if __name__ == "__main__":
    main()
