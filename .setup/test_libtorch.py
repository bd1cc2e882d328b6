"""Tests of the set-up scripts: `python3 -B -m unittest discover -s .setup`."""

import contextlib
import io
import os
import pathlib
import subprocess
import tempfile
import unittest
from unittest import mock

import libtorch
import wheels

LOCK = '[[package]]\nname = "tch"\nversion = "0.26.0"\nsource = "registry"\n\n[[package]]\nname = "torch-sys"\nversion = "0.26.0"\n'


class Setup(unittest.TestCase):
    """Each test has its own checkout and its own empty cache. Nothing else on the machine has a torch."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        (self.root / "Cargo.lock").write_text(LOCK)
        self.cache = self.root / "cache"
        self.fetched = []
        unset = {name: value for name, value in os.environ.items() if not name.startswith("LIBTORCH")}
        for patch in (
            mock.patch.dict(os.environ, {**unset, "TCH_LR_CACHE": str(self.cache)}, clear=True),
            mock.patch.multiple(libtorch, ROOT=self.root, LINK=self.root / ".libtorch", fetch=self.fetch),
            mock.patch.object(libtorch, "python_torch", lambda: self.torch),
            mock.patch.object(libtorch.sys, "prefix", str(self.root / "prefix")),
        ):
            patch.start()
            self.addCleanup(patch.stop)
        self.torch = None

    def fetch(self, site, requirement):
        self.fetched.append(requirement)
        make_torch(site / "torch", "2.13.0")

    def run_setup(self):
        self.said = io.StringIO()
        with contextlib.redirect_stderr(self.said):
            libtorch.main()

    def failure(self):
        with self.assertRaises(SystemExit) as failure:
            self.run_setup()
        return str(failure.exception)

    def linked(self):
        return (self.root / ".libtorch" / "lib").resolve().parent

    def test_a_torch_that_is_nowhere_is_downloaded_once(self):
        self.run_setup()
        self.run_setup()
        self.assertEqual(self.fetched, ["torch==2.13.0"])
        self.assertTrue(self.linked().is_relative_to(self.cache))
        (self.root / ".libtorch").rename(self.root / "another checkout")
        self.run_setup()
        self.assertEqual(self.fetched, ["torch==2.13.0"])

    def test_a_matching_torch_of_this_python_is_linked(self):
        self.torch = make_torch(self.root / "site packages" / "torch", "2.13.0+cpu")
        self.run_setup()
        self.assertEqual((self.fetched, self.linked()), ([], self.torch))
        path = subprocess.run([self.root / ".libtorch/python", "-c", "import sys; print(sys.path)"], capture_output=True, text=True)
        self.assertIn(str(self.torch.parent), path.stdout)

    def test_a_torch_in_the_prefix_is_linked(self):
        prefix = make_torch(self.root / "prefix", "2.13.0")
        self.run_setup()
        self.assertEqual((self.fetched, self.linked()), ([], prefix))

    def test_a_torch_of_another_version_is_reported_and_not_used(self):
        self.torch = make_torch(self.root / "torch", "2.11.0")
        self.run_setup()
        self.assertIn("found libtorch 2.11.0", self.said.getvalue())
        self.assertEqual(self.fetched, ["torch==2.13.0"])

    def test_an_exported_libtorch_is_checked_and_not_linked(self):
        os.environ["LIBTORCH"] = str(make_torch(self.root / "mine", "2.13.0"))
        self.run_setup()
        self.assertEqual((self.fetched, (self.root / ".libtorch").exists()), ([], False))

    def test_a_wrong_export_is_an_error_and_nothing_is_downloaded(self):
        make_torch(self.root / "old", "2.11.0")
        for value, expected in (("", "absolute"), ("old", "absolute"), ("/nowhere", "missing"), (str(self.root / "old"), "version 2.11.0")):
            os.environ["LIBTORCH"] = value
            self.assertIn(expected, self.failure())
        self.assertEqual(self.fetched, [])

    def test_a_folder_of_the_user_is_not_removed(self):
        make_torch(self.root / ".libtorch", "2.11.0")
        self.assertIn("did not make", self.failure())
        self.assertTrue(libtorch.is_complete(self.root / ".libtorch"))
        self.assertEqual(len(list(self.root.glob(".libtorch*"))), 1)

    def test_the_version_follows_cargo_lock(self):
        self.assertEqual(libtorch.wanted_version(LOCK.replace("0.26.0", "0.24.0")), "2.11.0")
        for lock in ("", LOCK.replace("0.26.0", "0.99.0")):
            with self.assertRaises(SystemExit):
                libtorch.wanted_version(lock)

    def test_the_version_is_read_from_a_header_too(self):
        for header in ("headeronly/version.h", "csrc/api/include/torch/version.h"):
            place = self.root / header.split("/")[0]
            file = place / "include" / "torch" / header
            file.parent.mkdir(parents=True)
            file.write_text('#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION \\\n  "2.13.0"\n')
            self.assertEqual(libtorch.version_of(place), "2.13.0")

    def test_only_a_complete_wheel_is_kept(self):
        kept = self.root / "kept"
        kept.mkdir()
        for name, size in (("a_B-1-x.whl", 5), ("half-1-x.whl", 2)):
            file = self.root / "temporary" / "unpack" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"." * size)
        said = ("  Downloading a_B-1-x.whl (5 B)", "Progress 0 of 5", "Collecting half", "  Downloading half-1-x.whl (5 B)", "Progress 2 of 5", "Saved")
        with contextlib.redirect_stderr(io.StringIO()) as shown:
            wheels.follow(said, self.root / "temporary", kept)
        self.assertEqual(shown.getvalue(), "  a_B 1, 0.0 MB\n")
        self.assertEqual([str(file.relative_to(kept)) for file in kept.glob("*/*.whl")], ["a-b/a_B-1-x.whl"])


def make_torch(folder, version):
    for file in (libtorch.LIBRARY, libtorch.HEADER):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()
    (folder / "version.py").write_text(f"__version__ = '{version}'\n")
    return folder


if __name__ == "__main__":
    unittest.main()
