"""Tests of static.py, deb.py, dependent.py, systems.py, licences.py and commands.py. Nothing is compiled, downloaded or installed."""

import contextlib
import io
import pathlib
import subprocess
import tarfile
import tempfile
import unittest
from unittest import mock

import commands
import deb
import dependent
import licences
import static
import systems

PACKAGE = {
    "name": "tch-lr-scheduler",
    "version": "1.2.3",
    "metadata": {"binstall": {"bin-dir": "{ name }-{ target }-v{ version }/{ bin }{ binary-ext }"}},
}


def result(code, out="", err=""):
    return subprocess.CompletedProcess([], code, out, err)


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def patch(self, module, **values):
        patch = mock.patch.multiple(module, **values)
        patch.start()
        self.addCleanup(patch.stop)

    def stopped(self, function, *arguments):
        """What a script says, and the code or the message that it ends with."""
        said = io.StringIO()
        with self.assertRaises(SystemExit) as stopped, contextlib.redirect_stderr(said):
            function(*arguments)
        return said.getvalue(), stopped.exception.code


class Commands(Scripts):
    def test_a_skip_is_a_success_unless_it_is_required(self):
        said, code = self.stopped(commands.skip, "no network", False)
        self.assertIn("skipped: ", said)
        self.assertIn("no network", said)
        self.assertEqual(code, 0)
        self.assertIn("no network", self.stopped(commands.skip, "no network", True)[1])

    def test_a_command_that_fails_ends_the_script_with_its_message(self):
        said = self.stopped(commands.ran, "sh", "-c", "echo broken >&2; exit 3")[1]
        self.assertIn("failed with code 3:\nbroken", said)
        self.assertIn("code 127", self.stopped(commands.ran, "no-such-program-of-tch-lr")[1])

    def test_an_unexpected_text_is_shown_beside_the_expected_one(self):
        self.assertIn("expected\n1\nfound\n2", self.stopped(commands.expect, "a number", 2, 1)[1])


class Static(Scripts):
    def test_another_machine_skips(self):
        self.patch(static.platform, machine=lambda: "aarch64")
        self.assertIn("aarch64", static.why_not())

    def test_a_rust_without_rustup_skips_and_names_the_target(self):
        self.patch(static.shutil, which=lambda name: None if name == "rustup" else name)
        self.patch(static, has_target=lambda target: False)
        self.patch(static.platform, system=lambda: "Linux", machine=lambda: "x86_64")
        self.assertIn(f"no target {static.TARGET}", static.why_not())

    def test_no_network_skips_with_the_message_of_rustup(self):
        self.patch(static.shutil, which=lambda name: name)
        self.patch(static, has_target=lambda target: False, tried=lambda *command: result(1, err="info: x\nerror: no route to host\n"))
        self.patch(static.platform, system=lambda: "Linux", machine=lambda: "x86_64")
        self.assertIn("error: no route to host", static.why_not())

    def test_a_program_with_a_loader_is_not_static(self):
        for headers in ("LOAD 0x0\nINTERP 0x318", "LOAD 0x0\n (NEEDED) Shared library: [libc.so.6]"):
            self.patch(static, tried=lambda *command, headers=headers: result(0, headers))
            self.assertIn("is not static", self.stopped(static.check_is_static, "tch-lr")[1])
        self.patch(static, tried=lambda *command: result(0, "LOAD 0x0\nDYNAMIC 0x1"))
        static.check_is_static("tch-lr")

    def test_a_file_that_is_no_program_is_an_error(self):
        self.patch(static, tried=lambda *command: result(1, err="not an ELF file"))
        self.assertIn("not an ELF file", self.stopped(static.check_is_static, "tch-lr")[1])

    def test_readme_shows_the_command_that_is_compared(self):
        self.assertIn("linear warm-up", static.documented("tch-lr describe examples/plans/warmup_cosine.toml"))
        self.assertIn("does not show", self.stopped(static.documented, "tch-lr describe nowhere.toml")[1])

    def test_the_archive_has_the_folder_that_binstall_expects(self):
        output = self.folder / "packaged"
        for part in ("man", "completions"):
            (output / part).mkdir(parents=True)
            (output / part / "file").write_text(part)
        (output / static.LICENCES).write_text("licences")
        (self.folder / "tch-lr").write_text("program")
        self.patch(static, OUTPUT=output)
        archive = static.pack(self.folder / "tch-lr", PACKAGE)
        folder = "tch-lr-scheduler-x86_64-unknown-linux-musl-v1.2.3"
        self.assertEqual(archive.name, f"{folder}.tar.gz")
        with tarfile.open(archive) as tar:
            names = set(tar.getnames())
        for name in ("tch-lr", "man/file", "completions/file", "LICENSE-MIT", static.LICENCES):
            self.assertIn(f"{folder}/{name}", names)
        first = archive.read_bytes()
        self.assertEqual(static.pack(self.folder / "tch-lr", PACKAGE).read_bytes(), first, "the same files make the same archive")

    def test_a_bin_dir_without_the_program_is_an_error(self):
        package = {**PACKAGE, "metadata": {"binstall": {"bin-dir": "{ name }/{ bin }"}}}
        output = self.folder / "packaged"
        for part in ("man", "completions"):
            (output / part).mkdir(parents=True)
        (output / static.LICENCES).write_text("licences")
        (self.folder / "tch-lr").write_text("program")
        self.patch(static, OUTPUT=output)
        self.assertIn("does not contain tch-lr-scheduler/tch-lr", self.stopped(static.pack, self.folder / "tch-lr", package)[1])


