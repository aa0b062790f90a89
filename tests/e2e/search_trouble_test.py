#!/usr/bin/env python3
"""What can go wrong under a search, as a user meets it: broken embedders, damaged segments, endless questions, a library
that is emptied while it is searched."""
import http.server
import json
import threading
import time
import unittest

from wenyuan_server import Asker, Server

PATIENCE_SECONDS = 90
TEXTS = {f"note-{number}.txt": f"第{number}号通知：年假可以顺延，编号 N-{number}，端口 {8000 + number}。" for number in range(12)}


class Embedder(http.server.ThreadingHTTPServer):
    """Somebody's OpenAI-compatible server. `row(text)` makes a vector; `broken` is answered instead, as it stands."""

    def __init__(self):
        self.dimension, self.broken, self.asked = 4, None, 0
        super().__init__(("127.0.0.1", 0), EmbedderCall)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def row(self, text: str) -> "list[float]":
        row = [1.0] * self.dimension
        row[len(text) % self.dimension] += 2.0
        return row


class EmbedderCall(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer('{"data": [{"id": "theirs"}]}')

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked += 1
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        if self.server.broken is not None:
            self.answer(self.server.broken(texts))
            return
        data = [{"index": place, "embedding": self.server.row(text)} for place, text in enumerate(texts)]
        self.answer(json.dumps({"data": data, "usage": {"prompt_tokens": 1}}))

    def answer(self, text: str):
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def rows(value: str):
    return lambda texts: json.dumps({"data": [{"index": place, "embedding": "?"} for place, _ in enumerate(texts)]}).replace(
        '"?"', value)


def fill(server: Server, texts=None, name="house"):
    owner = server.owner = getattr(server, "owner", None) or server.administrator()
    library = owner.call("POST", "/api/v1/libraries", {"name": name}).json["id"]
    documents = []
    for title, text in (texts or TEXTS).items():
        received = owner.upload(library, title, text.encode())
        assert received.status == 201, received.body
        documents.append(received.json["document"]["document_id"])
    for document in documents:
        assert owner.wait_until_done(document)["state"] == "ready"
    return owner, library, documents


def wait_for(what, condition):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.1)
    return result


class Embedders(unittest.TestCase):
    def setUp(self):
        self.embedder = Embedder()
        self.server = Server(embedder=self.embedder.address)
        self.addCleanup(self.embedder.server_close)
        self.addCleanup(self.embedder.shutdown)
        self.addCleanup(self.server.close)

    def embedding(self):
        return self.server.owner.get("/api/v1/status").json["embedding"]

    def finds_by_words(self):
        found = self.server.owner.get("/api/v1/search", query=f"年假顺延 {time.monotonic()}").json
        self.assertEqual(len(found["hits"]), 10, found)
        return found["meaning"]

    def test_vectors_that_cannot_be_are_refused_and_said_and_the_right_ones_taken_afterwards(self):
        broken = {"a wrong number": lambda texts: '{"data": [{"index": 0, "embedding": [1, 2, 3, 4]}]}' if len(texts) > 1 else
                                                  '{"data": []}',
                  "no number": rows("[NaN, 1, 1, 1]"), "an endless one": rows("[1e400, 1, 1, 1]"),
                  "nothing": rows("[0, 0, 0, 0]"), "no vector": rows('"words"'), "no JSON": lambda _: "<html>",
                  # A text that is asked for alone would have a right one.
                  "different lengths": lambda texts: json.dumps({"data": [
                      {"index": place, "embedding": [1.0] * (4 + place % 2)} for place, _ in enumerate(texts)] if
                      len(texts) > 1 else []})}
        self.embedder.broken = broken["nothing"]
        fill(self.server)
        for what, answer in broken.items():
            with self.subTest(what):
                self.embedder.broken = answer
                meaning = self.finds_by_words()
                self.assertIn(meaning["state"], ("away", "partly"), meaning)
                self.assertTrue(meaning["reason"])
        state = wait_for("the reason", lambda: (now := self.embedding())["state"] == "away" and now)
        self.assertTrue(state["reason"])
        self.assertEqual(state["embedded"], 0)
        self.embedder.broken = None
        wait_for("all vectors", lambda: self.embedding()["state"] == "done")
        self.assertEqual(self.embedding()["embedded"], len(TEXTS))
        wait_for("meaning", lambda: self.finds_by_words()["state"] == "used")

    def test_an_embedder_that_changes_its_dimension_is_learnt_anew(self):
        fill(self.server)
        wait_for("all vectors", lambda: self.embedding()["state"] == "done")
        self.assertEqual(self.finds_by_words()["state"], "used")
        self.embedder.dimension = 6
        meaning = self.finds_by_words()  # nothing is lost meanwhile
        self.assertIn(meaning["state"], ("away", "partly"), meaning)
        self.assertTrue(meaning["reason"])
        # Nobody tells the server, and no document comes: it finds out by itself.
        wait_for("meaning", lambda: self.finds_by_words()["state"] == "used")
        self.assertEqual(self.embedding()["embedded"], len(TEXTS))


