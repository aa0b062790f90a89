#!/usr/bin/env python3
"""Installing what runs models on a GPU: when it is fetched, when not, and what is said. Needs no network and no GPU."""
import contextlib
import importlib.machinery
import importlib.util
import io
import os
import pathlib
import sys
import tempfile
import unittest
import zipfile

sys.dont_write_bytecode = True
SCRIPTS = pathlib.Path(__file__).resolve().parents[3] / "scripts" / "models"
sys.path.insert(0, str(SCRIPTS))


def load_installer():
    loader = importlib.machinery.SourceFileLoader("install_cuda", str(SCRIPTS / "install_cuda"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("install_cuda", loader))
    loader.exec_module(module)
    return module


class InstallCuda(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        self.installer = load_installer()
        self.installer.FOLDER = self.top / "cuda"
        self.installer.FAILURE = self.top / "cuda" / "not-installed.txt"
        self.installer.LIBRARIES = self.top / "libraries"
        self.installer.platform.machine = lambda: "x86_64"
        for made in ("cuda", "libraries", "bin"):
            (self.top / made).mkdir()
        (self.top / "libraries" / "libggml-base.so").write_bytes(b"release 1")
        (self.top / "cuda" / "package.txt").write_text("package 1.0.0 sha512-AAAA\n")
        self.fetched = []
        self.base = b"release 1"
        self.installer.npm_package.unpack = self.unpack
        self.installer.wheels.download = self.download
        path = os.environ["PATH"]
        os.environ["PATH"] = f"{self.top / 'bin'}:/usr/bin:/bin"
        self.addCleanup(os.environ.__setitem__, "PATH", path)

    # In place of the registries.
    def unpack(self, name, version, integrity, home, wanted, seconds):
        self.fetched.append(name)
        folder = home / "bins" / "linux-x64-cuda"
        folder.mkdir(parents=True)
        (folder / "libggml-base.so").write_bytes(self.base)
        (folder / "libggml-cuda.so").write_bytes(b"kernels")

    def download(self, requirements, folder, seconds, machine):
        with zipfile.ZipFile(folder / "runtime.whl", "w") as wheel:
            for library in self.installer.RUNTIME:
                wheel.writestr(f"nvidia/cu13/lib/{library}", library)

    def cards(self, *lines: str):
        tool = self.top / "bin" / "nvidia-smi"
        tool.write_text("#!/bin/sh\n" + "".join(f"echo '{line}'\n" for line in lines))
        tool.chmod(0o755)

    def run_it(self, *arguments: str) -> "tuple[int, str]":
        before, sys.argv = sys.argv, ["install_cuda", *arguments]
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
                return self.installer.main(), said.getvalue()
        finally:
            sys.argv = before

    def installed(self) -> "list[str]":
        return sorted(path.name for path in (self.top / "libraries").iterdir())

    def test_a_machine_without_a_gpu_fetches_nothing_and_hears_nothing(self):
        self.assertEqual(self.run_it("--if-untried"), (0, ""))
        self.assertEqual(self.fetched, [])

    def test_a_card_with_ready_made_code_needs_driver_580(self):
        self.cards("8.9, 580.65.06")
        self.assertEqual(self.run_it("--if-untried")[0], 0)
        self.assertEqual(self.installed(), ["libcublas.so.13", "libcublasLt.so.13", "libcudart.so.13", "libggml-base.so",
                                            "libggml-cuda.so"])

    def test_what_is_there_is_not_fetched_again(self):
        self.cards("8.9, 590.44.01")
        self.run_it("--if-untried")
        self.assertEqual(self.run_it("--if-untried"), (0, ""))
        self.assertEqual(len(self.fetched), 1)

    def test_a_card_that_compiles_the_code_needs_driver_590(self):
        self.cards("9.0, 580.159.03")
        status, said = self.run_it("--if-untried")
        self.assertEqual((status, self.fetched), (0, []))
        self.assertIn("driver 590 or newer", said)
        self.assertIn("580.159.03", said)
        self.cards("9.0, 590.44.01")
        self.run_it("--if-untried")
        self.assertIn("libggml-cuda.so", self.installed())

    def test_one_card_that_cannot_run_it_is_enough_not_to_fetch_it(self):
        self.cards("8.9, 590.44.01", "6.1, 590.44.01")
        self.assertIn("6.1 is too old", self.run_it("--if-untried")[1])
        self.assertEqual(self.fetched, [])

    def test_libraries_of_another_release_are_refused(self):
        self.base = b"release 2"
        self.cards("8.6, 590.44.01")
        status, said = self.run_it()
        self.assertEqual(status, 1)
        self.assertIn("another release", said)
        self.assertEqual(self.installed(), ["libggml-base.so"])

    def test_what_failed_is_tried_again_only_when_asked_for(self):
        self.base = b"release 2"
        self.cards("8.6, 590.44.01")
        self.run_it("--if-untried")
        self.assertEqual(self.run_it("--if-untried"), (0, ""))
        self.assertEqual(len(self.fetched), 1)
        self.base = b"release 1"
        self.assertEqual(self.run_it()[0], 0)
        self.assertIn("libggml-cuda.so", self.installed())


if __name__ == "__main__":
    unittest.main()