class Deb(Scripts):
    def test_a_system_without_dpkg_skips(self):
        self.patch(deb.shutil, which=lambda name: None)
        self.assertIn("dpkg and dpkg-deb not found", deb.why_not())

    def test_cargo_deb_is_compiled_once(self):
        ran = []

        def install(command, **options):
            ran.append(command)
            tool = pathlib.Path(command[command.index("--root") + 1], "bin", "cargo-deb")
            self.assertTrue(options["cwd"].is_dir())
            tool.parent.mkdir(parents=True)
            tool.write_text("")

        self.patch(deb, cache_folder=lambda: self.folder / "cache")
        self.patch(deb.subprocess, run=install)
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(deb.cargo_deb(), deb.cargo_deb())
        self.assertEqual(len(ran), 1)

    def test_a_dependency_of_the_package_is_an_error(self):
        fields = "Package: tch-lr\nVersion: 1.2.3-1\nDepends: libc6\nDescription: a\n b: c\n"
        self.patch(deb, ran=lambda *command: fields, metadata=lambda: PACKAGE)
        self.assertIn("depends on libc6", self.stopped(deb.check_fields, "tch-lr.deb")[1])
        self.patch(deb, ran=lambda *command: fields.replace("Depends: libc6\n", "Depends:\n"))
        deb.check_fields("tch-lr.deb")

    def test_without_root_or_beside_another_installation_nothing_is_installed(self):
        self.patch(deb.os, geteuid=lambda: 1000)
        self.assertEqual(deb.why_not_installed(False), "it needs root")
        self.patch(deb, tried=lambda *command: result(0))
        self.assertEqual(deb.why_not_installed(True), "tch-lr is installed already")
        self.patch(deb, tried=lambda *command: result(1))
        self.assertIsNone(deb.why_not_installed(True))

    def test_the_package_is_removed_if_a_test_of_it_fails(self):
        calls = []

        def missing(root):
            raise SystemExit("missing")

        self.patch(deb, ran=lambda *command: calls.append(command), check_files=missing)
        self.patch(deb, tried=lambda *command: calls.append(command) or result(0))
        self.assertEqual(self.stopped(deb.check_installed, pathlib.Path("tch-lr.deb"), ["sudo"])[1], "missing")
        self.assertEqual(calls[-1], ("sudo", "dpkg", "--purge", "tch-lr"))

    def test_a_missing_file_of_the_package_is_named(self):
        self.assertIn("completions/tch-lr is missing", self.stopped(deb.check_files, self.folder)[1])


