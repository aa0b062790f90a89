"""NVIDIA's compiler: the one of this machine, or one put together from pinned wheels."""
import os
import pathlib
import re
import shutil
import subprocess
import zipfile

import wheels
from wheels import NotInstalled

RUNTIME = ("libcublas.so", "libcublasLt.so", "libcudart.so")
SECONDS_TO_DOWNLOAD = 1800


class Toolkit:
    def __init__(self, root: pathlib.Path, libraries: pathlib.Path, version: "tuple[int, int]", fetched: bool):
        self.root, self.libraries, self.version, self.fetched = root, libraries, version, fetched
        self.nvcc = root / "bin" / "nvcc"

    def capabilities(self) -> "set[str]":
        """For which it can make machine code."""
        said = _run([str(self.nvcc), "--list-gpu-code"])
        return {f"{code[:-1]}.{code[-1]}" for code in re.findall(r"\bsm_(\d+)\b", said)}

    def runtime(self) -> "list[pathlib.Path]":
        """What a library made with it is loaded with."""
        return [self.libraries / f"{name}.{self.version[0]}" for name in RUNTIME]


def _run(command: "list[str]") -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def on_this_machine(newest: int) -> "Toolkit | None":
    """The one of CUDA_HOME or the PATH, if it is whole and of CUDA `newest` or older."""
    homes = [os.environ.get(name) for name in ("CUDA_HOME", "CUDA_PATH")]
    found = [pathlib.Path(home) / "bin" / "nvcc" for home in homes if home] + [pathlib.Path(nvcc) for nvcc in [shutil.which("nvcc")] if nvcc]
    for nvcc in found + [pathlib.Path("/usr/local/cuda/bin/nvcc")]:
        version = re.search(r"release (\d+)\.(\d+)", _run([str(nvcc), "--version"]))
        root = nvcc.resolve().parent.parent
        if not version or int(version[1]) > newest or int(version[1]) < 12:
            continue
        headers = any((root / place / "cublas_v2.h").is_file() for place in ("include", "targets/x86_64-linux/include"))
        for place in ("lib64", "targets/x86_64-linux/lib", "lib/x86_64-linux-gnu", "lib"):
            toolkit = Toolkit(root, root / place, (int(version[1]), int(version[2])), fetched=False)
            if headers and all(library.is_file() for library in toolkit.runtime()):
                return toolkit
    return None


def from_wheels(requirements: pathlib.Path, folder: pathlib.Path) -> Toolkit:
    """Put together in `folder`, which it needs for as long as it is used."""
    wheels.download(requirements, folder, SECONDS_TO_DOWNLOAD,
                    machine="manylinux_2_27_x86_64 manylinux2014_x86_64 manylinux2010_x86_64")
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if name.startswith("nvidia/")])
        wheel.unlink()
    root = next(folder.glob("nvidia/cu*"), None)
    if root is None or not (root / "bin" / "nvcc").is_file():
        raise NotInstalled("the packages hold no compiler")
    for program in (*(root / "bin").iterdir(), root / "nvvm" / "bin" / "cicc"):
        if program.is_file():
            program.chmod(0o755)
    (root / "lib64").symlink_to("lib")
    for library in (root / "lib").glob("*.so.*"):
        (library.parent / library.name.partition(".so")[0]).with_suffix(".so").symlink_to(library.name)
    # The driver brings libcuda; to link, its name is enough.
    stub = root / "lib" / "stubs" / "libcuda.so"
    stub.parent.mkdir()
    done = subprocess.run(["cc", "-shared", "-Wl,-soname,libcuda.so.1", "-x", "c", "/dev/null", "-o", str(stub)],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled("the C compiler (cc) does not work: " + (done.stderr.splitlines() or ["it says nothing"])[-1])
    version = re.search(r"release (\d+)\.(\d+)", _run([str(root / "bin" / "nvcc"), "--version"]))
    if not version:
        raise NotInstalled("the fetched compiler does not start on this machine")
    return Toolkit(root, root / "lib", (int(version[1]), int(version[2])), fetched=True)
