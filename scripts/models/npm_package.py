"""Fetching one pinned npm package for the libraries in it. Nothing of it is run."""
import base64
import hashlib
import pathlib
import subprocess
import tarfile
import tempfile

from wheels import NotInstalled


def unpack(name: str, version: str, integrity: str, home: pathlib.Path, wanted=lambda path: True, seconds: int = 600) -> None:
    """Its files that are wanted, by their paths in the package, under `home`."""
    with tempfile.TemporaryDirectory() as place:
        try:
            done = subprocess.run(["npm", "pack", "--silent", "--pack-destination", place, f"{name}@{version}"], cwd=place,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise NotInstalled(f"fetching {name} took longer than {seconds} s") from None
        packed = next(pathlib.Path(place).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise NotInstalled(f"{name} could not be fetched from the npm registry")
        kind, _, digest = integrity.partition("-")
        with open(packed, "rb") as file:
            found = hashlib.new(kind)
            while piece := file.read(1 << 20):
                found.update(piece)
        if base64.b64encode(found.digest()).decode() != digest:
            raise NotInstalled(f"{name}: what the registry gave has another hash than the pinned one")
        with tarfile.open(packed) as tar:
            for member in tar.getmembers():
                member.name = member.name.partition("/")[2]  # all lies in "package/"
                if member.isfile() and member.name and ".." not in member.name.split("/") and wanted(member.name):
                    tar.extract(member, home)