class Dependent(Scripts):
    README = (
        "```toml\n[package]\n```\n\n```toml\n[dependencies]\ntch-lr-scheduler = \"0.1\"    # or a path\ntch = \"0.26\"\n```\n"
        "```toml\n[env]\nLIBTORCH = \"/path/to/libtorch\"\n```\n```rust\nuse tch::nn;\n\nfn main() {}\n```\n"
    )

    def test_a_block_is_found_by_its_first_words(self):
        self.assertEqual(dependent.block(self.README, "rust", "use tch::"), "use tch::nn;\n\nfn main() {}\n")
        self.assertIn("no code block in rust", self.stopped(dependent.block, self.README, "rust", "fn nowhere")[1])

    def test_readme_and_build_md_have_the_blocks(self):
        readme, build = ((dependent.ROOT / name).read_text() for name in ("README.md", "build.md"))
        for language, start in (("toml", "[dependencies]"), ("toml", "[env]"), ("rust", "use tch::"), ("text", "epoch 0:")):
            self.assertTrue(dependent.block(readme, language, start))
        self.assertIn("DEP_TCH_LR_NATIVE_LIBTORCH_LIB", dependent.block(build, "rust", "fn main() {"))

    def test_a_machine_without_readelf_skips(self):
        self.patch(dependent.shutil, which=lambda name: None if name == "readelf" else name)
        said, code = self.stopped(dependent.main)
        self.assertIn("readelf not found", said)
        self.assertEqual(code, 0)

    def test_only_the_version_and_the_path_of_libtorch_are_replaced(self):
        program = self.folder / "program"

        def new(*command):
            (program / "src").mkdir(parents=True)
            (program / "Cargo.toml").write_text("[package]\nname = \"program\"\n\n[dependencies]\n")

        self.patch(dependent, shown=new, ROOT=self.folder, LIBTORCH=self.folder / ".libtorch")
        (self.folder / "Cargo.lock").write_text("lock")
        profiles = "[profile.dev.build-override]\ndebug = true\n\n[profile.dev.package]\ntorch-sys.debug = false\n"
        (self.folder / "Cargo.toml").write_text(f'[package]\nname = "crate"\n\n{profiles}')
        dependent.write_program(program, self.folder / "crate", self.README)
        manifest = (program / "Cargo.toml").read_text()
        self.assertIn(f'[dependencies]\ntch-lr-scheduler = {{ path = "{self.folder}/crate" }}\ntch = "0.26"\n', manifest)
        self.assertTrue(manifest.endswith(f"\n[workspace]\n\n{profiles}"), manifest)
        self.assertEqual((program / "Cargo.lock").read_text(), "lock")
        self.assertIn(f'LIBTORCH = "{self.folder}/.libtorch"', (program / ".cargo" / "config.toml").read_text())
        self.assertEqual((program / "src" / "main.rs").read_text(), "use tch::nn;\n\nfn main() {}\n")


class Systems(Scripts):
    def run_with(self, there, required=False):
        """The checks that run if the standard libraries of these targets are there, and rustup can add none."""
        checked = []
        self.patch(systems, has_target=lambda target: target in there, tried=lambda *command: result(1, err="error: no network"))
        self.patch(systems, shown=lambda *command, **options: checked.append(command[command.index("--target") + 1]))
        self.patch(commands.sys, argv=["systems.py", *(["--required"] if required else [])])
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            systems.main()
        return checked, said.getvalue()

    def test_every_target_is_checked_with_and_without_tch(self):
        checked, said = self.run_with(systems.TARGETS)
        self.assertEqual(checked, [target for target, features in systems.TARGETS.items() for _ in features])
        self.assertNotIn("skipped", said)

    def test_a_target_that_cannot_be_added_is_skipped_and_named(self):
        checked, said = self.run_with(["aarch64-apple-darwin"])
        self.assertEqual(set(checked), {"aarch64-apple-darwin"})
        self.assertIn("skipped: systems: x86_64-apple-darwin", said)
        self.assertIn("no network", said)

    def test_without_any_target_it_is_a_skip_and_with_required_an_error(self):
        self.assertEqual(self.stopped(self.run_with, [])[1], 0)
        self.assertIn("rustup cannot add it", self.stopped(self.run_with, ["aarch64-apple-darwin"], True)[1])


class Licences(Scripts):
    def test_equal_texts_are_printed_once_and_macros_are_left_out(self):
        for name, text in (("a", "MIT text"), ("b", "MIT text"), ("c", "other text")):
            (self.folder / name).mkdir()
            (self.folder / name / "LICENSE-MIT").write_text(text)
            (self.folder / name / "build.rs").write_text("no licence")
        packages = [
            {"name": name, "version": "1.0.0", "license": "MIT", "source": "registry", "manifest_path": f"{self.folder}/{name}/Cargo.toml"}
            for name in ("c", "b", "a", "macros")
        ]
        own = {"name": "tch-lr-scheduler", "version": "1.2.3", "license": "MIT", "source": None, "manifest_path": "Cargo.toml"}
        tree = "tch-lr-scheduler v1.2.3 (/checkout)\na v1.0.0\nb v1.0.0 (*)\nc v1.0.0\n"
        graph = licences.json.dumps({"packages": [own, *packages]})
        self.patch(licences, ran=lambda *command: tree if command[1] == "tree" else graph)
        text = licences.licence_texts("x86_64-unknown-linux-musl", [])
        self.assertEqual(text.count("MIT text"), 1)
        self.assertIn("a 1.0.0: MIT\nb 1.0.0: MIT\n", text)
        for absent in ("no licence", "macros", "tch-lr-scheduler"):
            self.assertNotIn(absent, text)


if __name__ == "__main__":
    unittest.main()
