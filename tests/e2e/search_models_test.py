#!/usr/bin/env python3
"""Embedder and reranker of a running server, changed while people search: nothing is away in between, and a restart goes on."""
import json
import os
import pathlib
import shutil
import subprocess
import threading
import time
import unittest

from wenyuan_server import PROGRAM, Server

TINY = pathlib.Path(os.environ["WENYUAN_BINARY_DIR"]) / "tiny_models"
FIRST, SECOND, RERANKER = "tiny-embedder.gguf", "second-embedder.gguf", "tiny-reranker.gguf"
TEXTS = ("年假每年十五天。", "年假须提前三天申请。", "年假可以顺延，年假不折现。", "Visitors wear a badge.")
PATIENCE_SECONDS = 120


class SearchModelsTest(unittest.TestCase):
    def house(self):
        def prepare(data: pathlib.Path):
            (data / "models").mkdir()
            shutil.copy(TINY / FIRST, data / "models")
            (data / "models" / "in-use.json").write_text(json.dumps({"embedder": FIRST, "reranker": ""}))  # not what else this machine has

        settings = 'reranker = "auto"\n[search]\nrerank_hits = 30\n'
        self.server = Server(embedder="auto", settings=settings, prepare=prepare)
        self.addCleanup(self.server.close)
        self.owner = self.server.administrator()
        self.library = self.owner.call("POST", "/api/v1/libraries", {"name": "house"}).json["id"]
        for number, text in enumerate(TEXTS):
            received = self.owner.upload(self.library, f"{number}.txt", text.encode())
            self.owner.wait_until_done(received.json["document"]["document_id"])
        self.until(lambda: self.owner.get("/api/v1/status").json["embedding"]["state"] == "done")
        # Another model needs another fingerprint: one whose texts are cut elsewhere.
        (self.server.data / "models" / SECOND).write_bytes(self.other_embedder())
        shutil.copy(TINY / RERANKER, self.server.data / "models")
        return self.owner

    @staticmethod
    def other_embedder() -> bytes:
        made = bytearray((TINY / FIRST).read_bytes())
        made[-8] ^= 1  # of the last weight
        return bytes(made)

    def until(self, condition):
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            self.assertLess(time.monotonic(), end, self.look())
            time.sleep(0.05)

    def look(self):
        return self.owner.get("/api/v1/models").json

    def use(self, role: str, file: str, **more):
        return self.owner.call("POST", "/api/v1/models/use", {"role": role, "file": file, **more})

    def change(self, role: str, file: str):
        answer = self.use(role, file)
        self.assertEqual(answer.status, 202, answer.body)
        self.until(lambda: self.look()["change"]["state"] in ("done", "failed"))
        self.assertEqual((self.look()["change"]["state"], self.look()["change"]["role"]), ("done", role))

    def used(self, role: str):
        return [used["file"] for used in self.look()["used"] if used["role"] == role]

    def search(self, **more):
        return self.owner.get("/api/v1/search", query="年假", **more).json

    def test_a_reranker_reads_from_its_first_answer_on_and_can_be_unloaded(self):
        self.house()
        self.assertEqual(self.search()["reranking"]["state"], "off")
        self.change("reranker", RERANKER)
        self.assertEqual(self.used("reranker"), [RERANKER])
        self.assertEqual(self.search()["reranking"]["state"], "used")
        self.assertEqual(self.owner.get("/api/v1/status").json["reranker"]["state"], "ready")
        self.server.kill()
        self.server.start()
        self.owner.port = self.server.port
        self.until(lambda: self.search()["reranking"]["state"] == "used")  # the choice outlives a restart
        self.assertEqual(self.owner.call("POST", "/api/v1/models/unload", {"role": "reranker"}).status, 202)
        self.until(lambda: self.search()["reranking"]["state"] == "off")

    def test_a_collection_is_measured_with_the_models_that_were_chosen(self):
        self.house()
        files = [self.server.data / name for name in ("corpus.jsonl", "queries.jsonl")]
        files[0].write_text('{"id": "1", "text": "年假每年十五天。"}\n')
        files[1].write_text('{"id": "q", "text": "年假", "relevant": ["1"]}\n')
        done = subprocess.run([PROGRAM, "eval", "retrieval", "--corpus", files[0], "--queries", files[1], "--json"],
                              env=self.server.environment, text=True, capture_output=True, timeout=PATIENCE_SECONDS, check=True)
        self.assertIn('kind="embedder" model="tiny-embedder"', done.stderr)
        self.assertEqual(json.loads((self.server.data / "models" / "in-use.json").read_text())["embedder"], FIRST)

    def test_an_embedder_that_takes_anothers_place_is_never_missed(self):
        self.house()
        seen, stop = set(), threading.Event()

        def ask():
            while not stop.is_set():
                seen.add(self.search(mode="meaning")["meaning"]["state"])

        asker = threading.Thread(target=ask)
        asker.start()
        self.change("embedder", SECOND)
        stop.set()
        asker.join()
        self.assertLessEqual(seen, {"used", "partly"})
        self.assertEqual(self.used("embedder"), [SECOND])
        self.until(lambda: self.search(mode="meaning")["meaning"]["state"] == "used")
        embedding = self.owner.get("/api/v1/status").json["embedding"]
        self.assertEqual((embedding["state"], embedding["replacing"], embedding["embedded"]), ("done", False, len(TEXTS)))
        self.assertEqual(self.use("embedder", SECOND).status, 409)  # it is in use
        self.server.kill()
        self.server.start()
        self.owner.port = self.server.port
        self.until(lambda: self.search(mode="meaning")["meaning"]["state"] == "used")
        self.assertEqual(self.used("embedder"), [SECOND])

    def test_what_cannot_be_used_so_is_refused(self):
        self.house()
        for role, file, status in (("embedder", RERANKER, 400), ("reranker", FIRST, 400), ("embedder", "none.gguf", 404),
                                   ("writer", FIRST, 400)):
            self.assertEqual(self.use(role, file).status, status, (role, file))
        self.assertEqual(self.use("embedder", SECOND, stop_first=True).status, 400)
        self.assertEqual(self.owner.call("POST", "/api/v1/models/unload", {"role": "embedder"}).status, 422)
        self.assertEqual(self.owner.call("POST", "/api/v1/models/unload", {"role": "reranker"}).status, 409)
        self.assertEqual(self.used("embedder"), [FIRST])

    def test_settings_that_name_the_embedder_come_first(self):
        self.house()
        self.server.stop()
        settings = self.server.data / "wenyuan.toml"
        settings.write_text(settings.read_text().replace('embedder = "auto"', f'embedder = "{TINY / FIRST}"'))
        self.server.start()
        self.owner.port = self.server.port
        refused = self.use("embedder", SECOND)
        self.assertEqual(refused.status, 422, refused.body)
        self.assertIn("models.embedder", refused.json["detail"])

    def test_the_command_line_chooses_for_the_next_start_or_at_once(self):
        self.house()

        self.server.command("model", "use", RERANKER, "--role", "reranker")
        self.assertEqual(self.used("reranker"), [RERANKER])
        self.server.stop()
        self.assertIn("next start", self.server.command("model", "use", SECOND))
        self.server.command("model", "use", SECOND, "--role", "reranker", expect=2)
        self.server.start()
        self.owner.port = self.server.port
        self.until(lambda: self.used("embedder") == [SECOND])
        self.assertEqual(self.search(mode="meaning")["meaning"]["state"], "used")


if __name__ == "__main__":
    unittest.main()