class Damage(unittest.TestCase):
    def damage(self, chosen):
        """Overwrites the middle of the index files of the first library that `chosen` names, while no server runs."""
        server = Server()
        self.addCleanup(server.close)
        owner, library, _ = fill(server, name="first")
        _, other, _ = fill(server, {"other.txt": "别的库：停车场在地下二层。"}, name="second")
        before = owner.get("/api/v1/search", query="年假", k=50).json
        self.assertEqual(before["total"], len(TEXTS))
        server.stop()
        files = [path for path in (server.data / "index" / library).rglob("*") if path.is_file() and chosen(path.name)]
        self.assertTrue(files)
        for path in files:
            content = bytearray(path.read_bytes())
            middle = len(content) // 2
            content[middle:middle + 16] = bytes(16)
            path.write_bytes(bytes(content))
        server.start()
        owner.port = server.port
        self.assertEqual(owner.get("/api/v1/search", query="停车场").json["total"], 1)  # the rest keeps serving
        wait_for("the index again", lambda: owner.get("/api/v1/search", query="年假", k=50).json.get("total") == len(TEXTS))
        again = owner.get("/api/v1/search", query="年假", k=50).json
        self.assertEqual({hit["document_id"] for hit in again["hits"]}, {hit["document_id"] for hit in before["hits"]})
        log = (server.folder / "log").read_text()
        self.assertIn("was set aside; it will be built again", log)
        self.assertIn(f'library="{library}" documents="', log)
        self.assertNotIn(f'library="{other}"', log)
        server.stop()
        server.start()  # what was set aside stays so, and nothing is built once more
        self.assertEqual((server.folder / "log").read_text()[len(log):].count("set aside"), 0)

    def test_damaged_segments_are_made_again_from_the_store(self):
        self.damage(lambda name: name != "manifest")

    def test_so_is_an_index_whose_manifest_is_damaged(self):
        self.damage(lambda name: name == "manifest")

    def test_files_that_were_cut_short_are_no_trouble_either(self):
        server = Server()
        self.addCleanup(server.close)
        owner, _, _ = fill(server)
        server.stop()
        for path in (server.data / "index").rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:40])
        server.start()
        owner.port = server.port
        wait_for("the index again", lambda: owner.get("/api/v1/search", query="年假", k=50).json.get("total") == len(TEXTS))


class Questions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.owner, cls.library, cls.documents = fill(cls.server)

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def test_a_question_of_ten_thousand_words_is_answered(self):
        words = " ".join(chr(97 + number % 26) + chr(97 + number // 26 % 26) for number in range(10_000))
        begin = time.monotonic()
        found = self.owner.call("POST", "/api/v1/search", {"query": "年假 " + words})
        self.assertEqual(found.status, 200, found.body)
        self.assertTrue(found.json["hits"])
        self.assertLess(time.monotonic() - begin, 20)
        asked = self.owner.call("POST", "/api/v1/ask", {"question": "年假可以顺延吗 " + words})
        self.assertEqual(asked.status, 200, asked.body)

    def test_what_was_left_out_of_a_long_one_is_said(self):
        words = " ".join(f"w{number}" for number in range(5000))
        hints = self.owner.call("POST", "/api/v1/search", {"query": "年假 " + words}).json["hints"]
        self.assertEqual([hint["code"] for hint in hints if hint["code"] == "long_question"], ["long_question"], hints)

    def test_a_code_that_no_passage_has_is_said_to_be_missing(self):
        found = self.owner.call("POST", "/api/v1/search", {"query": "N-777 年假"}).json
        self.assertTrue(found["hits"])
        self.assertIn("'N-777'", found["hints"][0]["message"])
        self.assertEqual(self.owner.call("POST", "/api/v1/search", {"query": "n-7 年假"}).json["hints"], [])

    def test_signs_alone_find_nothing(self):
        found = self.owner.call("POST", "/api/v1/search", {"query": "？"}).json
        self.assertEqual((found["hits"], found["hints"][0]["code"]), ([], "no_words"))
        self.assertTrue(self.owner.call("POST", "/api/v1/ask", {"question": "？"}).json["refused"])

    def test_a_longer_one_is_refused_with_the_limit(self):
        refused = self.owner.call("POST", "/api/v1/search", {"query": "年假 " * 10_000})
        self.assertEqual(refused.status, 400)
        self.assertIn("32768", refused.json["detail"])

    def test_ten_thousand_operators_and_quotations(self):
        for word in ('"年假"', "+年假", "-病假", "标题:年假", "N-1*"):
            query = (word + " ") * (32_000 // len((word + " ").encode()))
            found = self.owner.call("POST", "/api/v1/search", {"query": query})
            self.assertIn(found.status, (200, 400), (word, found.body))
            if found.status == 400:
                self.assertTrue(found.json["detail"])

    def test_a_library_that_is_emptied_while_it_is_searched(self):
        owner, library, documents = fill(self.server, name="to be emptied")
        done, wrong = threading.Event(), []

        def search():
            asker = Asker(self.server.port)
            asker.cookie, asker.csrf = owner.cookie, owner.csrf
            last = len(documents)
            while not done.is_set():
                found = asker.call("POST", "/api/v1/search", {"query": "年假", "k": 50, "libraries": [library]})
                if found.status != 200 or len(found.json["hits"]) > last:
                    wrong.append((found.status, found.body[:200]))
                    return
                last = len(found.json["hits"])

        threads = [threading.Thread(target=search) for _ in range(4)]
        for thread in threads:
            thread.start()
        for document in documents:
            self.assertIn(owner.call("DELETE", f"/api/v1/documents/{document}").status, (200, 204))
        found = owner.call("POST", "/api/v1/search", {"query": "年假", "libraries": [library]}).json
        done.set()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        self.assertEqual((found["hits"], found["total"]), ([], 0))


if __name__ == "__main__":
    unittest.main()
