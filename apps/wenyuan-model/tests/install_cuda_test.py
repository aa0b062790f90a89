#!/usr/bin/env python3
"""Installing what runs models on a GPU: when it is fetched, when not, and what is said. Needs no network and no GPU."""
import os
import pathlib
import subprocess
import tempfile
import unittest
import zipfile

import installers


class InstallCuda(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        self.installer = installers.load("install_cuda")
        self.installer.FOLDER = self.top / "cuda"
        self.installer.FAILURE = self.top / "cuda" / "not-installed.txt"
        self.installer.LIBRARIES = self.top / "libraries"
        self.installer.SOURCE = self.top / "source.bundle"
        self.installer.platform.machine = lambda: "x86_64"
        for made in ("cuda", "libraries", "bin"):
            (self.top / made).mkdir()
        (self.top / "libraries" / "libggml-base.so").write_bytes(b"release 1")
        (self.top / "cuda" / "package.txt").write_text("package 1.0.0 sha512-AAAA\n")
        self.fetched = []
        self.base = b"release 1"
        self.installer.npm_package.unpack = self.unpack
        self.installer.wheels.download = self.download
        self.addCleanup(setattr, self.installer.cuda_build, "jobs_here", self.installer.cuda_build.jobs_here)
        self.installer.cuda_build.jobs_here = lambda: 16
        self.made_for = []
        environment = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(environment)))
        os.environ["PATH"] = f"{self.top / 'bin'}:/usr/bin:/bin"
        os.environ.pop("CUDA_PATH", None)
        os.environ["CUDA_HOME"] = str(self.top / "toolkit")
        self.bundle()
        self.build_works("exit 0")

    # In place of the registries.
    def unpack(self, name, version, integrity, home, wanted, seconds):
        self.fetched.append(name)
        folder = home / "bins" / "linux-x64-cuda"
        folder.mkdir(parents=True)
        (folder / "libggml-base.so").write_bytes(self.base)
        (folder / "libggml-cuda.so").write_bytes(b"kernels")

    def download(self, requirements, folder, seconds, machine):
        self.fetched.append(requirements.name)
        with zipfile.ZipFile(folder / "runtime.whl", "w") as wheel:
            for library in self.installer.RUNTIME:
                wheel.writestr(f"nvidia/cu13/lib/{library}", library)
        if requirements.name == "build-requirements.txt":
            with zipfile.ZipFile(folder / "compiler.whl", "w") as wheel:
                wheel.writestr("nvidia/cu13/bin/nvcc", self.compiler("13.0", "75 80 86 89 90 90a 100 120"))
                wheel.writestr("nvidia/cu13/nvvm/bin/cicc", "")

    @staticmethod
    def compiler(release: str, codes: str) -> str:
        return (f"#!/bin/sh\n[ \"$1\" = --version ] && echo 'Cuda compilation tools, release {release}, V{release}.88'\n"
                f"[ \"$1\" = --list-gpu-code ] && printf 'sm_%s\\n' {codes}\nexit 0\n")

    def toolkit(self, release: str, codes: str):
        home = self.top / "toolkit"
        for made in ("bin", "include", "lib64"):
            (home / made).mkdir(parents=True)
        (home / "bin" / "nvcc").write_text(self.compiler(release, codes))
        (home / "bin" / "nvcc").chmod(0o755)
        (home / "include" / "cublas_v2.h").touch()
        for library in self.installer.cuda_toolkit.RUNTIME:
            (home / "lib64" / f"{library}.{release.partition('.')[0]}").touch()

    def bundle(self):
        """A repository with one file, as the package of the model library carries one."""
        repository = self.top / "repository"
        git = ["git", "-C", str(repository), "-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", "init", "-q", str(repository)], check=True)
        (repository / "CMakeLists.txt").touch()
        for words in (["add", "."], ["commit", "-qm", "one"], ["bundle", "create", "-q", str(self.top / "source.bundle"), "HEAD"]):
            subprocess.run([*git, *words], check=True)

    def build_works(self, how: str):
        """In place of cmake: notes how it was called; `how` is what its build does after some progress."""
        tool = self.top / "bin" / "cmake"
        tool.write_text(f"""#!/bin/sh
echo "$@" >>'{self.top}/cmake.txt'
case $1 in
  -S) mkdir -p "$4" ;;
  --build) for step in 1 2 3 4; do echo "[$step/4] Building"; done
           mkdir "$2/bin"; echo compiled >"$2/bin/libggml-cuda.so"; {how} ;;
esac
""")
        tool.chmod(0o755)

    def cmake(self) -> str:
        calls = self.top / "cmake.txt"
        return calls.read_text() if calls.exists() else ""

    def cards(self, *lines: str):
        tool = self.top / "bin" / "nvidia-smi"
        tool.write_text("#!/bin/sh\n" + "".join(f"echo '{line}'\n" for line in lines))
        tool.chmod(0o755)

    def run_it(self, *arguments: str) -> "tuple[int, str]":
        return installers.run(self.installer, *arguments)

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
        self.assertEqual(len(self.fetched), 2)

    def test_a_card_without_ready_made_code_takes_the_package_from_driver_590_on(self):
        self.cards("9.0, 590.44.01")
        self.run_it("--if-untried")
        self.assertEqual(self.fetched, ["package", "requirements.txt"])
        self.assertEqual(self.cmake(), "")

    def test_with_driver_580_its_code_is_compiled_with_the_fetched_compiler(self):
        self.cards("9.0, 580.159.03", "8.0, 580.159.03")
        status, said = self.run_it("--if-untried")
        self.assertEqual((status, self.fetched), (0, ["build-requirements.txt"]), said)
        self.assertEqual(self.installed(), ["libcublas.so.13", "libcublasLt.so.13", "libcudart.so.13", "libggml-base.so",
                                            "libggml-cuda.for", "libggml-cuda.so"])
        self.assertIn("-DCMAKE_CUDA_ARCHITECTURES=80-real;90-real ", self.cmake().replace("\n", " "))
        self.assertIn("-DCMAKE_INSTALL_RPATH=$ORIGIN ", self.cmake())
        self.assertIn("100 % of the GPU code", said)

    def test_a_toolkit_of_the_machine_comes_first(self):
        self.toolkit("12.4", "80 90")
        self.cards("9.0, 550.54.15")
        self.assertEqual(self.run_it("--if-untried")[0], 0)
        self.assertEqual(self.fetched, [])
        self.assertEqual(self.installed(), ["libggml-base.so", "libggml-cuda.for", "libggml-cuda.so"])
        self.assertIn(f"-DCMAKE_INSTALL_RPATH=$ORIGIN:{self.top.resolve()}/toolkit/lib64", self.cmake())

    def test_a_toolkit_that_the_driver_cannot_run_is_not_used(self):
        self.toolkit("13.1", "80 90")
        self.cards("9.0, 550.54.15")
        status, said = self.run_it("--if-untried")
        self.assertEqual((status, self.cmake()), (0, ""))
        self.assertIn("driver 580 or newer", said)
        self.assertIn("550.54.15", said)

    def test_a_toolkit_without_code_for_the_card_is_not_used(self):
        self.toolkit("12.4", "80 90")
        self.cards("10.0, 580.65.06")
        self.run_it("--if-untried")
        self.assertEqual(self.fetched, ["build-requirements.txt"])

    def test_one_card_that_cannot_run_it_is_enough_not_to_fetch_it(self):
        self.cards("8.9, 590.44.01", "6.1, 590.44.01")
        self.assertIn("6.1 is too old", self.run_it("--if-untried")[1])
        self.assertEqual((self.fetched, self.cmake()), ([], ""))

    def test_nobody_waits_long_unasked(self):
        self.installer.cuda_build.jobs_here = lambda: 2
        self.cards("9.0, 580.159.03")
        status, said = self.run_it("--if-untried")
        self.assertEqual((status, self.fetched), (0, []))
        self.assertIn("22 minutes", said)
        self.assertEqual(self.run_it()[0], 0)
        self.assertIn("libggml-cuda.so", self.installed())

    def test_a_build_that_fails_is_said_in_one_line_and_leaves_nothing(self):
        self.build_works('rm "$2/bin/libggml-cuda.so"; echo "fatal error: no space left"; exit 1')
        self.cards("9.0, 580.159.03")
        status, said = self.run_it("--if-untried")
        self.assertEqual(status, 0)
        self.assertIn("the build failed: fatal error: no space left", said.splitlines()[-1])
        self.assertEqual(self.installed(), ["libggml-base.so"])
        self.assertEqual(self.run_it("--if-untried"), (0, ""))

    def test_another_card_than_it_was_compiled_for_has_it_made_anew(self):
        self.cards("9.0, 580.159.03")
        self.run_it("--if-untried")
        self.cards("10.0, 580.159.03")
        self.run_it("--if-untried")
        self.assertEqual((self.top / "libraries" / "libggml-cuda.for").read_text(), "10.0\n")
        self.assertIn("=100-real", self.cmake())

    def test_it_can_be_compiled_for_another_machine(self):
        status, said = self.run_it("--for", "9.0", "--into", str(self.top / "out"), "--jobs", "2")
        self.assertEqual(status, 0, said)
        self.assertEqual(sorted(path.name for path in (self.top / "out").iterdir()),
                         ["libcublas.so.13", "libcublasLt.so.13", "libcudart.so.13", "libggml-cuda.for", "libggml-cuda.so"])
        self.assertIn("-j 2", self.cmake())
        self.assertEqual(self.run_it("--for", "3.5", "--into", str(self.top / "old"))[0], 1)

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
