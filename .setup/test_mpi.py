"""Tests of mpi.py: what it runs, and what it says if it may not install anything."""

import contextlib
import io
import subprocess
import unittest
from unittest import mock

import mpi


class Mpi(unittest.TestCase):
    """Nothing is installed, and no command of the system is run."""

    def setUp(self):
        self.programs, self.libclang, self.root, self.ran, self.status = {"apt-get"}, False, True, [], 0
        for patch in (
            mock.patch.object(mpi.shutil, "which", lambda name: f"/usr/bin/{name}" if name in self.programs else None),
            mock.patch.object(mpi, "has_libclang", lambda: self.libclang),
            mock.patch.object(mpi.os, "geteuid", lambda: 0 if self.root else 1000),
            mock.patch.object(mpi.subprocess, "run", self.run_command),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def run_command(self, command, **options):
        self.ran.append(command[1])
        if command[1] == "install" and not self.status:
            self.programs, self.libclang = {"apt-get", "mpicc", "mpirun"}, True
        return subprocess.CompletedProcess(command, self.status)

    def run_setup(self):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            mpi.main()
        return said.getvalue()

    def failure(self):
        with self.assertRaises(SystemExit) as failure, contextlib.redirect_stderr(io.StringIO()):
            mpi.main()
        return str(failure.exception)

    def test_installs_as_root(self):
        self.assertIn("mpicc, mpirun, libclang not found; installing", self.run_setup())
        self.assertEqual(self.ran, ["update", "install"])

    def test_installs_nothing_if_everything_is_there(self):
        self.programs, self.libclang = {"mpicc", "mpirun"}, True
        self.assertIn("are installed", self.run_setup())
        self.assertEqual(self.ran, [])

    def test_names_the_command_if_it_is_not_root(self):
        self.root = False
        self.assertIn("sudo apt-get install", self.failure())
        self.assertEqual(self.ran, [])

    def test_names_other_package_managers_without_apt(self):
        self.programs = {"mpicc", "mpirun"}
        failure = self.failure()
        self.assertIn("mpi: libclang not found", failure)
        self.assertIn("brew install", failure)

    def test_reports_a_command_that_fails(self):
        self.status = 100
        self.assertIn("'apt-get update' failed", self.failure())


if __name__ == "__main__":
    unittest.main()
