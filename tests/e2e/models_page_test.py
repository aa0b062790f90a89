#!/usr/bin/env python3
"""The page Models in a real browser, over the small models that the other tests use."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

import search_models_test
from model_hub import Hub, whole_model
from models_test import FIRST, SECOND, STORIES, TEMPLATE, TEXTS, TOYS
from wenyuan_server import TOP, Server

NAME, PASSWORD = "admin", "correct horse battery"


class ModelsPage(unittest.TestCase):
    @staticmethod
    def prepare(data: pathlib.Path):
        models = data / "models"
        models.mkdir()
        subprocess.run([TOYS, models, TEMPLATE], check=True)
        shutil.copy(STORIES, models)
        for name in ("tiny-embedder.gguf", "tiny-reranker.gguf"):
            shutil.copy(search_models_test.TINY / name, models)
        (models / "second-embedder.gguf").write_bytes(search_models_test.SearchModelsTest.other_embedder())
        content = bytearray((models / SECOND).read_bytes())
        name = content.index(b"blk.0.attn_q.weight")  # the validator knows no names of weights
        content[name:name + 5] = b"blk.9"
        (models / "wrong.gguf").write_bytes(content)
        (models / "broken.gguf").write_bytes((models / FIRST).read_bytes()[:5000])
        chosen = {"generator": None, "embedder": "tiny-embedder.gguf", "reranker": ""}
        (models / "in-use.json").write_text(json.dumps(chosen))  # whatever else this machine has

    def test_an_administrator_changes_models(self):
        hub = Hub({"new-q8_0.gguf": whole_model(), "other-q4_0.gguf": whole_model()})
        hub.slow = 0.5
        self.addCleanup(hub.server_close)
        self.addCleanup(hub.shutdown)
        # Room for one of the models that write, not for two.
        settings = 'reranker = "auto"\ngenerator_context = 32768\nmemory_mib = 500\n'
        server = Server(embedder="auto", generator="auto", settings=settings, environment={"HF_ENDPOINT": hub.address},
                        prepare=self.prepare)
        self.addCleanup(server.close)
        owner = server.administrator(NAME)
        library = owner.call("POST", "/api/v1/libraries", {"name": "house"}).json["id"]
        for number, text in enumerate(TEXTS):
            received = owner.upload(library, f"手册{number}.txt", text.encode())
            owner.wait_until_done(received.json["document"]["document_id"])
        done = subprocess.run([shutil.which("node"), "tests/browser/models.mjs"], cwd=TOP, text=True, timeout=500,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                              env={**os.environ, "WENYUAN_URL": f"http://127.0.0.1:{server.port}", "NAME": NAME, "PASSWORD": PASSWORD,
                                   "SHOTS": os.environ.get("SHOTS", str(server.folder / "shots"))})
        print(done.stdout)
        self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
