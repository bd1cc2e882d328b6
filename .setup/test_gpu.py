"""Tests of the bundle for a GPU: how a part is run, and the page of the report."""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).with_name("gpu")))

import parts
import process
import report


def run(script, limit=60, **options):
    part = parts.Part("name", [sys.executable, "-c", script], limit, **options)
    return process.run(part, limit, os.curdir, os.environ)


class Process(unittest.TestCase):
    def test_a_part_that_ends_is_measured(self):
        found = run("print('some text')")
        self.assertEqual((found["status"], found["printed"], found["tests"]), (0, "some text\n", None))
        self.assertGreater(found["host_mib"], 1)

    def test_a_failure_keeps_what_was_printed(self):
        found = run("import sys; print('before', flush=True); sys.exit('the reason')")
        self.assertEqual((found["status"], found["printed"]), (1, "before\nthe reason\n"))

    def test_a_part_without_an_end_is_stopped(self):
        found = run("import time; print('begun', flush=True); time.sleep(600)", limit=1)
        self.assertEqual((found["status"], found["printed"]), ("stopped after 1 s", "begun\n"))

    def test_a_program_that_is_missing_fails(self):
        part = parts.Part("name", ["/nowhere/program"], 60)
        self.assertIn("No such file", process.run(part, 60, os.curdir, os.environ)["status"])

    def test_tests_are_counted_and_none_is_a_failure(self):
        line = "test result: ok. {} passed; 0 failed; 0 ignored; 0 measured; 12 filtered out"
        some, none = (run(f"print('{line.format(count)}')", is_test=True) for count in (3, 0))
        self.assertEqual((some["status"], some["tests"]), (0, 3))
        self.assertEqual((none["status"], none["tests"]), ("no test has run", 0))

    def test_the_speed_is_that_between_the_rows_of_a_training(self):
        for first, last in (
            ("    1  4.00e-3  1.6290    0.4134        87.2 %", "    4  5.26e-2  0.1262    0.1297        95.3 %"),
            ("   1   2.00e-5   5.492", "   4   0.00e0   1.573"),
            ("step    1: lr 2.00e-05, loss 5.492", "step    4: lr 0.00e+00, loss 1.6"),
        ):
            lines = [(0.0, "1200 images for training"), (5.0, first), (6.5, last), (9.0, "3 other things")]
            self.assertEqual(process.speed(lines, 20), 40.0)
        self.assertIsNone(process.speed([(0.0, "    1  4.00e-3  1.6290")], 20))


class Page(unittest.TestCase):
    def page(self, **of_digits):
        part = {"tests": None, "gpu_mib": None, "host_mib": 300, "steps_per_second": 50.0, "status": 0, "seconds": 1.5, "printed": ""}
        machine = {"device": "CPU", "date": "2030-01-02", "torch": "2.11.0", "cuda": None, "driver": None, "processors": 2}
        bench = (
            '{"device": "Cpu", "libtorch_cuda": false, "few": 2, "many": 100, "seconds_of_few": 1e-6, "seconds_of_many": 2e-6, '
            '"seconds_of_many_while_the_device_works": 3e-6, "seconds_that_the_device_works": 0.01}'
        )
        return report.page(
            {
                "machine": machine | {"built": {"tch": "0.24", "commit": "abc"}},
                "parts": [part | {"name": "device", "printed": f"a warning\n{bench}\n"}, part | {"name": "digits"} | of_digits],
                "curves": {
                    "digits-rust": {"loss": [2.0, 1.0, 0.5, None]},
                    "digits-python": {"loss": [2.0, 1.25, 0.5]},
                    "digits-rust-again": {"loss": [2.0, 1.0, 0.5, None]},
                    "gpt-rust": None,
                    "gpt-python": {"loss": [3.0]},
                },
            }
        )

    def test_the_page_says_what_ran_and_compares_the_losses(self):
        page = self.page()
        self.assertIn("There is no GPU: everything ran on the CPU.", page)
        self.assertIn("2 of 2 parts ran to their end.", page)
        self.assertIn("of 100 groups 2.0 µs. While the device works for 10.0 ms, the latter takes 3.0 µs.", page)
        self.assertIn("`digits` has 2 groups: that is 0.005% of one of its steps.", page)
        self.assertIn("Rust and Python: the first 1 of 3 losses are equal to the bit, and all differ by at most 2.5e-01.", page)
        self.assertIn("Two runs of the Rust program: all 3 losses are equal to the bit.", page)
        self.assertIn("| Rust |  |  |", page)

    def test_the_page_of_a_failure_has_its_last_lines(self):
        page = self.page(status=1, steps_per_second=None, printed="x" * 5_000 + "\nthe reason\n")
        self.assertIn("1 of 2 parts ran to their end.", page)
        self.assertIn("| digits | failed (1) | 1.5 | 300 |  |", page)
        self.assertIn("x\nthe reason\n```", page)
        self.assertLess(len(page), 4_000)


class Parts(unittest.TestCase):
    def test_every_part_has_a_name_of_its_own(self):
        for on_gpu in True, False:
            all_parts = parts.parts(pathlib.Path("bundle"), pathlib.Path("tree"), "folder", on_gpu)
            self.assertEqual(len({part.name for part in all_parts}), len(all_parts))


if __name__ == "__main__":
    unittest.main()
