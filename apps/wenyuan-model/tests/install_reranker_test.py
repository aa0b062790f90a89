#!/usr/bin/env python3
"""Putting the default reranker together: from what, and what it does when something is missing or wrong. Needs no network."""
import hashlib
import os
import pathlib
import struct
import tempfile
import unittest

import installers
from gguf_reader import GgufReader
from gguf_writer import STRING, TENSOR_F32, TENSOR_Q4_0, GgufWriter

TOP = installers.SCRIPTS.parents[1]
EMBEDDER = "e5-small-q4_0.gguf"


def floats(*values: float) -> bytes:
    return struct.pack(f"<{len(values)}f", *values)


class InstallReranker(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.models = pathlib.Path(folder.name) / "models"
        self.models.mkdir()
        self.installer = installers.load("install_reranker")
        self.installer.MODELS = self.models
        self.installer.WEIGHTS = pathlib.Path(folder.name) / "weights.gguf"
        self.installer.PIN = pathlib.Path(folder.name) / "SHA256SUMS"
        weights = GgufWriter("bert")
        weights.add_text("general.name", "wenyuan-reranker")
        weights.add_text("general.license", "cc-by-sa-4.0")
        weights.add_number("bert.block_count", 1)
        weights.add_tensor("blk.0.attn_q.weight", (32, 1), TENSOR_Q4_0, bytes(range(18)))
        weights.add_tensor("cls.bias", (2,), TENSOR_F32, floats(1, 2))
        weights.write(str(self.installer.WEIGHTS))

    def put_the_embedder(self):
        words = GgufWriter("bert")
        words.add_text("general.name", "multilingual-e5-small")
        words.add_number("bert.block_count", 12)
        words.add_number("bert.pooling_type", 1)
        words.add_float("bert.attention.layer_norm_epsilon", 1e-12)
        words.add_array("tokenizer.ggml.tokens", STRING, ["<s>", "年"])
        words.add_tensor("token_embd.weight", (32, 2), TENSOR_Q4_0, bytes(36))
        words.add_tensor("position_embd.weight", (2, 1), TENSOR_F32, floats(3, 4))
        words.add_tensor("token_types.weight", (2, 1), TENSOR_F32, floats(5, 6))
        words.add_tensor("blk.0.attn_q.weight", (32, 1), TENSOR_Q4_0, bytes(18))
        words.write(str(self.models / EMBEDDER))

    def pin(self, digest: str = ""):
        if not digest:
            made = self.models / "made"
            self.installer.join(self.models / EMBEDDER, self.installer.WEIGHTS, made)
            digest = hashlib.sha256(made.read_bytes()).hexdigest()
            made.unlink()
        self.installer.PIN.write_text(f"{digest}  reranker.gguf\n")

    def run_it(self, *arguments: str) -> "tuple[int, str]":
        return installers.run(self.installer, *arguments)

    def test_has_the_embedders_words_and_our_layers(self):
        self.put_the_embedder()
        self.pin()
        self.assertEqual(self.run_it(), (0, ""))
        made = GgufReader((self.models / "reranker.gguf").read_bytes())
        self.assertEqual(list(made.tensors), ["token_embd.weight", "position_embd.weight", "token_types.weight",
                                              "blk.0.attn_q.weight", "cls.bias"])
        self.assertEqual(made.tensors["blk.0.attn_q.weight"], ((32, 1), TENSOR_Q4_0, bytes(range(18))))
        self.assertEqual(made.tensors["position_embd.weight"][2], floats(3, 4))
        numbers = {key: struct.unpack("<I", made.keys["bert." + key][1])[0] for key in ("block_count", "pooling_type")}
        self.assertEqual(numbers, {"block_count": 1, "pooling_type": 4})
        self.assertIn(b"wenyuan-reranker", made.keys["general.name"][1])
        self.assertIn("tokenizer.ggml.tokens", made.keys)
        self.assertEqual(self.run_it("--if-untried"), (0, ""))

    def test_is_made_anew_when_what_is_pinned_changes(self):
        self.put_the_embedder()
        self.pin()
        made = self.models / "reranker.gguf"
        made.write_bytes(b"of an earlier version")
        os.utime(made, (1, 1))
        self.assertEqual(self.run_it("--if-untried"), (0, ""))
        self.assertNotEqual(made.read_bytes(), b"of an earlier version")

    def test_waits_for_the_embedder(self):
        self.pin("0" * 64)
        self.assertEqual(self.run_it("--if-untried"), (0, ""))
        status, said = self.run_it()
        self.assertEqual(status, 1)
        self.assertIn("install_embedder", said)

    def test_keeps_nothing_that_has_not_the_pinned_hash(self):
        self.put_the_embedder()
        self.pin("0" * 64)
        status, said = self.run_it()
        self.assertEqual((status, "pinned hash" in said), (1, True))
        self.assertEqual([path.name for path in self.models.iterdir()], [EMBEDDER])

    def test_refuses_a_file_that_ends_too_early(self):
        self.put_the_embedder()
        data = (self.models / EMBEDDER).read_bytes()
        with self.assertRaisesRegex(ValueError, "ends within blk.0.attn_q.weight"):
            GgufReader(data[:-32])

    def test_what_the_repository_has_makes_what_it_pins(self):
        embedder = TOP / "third_party" / "models" / EMBEDDER
        if not embedder.is_file():
            self.skipTest("model not available: " + EMBEDDER)
        made = self.models / "made"
        self.installer.join(embedder, TOP / "models" / "reranker" / "weights.gguf", made)
        digest = (TOP / "models" / "reranker" / "SHA256SUMS").read_text().split()[0]
        self.assertEqual(hashlib.sha256(made.read_bytes()).hexdigest(), digest)


if __name__ == "__main__":
    unittest.main()
