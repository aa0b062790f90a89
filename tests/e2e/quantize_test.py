#!/usr/bin/env python3
"""`wenyuan model quantize` and `compare`: what is written, what is measured, and what a kill leaves behind."""
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time
import unittest

from wenyuan_server import PROGRAM

STORIES = pathlib.Path(__file__).resolve().parents[2] / "libs/llm_llama/testing/models/stories260K.gguf"
TEXT = "Once upon a time there was a little dog. He loved to play in the park with his friend. " * 40


class Quantize(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.models = self.folder / "data/models"
        self.environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "WENYUAN_DATA": str(self.folder / "data")}

    def run_it(self, *arguments, expect: int = 0, language: str = "C.UTF-8") -> subprocess.CompletedProcess:
        done = subprocess.run([PROGRAM, "model", *map(str, arguments)], text=True, capture_output=True, timeout=300,
                              check=False, env=self.environment | {"LANG": language})
        self.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def test_a_dry_run_says_what_is_then_written(self):
        plan = json.loads(self.run_it("quantize", STORIES, "--mix", "4bit", "--dry-run", "--json").stdout)
        self.assertFalse(self.models.exists())
        done = json.loads(self.run_it("quantize", STORIES, "--mix", "4bit", "--json").stdout)
        self.assertEqual(plan["classes"], done["classes"])
        self.assertEqual({one["class"]: list(one["types_after"]) for one in done["classes"]}["attention"], ["Q8_0"])
        file = self.models / "stories260K-4bit.gguf"
        self.assertEqual(done["file"], str(file))
        self.assertEqual(done["file_bytes_after"], file.stat().st_size)
        verified = json.loads(self.run_it("verify", file, "--json").stdout)
        self.assertTrue(verified["parts"][0]["promised"])
        self.assertIn("stories260K-4bit", self.run_it("list").stdout)
        self.assertEqual(sorted(path.name for path in self.models.iterdir() if path.is_file()),
                         ["SHA256SUMS", file.name])
        self.run_it("quantize", STORIES, "--mix", "4bit", expect=6)
        self.run_it("quantize", STORIES, "--mix", "4bit", "--replace")
        self.run_it("verify", file)

    def test_wrong_wishes_say_what_there_is(self):
        self.assertIn("Q4_K_M", self.run_it("quantize", STORIES, "--to", "Q2", expect=2).stderr)
        self.assertIn("4bit", self.run_it("quantize", STORIES, "--mix", "ffn", expect=2).stderr)
        self.assertIn("--to", self.run_it("quantize", STORIES, expect=2).stderr)
        self.assertIn("正则", self.run_it("quantize", STORIES, "--to", "Q8_0", "--tensor", "x", expect=2,
                                         language="zh_CN.UTF-8").stderr)
        self.run_it("quantize", "no-such-model", "--to", "Q8_0", expect=3)
        self.assertIn("GGUF", self.run_it("quantize", __file__, "--to", "Q8_0", "--dry-run", expect=2).stderr)
        (self.folder / "latin1.txt").write_bytes(b"caf\xe9 " * 2000)
        refused = self.run_it("quantize", STORIES, "--to", "Q4_0", "--importance", self.folder / "latin1.txt", expect=2)
        self.assertIn("UTF-8", refused.stderr)

    def test_measures_what_was_gained_and_lost(self):
        text = self.folder / "text.txt"
        text.write_text(TEXT)
        questions = self.folder / "questions.jsonl"
        questions.write_text('{"question": "Who?"}\nWhere?\n')
        judged = ("--text", text, "--questions", questions, "--threads", "1")
        target = self.folder / "q8.gguf"
        done = self.run_it("quantize", STORIES, "--to", "Q8_0", "-o", target, "--importance", text, "--report", *judged,
                           "--json")
        report = json.loads(done.stdout)["report"]
        self.assertLess(report["quantised"]["bytes"], report["source"]["bytes"] / 2)
        for one in ("source", "quantised"):
            self.assertGreater(report[one]["decode_tokens_per_second"], 0)
            self.assertGreater(report[one]["prefill_tokens_per_second"], 0)
        self.assertLess(report["text"]["kl_divergence"], 0.01)
        self.assertGreater(report["text"]["same_most_likely"], report["text"]["tokens"] * 0.95)
        self.assertEqual(report["answers"]["questions"], 2)
        self.assertFalse(json.loads(done.stdout)["expected"]["measured"])
        same = json.loads(self.run_it("compare", STORIES, STORIES, *judged, "--json").stdout)
        self.assertEqual(same["text"]["kl_divergence"], 0)
        self.assertEqual(same["answers"]["same"], 2)
        shown = self.run_it("compare", STORIES, target, *judged, language="zh_CN.UTF-8").stdout
        for word in ("本机实测", "困惑度", "非实测", "INT8"):
            self.assertIn(word, shown)

    def test_what_a_kill_leaves_has_no_model_s_name(self):
        seed = time.time_ns()
        print("seed", seed)
        chance = random.Random(seed)
        target = self.folder / "killed.gguf"
        program = pathlib.Path(PROGRAM).with_name("wenyuan-model")
        for _ in range(12):
            process = subprocess.Popen([program, "quantize", STORIES, target, "--to", "Q4_0", "--replace", "--threads",
                                        "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.005, 0.12))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            if target.exists():
                self.run_it("verify", target)
        subprocess.run([program, "quantize", STORIES, target, "--to", "Q4_0", "--replace"], check=True,
                       capture_output=True)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["killed.gguf"])


if __name__ == "__main__":
    unittest.main()
