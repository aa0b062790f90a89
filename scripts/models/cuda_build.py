"""Making ggml-cuda of exactly the model library's release for given cards, with a compiler of cuda_toolkit."""
import os
import pathlib
import re
import shutil
import subprocess

from cuda_toolkit import Toolkit
from wheels import NotInstalled

MIB_FOR_A_JOB = 2000
SECONDS_TO_CONFIGURE = 600


def jobs_here() -> int:
    """As many as there are cores, and memory for."""
    cores = len(os.sched_getaffinity(0))
    free = re.search(r"MemAvailable:\s+(\d+) kB", pathlib.Path("/proc/meminfo").read_text())
    return max(1, min(cores, int(free[1]) // 1024 // MIB_FOR_A_JOB if free else cores))


def _last_words(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"\b(error|Error|ERROR|fatal|Killed)\b", line)]
    return (errors or lines[-1:] or ["it says nothing"])[0][:300]


def _unpack(bundle: pathlib.Path, folder: pathlib.Path) -> None:
    git = folder / "git"
    for command in (["git", "init", "-q", "--bare", str(git)], ["git", "-C", str(git), "fetch", "-q", str(bundle), "HEAD"],
                    ["git", "-C", str(git), "archive", "-o", str(folder / "source.tar"), "FETCH_HEAD"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotInstalled("the source of the model library could not be read: " + _last_words(done.stderr))
    (folder / "source").mkdir()
    shutil.unpack_archive(folder / "source.tar", folder / "source")
    shutil.rmtree(git)
    (folder / "source.tar").unlink()


def build(bundle: pathlib.Path, toolkit: Toolkit, capabilities: "set[str]", folder: pathlib.Path, jobs: int,
          say=lambda line: print(line, flush=True)) -> pathlib.Path:
    """The finished libggml-cuda.so, in `folder`."""
    lacking = sorted(capabilities - toolkit.capabilities(), key=float)
    if lacking:
        raise NotInstalled(f"the compiler of CUDA {toolkit.version[0]}.{toolkit.version[1]} makes no code for compute capability "
                           + ", ".join(lacking))
    _unpack(bundle, folder)
    # Machine code alone: it runs with every driver of the same major release of CUDA; what is compiled when loaded does not.
    codes = ";".join(f"{capability.replace('.', '')}-real" for capability in sorted(capabilities, key=float))
    beside = "$ORIGIN" if toolkit.fetched else f"$ORIGIN:{toolkit.libraries}"
    configure = ["cmake", "-S", str(folder / "source"), "-B", str(folder / "build"), *(["-G", "Ninja"] if shutil.which("ninja") else []),
                 "-DCMAKE_BUILD_TYPE=Release", "-DGGML_CUDA=ON", "-DGGML_BACKEND_DL=ON", "-DGGML_NATIVE=OFF", "-DGGML_CUDA_NCCL=OFF",
                 "-DGGML_CUDA_FA_ALL_QUANTS=OFF", "-DLLAMA_BUILD_TESTS=OFF", "-DLLAMA_BUILD_EXAMPLES=OFF", "-DLLAMA_BUILD_TOOLS=OFF",
                 "-DLLAMA_BUILD_SERVER=OFF", "-DLLAMA_CURL=OFF", "-DCMAKE_PLATFORM_NO_VERSIONED_SONAME=ON",
                 "-DCMAKE_BUILD_WITH_INSTALL_RPATH=ON", f"-DCMAKE_INSTALL_RPATH={beside}", "-DCMAKE_SHARED_LINKER_FLAGS=-Wl,-s",
                 f"-DCMAKE_CUDA_COMPILER={toolkit.nvcc}", f"-DCUDAToolkit_ROOT={toolkit.root}", f"-DCMAKE_CUDA_ARCHITECTURES={codes}"]
    try:
        done = subprocess.run(configure, capture_output=True, text=True, check=False, timeout=SECONDS_TO_CONFIGURE)
    except FileNotFoundError:
        raise NotInstalled("cmake is not installed") from None
    except subprocess.TimeoutExpired:
        raise NotInstalled("preparing the build took too long") from None
    if done.returncode:
        raise NotInstalled("the build could not be prepared: " + _last_words(done.stderr))
    said = _compile(["cmake", "--build", str(folder / "build"), "--target", "ggml-cuda", "-j", str(jobs)], say)
    made = next((folder / "build").rglob("libggml-cuda.so"), None)
    if made is None:
        raise NotInstalled("the build failed: " + _last_words(said))
    return made


def _compile(command: "list[str]", say) -> str:
    """What it said, when it failed; tells how far it is on the way."""
    last, told = [], 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                          env={**os.environ, "NINJA_STATUS": "[%f/%t] "}) as running:
        for line in running.stdout:
            last = [*last[-400:], line]
            step = re.match(r"\[\s*(\d+)(?:/(\d+)|%)\]", line)
            done = 0 if not step else int(step[1]) * 100 // int(step[2]) if step[2] else int(step[1])
            if done >= told + 10:
                told = done - done % 10
                say(f"  {told} % of the GPU code is compiled")
    return "".join(last) if running.returncode else ""
