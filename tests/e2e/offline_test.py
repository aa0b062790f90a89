#!/usr/bin/env python3
"""Commands without a server: they wait for their own model, or say that they go by words only and why."""
import json
import subprocess
import unittest

from wenyuan_server import PROGRAM, TOP, Server

MODEL = TOP / "third_party" / "models" / "e5-small-q4_0.gguf"


class OfflineTest(unittest.TestCase):
    def run_offline(self, embedder: str, *arguments: str, language="en"):
        """Standard output and error of a command on a folder with one document, no server running."""
        server = Server(embedder=embedder)
        try:
            server.stop()
            file = server.folder / "leave.txt"
            file.write_text("员工每年享有15天带薪年假。")
            environment = {**server.environment, "LANG": "zh_CN.UTF-8" if language == "zh" else "C.UTF-8"}
            for command in (("import", str(file), "--wait"), arguments):
                done = subprocess.run([PROGRAM, *command], env=environment, text=True, capture_output=True, timeout=300,
                                      check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
            return done.stdout, done.stderr
        finally:
            server.close()

    def test_a_missing_model_is_named_and_words_answer(self):
        said, told = self.run_offline("/nonexistent/model.gguf", "search", "年假")
        self.assertIn("leave", said)
        self.assertIn("By words only: ", told)
        self.assertIn("/nonexistent/model.gguf", told)
        self.assertIn("models.embedder", told)

    def test_it_is_said_in_chinese_too(self):
        _, told = self.run_offline("/nonexistent/model.gguf", "ask", "年假几天？", language="zh")
        self.assertIn("仅按字词：", told)

    def test_what_is_switched_off_goes_unsaid(self):
        said, told = self.run_offline("off", "search", "年假", "--json")
        self.assertEqual(json.loads(said)["meaning"]["state"], "off")
        self.assertEqual(told.strip(), "")

    @unittest.skipUnless(MODEL.exists(), "skipped: model not available (scripts/models/install_embedder)")
    def test_a_model_that_is_there_is_waited_for(self):
        said, _ = self.run_offline("auto", "search", "How many days of vacation?", "--json")
        self.assertNotIn(json.loads(said)["meaning"]["state"], ("off", "away"))


if __name__ == "__main__":
    unittest.main()
