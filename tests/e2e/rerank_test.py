#!/usr/bin/env python3
"""A reranking model on the real server: the tiny one through wenyuan-model, a stranger's server, and neither."""
import http.server
import json
import os
import pathlib
import threading
import time
import unittest

from wenyuan_server import Server

TINY = pathlib.Path(os.environ["WENYUAN_BINARY_DIR"]) / "tiny_models" / "tiny-reranker.gguf"
MODEL_SERVER = pathlib.Path(os.environ["WENYUAN_BINARY_DIR"]) / "bin" / "wenyuan-model"
PATIENCE_SECONDS = 60
TEXTS = {"a.txt": "年假每年十五天。", "b.txt": "年假须提前三天申请。", "c.txt": "年假可以顺延，年假不折现。"}


def fill(server: Server):
    owner = server.administrator()
    library = owner.call("POST", "/api/v1/libraries", {"name": "house"}).json["id"]
    for name, text in TEXTS.items():
        received = owner.upload(library, name, text.encode())
        owner.wait_until_done(received.json["document"]["document_id"])
    return owner


def reranking(owner, question="年假", **more):
    return owner.get("/api/v1/search", query=question, **more).json["reranking"]


class Stranger(http.server.ThreadingHTTPServer):
    """Speaks /v1/rerank as Jina does: prefers passages that hold a word, or answers what `broken` says, after a while."""

    def __init__(self):
        self.word, self.broken, self.seconds = "顺延", None, 0.0
        super().__init__(("127.0.0.1", 0), Rerank)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Rerank(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(404, {})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(self.server.seconds)
        results = [{"index": place, "relevance_score": float(self.server.word in text)}
                   for place, text in enumerate(body["documents"])]
        self.answer(200, self.server.broken or {"results": results})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class RerankTest(unittest.TestCase):
    @unittest.skipUnless(TINY.exists() and MODEL_SERVER.exists(), "skipped: wenyuan-model is not built here")
    def test_a_model_of_our_own_reads_the_first_passages(self):
        server = Server(settings=f'reranker = "{TINY}"\n[search]\nrerank_hits = 30\nrerank_budget_ms = 20000\n')
        try:
            owner = fill(server)
            end = time.monotonic() + PATIENCE_SECONDS
            while (status := owner.get("/api/v1/status").json["reranker"])["state"] != "ready":
                self.assertLess(time.monotonic(), end, status)
                self.assertEqual(status["state"], "away")
                self.assertTrue(status["reason"])
                time.sleep(0.1)
            self.assertEqual(status["model"], "tiny-reranker")
            self.assertEqual(reranking(owner), {"state": "used", "read": len(TEXTS), "reason": ""})
            self.assertEqual(reranking(owner, mode="keywords")["state"], "unused")
            self.assertEqual(reranking(owner, '"年假"')["state"], "unused")
        finally:
            server.close()

    def test_a_strangers_server_decides_the_order_and_what_it_does_wrong_is_said(self):
        stranger = Stranger()
        server = Server(settings=f'reranker = "{stranger.address}"\n[search]\nrerank_hits = 30\nrerank_budget_ms = 400\n')
        try:
            owner = fill(server)
            found = owner.get("/api/v1/search", query="年假").json
            self.assertEqual(found["reranking"]["state"], "used")
            self.assertIn("顺延", found["hits"][0]["text"])
            stranger.word = "提前"
            self.assertIn("提前", owner.get("/api/v1/search", query="年假").json["hits"][0]["text"])
            self.assertEqual(owner.get("/api/v1/status").json["reranker"]["state"], "ready")
            for broken in ({"results": []}, {"results": "none"}, {"results": [{"index": 9, "relevance_score": 1}] * 3},
                           {"results": [{"index": place, "relevance_score": None} for place in range(3)]}):
                stranger.broken = broken
                found = owner.get("/api/v1/search", query="年假").json
                self.assertEqual((found["reranking"]["state"], len(found["hits"])), ("away", len(TEXTS)), broken)
                self.assertTrue(found["reranking"]["reason"])
            stranger.broken, stranger.seconds = None, 2
            begin = time.monotonic()
            late = reranking(owner)
            self.assertLess(time.monotonic() - begin, 1.9)
            self.assertEqual((late["state"], late["read"]), ("away", 0))
            self.assertIn("time was up", late["reason"])
        finally:
            server.close()
            stranger.shutdown()
            stranger.server_close()

    def test_a_model_that_is_not_there_is_named_and_search_goes_on(self):
        server = Server(settings='reranker = "/nonexistent/ranks.gguf"\n[search]\nrerank_hits = 30\n')
        try:
            owner = fill(server)
            owner.language = "zh"
            found = owner.get("/api/v1/search", query="年假").json
            self.assertEqual(len(found["hits"]), len(TEXTS))
            self.assertEqual(found["reranking"]["state"], "away")
            self.assertIn("重排模型“/nonexistent/ranks.gguf”不存在", found["reranking"]["reason"])
            status = owner.get("/api/v1/status").json["reranker"]
            self.assertEqual(status["state"], "away")
            self.assertIn("models.reranker", status["reason"])
        finally:
            server.close()

    def test_searches_say_whether_it_reads(self):
        stranger = Stranger()
        server = Server(settings=f'reranker = "{stranger.address}"\n')
        try:
            owner = fill(server)
            self.assertEqual(reranking(owner)["state"], "off")
            self.assertEqual(reranking(owner, rerank="false")["state"], "off")
            self.assertEqual(reranking(owner, rerank="true"), {"state": "used", "read": 3, "reason": ""})
            by_body = owner.call("POST", "/api/v1/search", {"query": "年假", "rerank": True}).json
            self.assertEqual(by_body["reranking"]["read"], 3)
            self.assertIn("顺延", by_body["hits"][0]["text"])
            wrong = owner.get("/api/v1/search", query="年假", rerank="perhaps")
            self.assertEqual(wrong.status, 400)
            self.assertIn("true or false", wrong.json["detail"])
            # People who search have the first passages read, unless they would rather not wait.
            self.assertIn("顺延", server.command("search", "年假").splitlines()[1])
            asked = json.loads(server.command("search", "年假", "--no-rerank", "--json"))
            self.assertEqual(asked["reranking"]["read"], 0)
        finally:
            server.close()
            stranger.shutdown()
            stranger.server_close()

    def test_without_one_nothing_is_said(self):
        server = Server()
        try:
            owner = fill(server)
            self.assertEqual(reranking(owner), {"state": "off", "read": 0, "reason": ""})
            self.assertEqual(owner.get("/api/v1/status").json["reranker"]["state"], "off")
        finally:
            server.close()


if __name__ == "__main__":
    unittest.main()
