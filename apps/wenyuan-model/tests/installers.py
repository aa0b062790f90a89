"""What the tests of the installing scripts share: a script as a module, and its main with arguments."""
import contextlib
import importlib.machinery
import importlib.util
import io
import pathlib
import sys

sys.dont_write_bytecode = True
SCRIPTS = pathlib.Path(__file__).resolve().parents[3] / "scripts" / "models"
sys.path.insert(0, str(SCRIPTS))


def load(name: str):
    """A fresh module, so that what a test puts into it stays there."""
    loader = importlib.machinery.SourceFileLoader(name, str(SCRIPTS / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def run(installer, *arguments: str) -> "tuple[int, str]":
    """Its exit status, and what it said."""
    before, sys.argv = sys.argv, [installer.__name__, *arguments]
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            return installer.main(), said.getvalue()
    finally:
        sys.argv = before
