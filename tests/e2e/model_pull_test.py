#!/usr/bin/env python3
"""`wenyuan model pull` against a hub on this machine, in both layouts, that breaks off, lies and refuses."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from model_hub import Hub, model_in_parts, whole_model
from wenyuan_server import PROGRAM

WHOLE = whole_model()
FILES = {"toy-q4_k_m.gguf": WHOLE, "toy-q8_0.gguf": WHOLE + b"\0" * 64, "README.md": b"---\nlicense: mit\n---\n",
         **{f"big-f16-0000{i + 1}-of-00003.gguf": part for i, part in enumerate(model_in_parts())},
         "mmproj-f16.gguf": b"no model", "half-f16-00001-of-00002.gguf": b"GGUF"}


class ModelPullTest(unittest.TestCase):
    def setUp(self):
        self.hub = Hub(dict(FILES))
        self.addCleanup(self.hub.server_close)
        self.addCleanup(self.hub.shutdown)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wenyuan-pull-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.models = self.folder / "models"

    def pull(self, *arguments: str, expect: int = 0, **environment):
        done = subprocess.run([PROGRAM, "--data", self.folder, "--json", "model", "pull", *arguments], text=True,
                              env={**os.environ, "LANG": "C.UTF-8", "HF_ENDPOINT": self.hub.address,
                                   "MODELSCOPE_ENDPOINT": self.hub.address, **environment},
                              capture_output=True, timeout=120, check=False, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return json.loads(done.stdout) if expect == 0 else json.loads(done.stderr.splitlines()[-1])["message"]

    def there(self) -> list[str]:
        return sorted(path.name for path in self.models.glob("*")) if self.models.exists() else []

    def test_fetches_and_verifies_from_both_layouts(self):
        for source in ("huggingface", "modelscope", self.hub.address):
            with self.subTest(source=source):
                answer = self.pull("org/toy", "--from", source, "--file", "q4_k_m", "--yes")
                self.assertEqual(answer["licence"], "apache-2.0")
                self.assertEqual(pathlib.Path(answer["file"]).read_bytes(), WHOLE)
                self.assertIn(hashlib.sha256(WHOLE).hexdigest(), (self.models / "SHA256SUMS").read_text())
                self.assertEqual(self.there(), ["SHA256SUMS", "toy-q4_k_m.gguf"])
                shutil.rmtree(self.models)

    def test_reads_an_address_as_people_copy_it(self):
        for url in (f"{self.hub.address}/org/toy/blob/main/toy-q4_k_m.gguf",
                    f"{self.hub.address}/models/org/toy/resolve/master/toy-q4_k_m.gguf",
                    f"{self.hub.address}/store/toy-q4_k_m.gguf"):
            with self.subTest(url=url):
                self.assertEqual(self.pull(url, "--yes")["name"], "toy-q4_k_m")
                shutil.rmtree(self.models)

    def test_names_the_choices_and_takes_quantization(self):
        message = self.pull("org/toy", "--yes", expect=2)
        for name in ("toy-q4_k_m.gguf", "toy-q8_0.gguf", "big-f16-00001-of-00003.gguf", "320 kB"):
            self.assertIn(name, message)
        for name in ("mmproj", "half-", "README"):
            self.assertNotIn(name, message)
        self.assertEqual(self.pull("org/toy", "--yes", QUANTIZATION="4bit")["name"], "toy-q4_k_m")

    def test_asks_for_the_licence(self):
        self.hub.card_only = True
        self.assertIn("--yes", self.pull("org/toy", "--file", "q4_k_m", expect=2))
        self.assertEqual(self.there(), [])
        self.assertEqual(self.pull("org/toy", "--file", "q4_k_m", "--yes")["licence"], "apache-2.0")

    def test_puts_all_parts_of_a_model_in_place(self):
        answer = self.pull("org/toy", "--file", "big-f16-00002-of-00003.gguf", "--yes")
        self.assertEqual(answer["name"], "big-f16-00001-of-00003")
        self.assertEqual(self.there(), ["SHA256SUMS"] + [f"big-f16-0000{i}-of-00003.gguf" for i in (1, 2, 3)])

    def test_takes_up_a_broken_connection_where_it_broke(self):
        self.hub.break_at["toy-q4_k_m.gguf"] = 200_000
        self.pull("org/toy", "--file", "q4_k_m", "--yes")
        ranges = [wanted for path, wanted in self.hub.asked if path.startswith("/store/")]
        self.assertEqual(ranges, [None, "bytes=200000-"])

    def test_continues_what_an_earlier_pull_left(self):
        self.hub.slow = 0.2
        pull = subprocess.Popen([PROGRAM, "--data", self.folder, "model", "pull", "org/toy", "--file", "q4_k_m", "--yes"],
                                env={**os.environ, "HF_ENDPOINT": self.hub.address}, stdout=subprocess.DEVNULL)
        part = self.models / ".pulling" / "toy-q4_k_m.gguf" / "toy-q4_k_m.gguf.part"
        while not part.exists() or part.stat().st_size == 0:
            self.assertIsNone(pull.poll())
        pull.kill()
        pull.wait()
        self.assertEqual(list(self.models.glob("*.gguf")), [])
        self.hub.slow, self.hub.asked = 0, []
        self.pull("org/toy", "--file", "q4_k_m", "--yes")
        ranges = [wanted for path, wanted in self.hub.asked if path.startswith("/store/")]
        self.assertRegex(ranges[0], r"bytes=\d+-")
        self.assertEqual((self.models / "toy-q4_k_m.gguf").read_bytes(), WHOLE)

    def test_begins_anew_where_a_server_ignores_ranges(self):
        self.hub.break_at["toy-q4_k_m.gguf"] = 100_000
        self.hub.ignore_range = True
        self.pull("org/toy", "--file", "q4_k_m", "--yes")
        self.assertEqual((self.models / "toy-q4_k_m.gguf").read_bytes(), WHOLE)

    def leave(self, content: bytes):
        """A part as an earlier pull of toy-q4_k_m leaves it."""
        folder = self.models / ".pulling" / "toy-q4_k_m.gguf"
        folder.mkdir(parents=True)
        (folder / "toy-q4_k_m.gguf.part").write_bytes(content)
        (folder / "toy-q4_k_m.gguf.state").write_text(
            f"{self.hub.address}/org/toy/resolve/main/toy-q4_k_m.gguf\n{len(WHOLE)}\n{hashlib.sha256(WHOLE).hexdigest()}\n")

    def test_begins_anew_where_what_was_left_does_not_fit(self):
        for left in (WHOLE + b"too long", b"x" * 1000, WHOLE[:-1] + b"!"):  # 416, wrong bytes, wrong at its end
            with self.subTest(left=left[-10:]):
                self.leave(left)
                self.pull("org/toy", "--file", "q4_k_m", "--yes")
                self.assertEqual((self.models / "toy-q4_k_m.gguf").read_bytes(), WHOLE)
                shutil.rmtree(self.models)

    def test_refuses_a_wrong_hash_and_keeps_nothing(self):
        self.hub.hashes["toy-q4_k_m.gguf"] = "0" * 64
        self.assertIn("SHA-256", self.pull("org/toy", "--file", "q4_k_m", "--yes", expect=2))
        self.assertEqual(list(self.folder.rglob("*.gguf")) + list(self.folder.rglob("*.part")), [
            self.models / ".pulling" / "toy-q4_k_m.gguf"])

    def test_refuses_what_is_no_model(self):
        self.hub.files["bad.gguf"] = b"<html>sign in</html>" * 100
        self.hub.sizes["bad.gguf"], self.hub.hashes["bad.gguf"] = 2000, hashlib.sha256(self.hub.files["bad.gguf"]).hexdigest()
        self.assertIn("GGUF", self.pull("org/toy", "--file", "bad.gguf", "--yes", expect=2))
        self.assertEqual(self.there(), [])

    def test_refuses_more_than_was_announced(self):
        self.hub.sizes["toy-q4_k_m.gguf"] = 100_000
        self.assertIn("longer", self.pull("org/toy", "--file", "q4_k_m", "--yes", expect=2))

    def test_says_what_a_hub_answers(self):
        self.assertIn("has no 'org/other'", self.pull("org/other", "--yes", expect=3))
        self.hub.status["toy-q4_k_m.gguf"] = 403
        self.assertIn("HF_TOKEN", self.pull("org/toy", "--file", "q4_k_m", "--yes", expect=4))
        self.hub.status["toy-q4_k_m.gguf"] = 404
        self.assertIn("404", self.pull("org/toy", "--file", "q4_k_m", "--yes", expect=3))
        self.assertIn("no model of a hub", self.pull("../etc", "--yes", expect=2))
        self.assertIn("no server listens", self.pull("org/toy", "--yes", "--from", "http://127.0.0.1:9", expect=5))

    def test_refuses_what_the_disk_cannot_hold_before_fetching(self):
        self.hub.sizes["toy-q4_k_m.gguf"] = 10**15
        self.assertIn("1000 TB", self.pull("org/toy", "--file", "q4_k_m", "--yes", expect=5))
        self.assertFalse([path for path, _ in self.hub.asked if path.startswith("/store/")])

    def test_takes_no_name_twice(self):
        self.pull("org/toy", "--file", "q4_k_m", "--yes")
        self.assertIn("there already", self.pull("org/toy", "--file", "q4_k_m", "--yes", expect=6))


if __name__ == "__main__":
    unittest.main()
