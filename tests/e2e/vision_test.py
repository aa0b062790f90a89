#!/usr/bin/env python3
"""Scans read by a vision-language service: only for the library that an administrator chose, from the server's own process."""
import base64
import time
import unittest

from chat_stub import ChatStub, Writer
from recognition_test import PAGES, draw, scan
from wenyuan_server import PATIENCE_SECONDS, Server

SAID = """# 访客须知

访客须在前台登记并佩戴蓝色胸牌。

| 楼层 | 部门 |
|---|---|
| 三层 | 财务部 |
"""


class Broken(ChatStub):
    """Is there, and breaks off."""

    def __init__(self):
        super().__init__(lambda chat: chat.wfile.close())


class Vision(unittest.TestCase):
    def start(self, stub, more=""):
        self.addCleanup(stub.shutdown)
        self.server = Server(settings=f'[recognition]\ntesseract = "off"\nvision = "{stub.address}"\nvision_key = "k"\n{more}')
        self.addCleanup(self.server.close)
        self.admin = self.server.administrator()
        self.library = self.admin.call("POST", "/api/v1/libraries", {"name": "Scans"}).json

    def choose(self, reading, who=None):
        return (who or self.admin).call("PUT", f"/api/v1/libraries/{self.library['id']}/recognition", {"reading": reading})

    def upload(self):
        answer = self.admin.upload(self.library["id"], "scan.pdf", scan([draw(PAGES[0])]))
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json["document"]["document_id"]

    def wait(self, true, what):
        end = time.monotonic() + 4 * PATIENCE_SECONDS
        while not (found := true()):
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.1)
        return found

    def test_the_page_is_sent_and_what_comes_back_is_marked(self):
        stub = Writer(SAID)
        self.start(stub)
        self.assertEqual(self.library["reading"], "local")
        chosen = self.choose("vision_only")
        self.assertEqual((chosen.status, chosen.json["reading"]), (200, "vision_only"))
        document = self.upload()

        def done():
            now = self.admin.wait_until_done(document)
            return now if now["recognition"]["state"] == "done" and now["chunks"] else None
        ready = self.wait(done, "the page is not read")
        self.assertEqual(len(stub.asked), 1)
        asked = stub.asked[0]
        self.assertEqual([message["role"] for message in asked["messages"]], ["user"])
        picture, task = asked["messages"][0]["content"]
        self.assertEqual((picture["type"], task["type"]), ("image_url", "text"))
        head, _, code = picture["image_url"]["url"].partition(",")
        self.assertEqual(head, "data:image/jpeg;base64")
        self.assertTrue(base64.b64decode(code, validate=True).startswith(b"\xff\xd8\xff"))
        self.assertIn("Transcribe", task["text"])
        self.assertEqual(asked["temperature"], 0)

        blocks = self.admin.get(f"/api/v1/documents/{document}/revisions/{ready['revision']}/blocks").json["blocks"]
        self.assertEqual([block["kind"] for block in blocks], ["heading", "paragraph", "table"])
        self.assertEqual({block["origin"] for block in blocks}, {"vision_model"})
        answer = self.admin.call("POST", "/api/v1/ask", {"question": "访客须佩戴什么颜色的胸牌？"}).json
        self.assertFalse(answer["refused"], answer)
        citation = answer["sentences"][0]["citations"][0]
        self.assertEqual((citation["origin"], citation["page"]), ("vision_model", 1))
        self.assertEqual(citation["boxes"][0]["right"], 595)
        self.assertEqual(self.admin.get("/api/v1/status").json["recognition"]["vision"]["state"], "ready")

    def test_only_administrators_choose_and_nothing_is_sent_until_they_do(self):
        stub = Writer(SAID)
        self.start(stub, "pages = 50\n")
        reader = self.server.user(self.admin, "reader")
        self.admin.call("PUT", f"/api/v1/libraries/{self.library['id']}/grants/reader", {"role": "owner"})
        self.assertEqual(self.choose("vision", reader).status, 403)
        self.assertEqual(self.choose("elsewhere").status, 400)
        document = self.upload()
        self.admin.wait_until_done(document)
        time.sleep(1)
        self.assertEqual(stub.asked, [])

    def test_a_page_waits_for_a_service_that_is_away_and_says_so(self):
        stub = Broken()
        self.start(stub)
        self.choose("vision_only")
        document = self.upload()
        away = self.wait(lambda: (now := self.admin.get("/api/v1/status").json["recognition"]["vision"])["state"] == "away" and now,
                         "it is not said that the service is away")
        self.assertTrue(away["reason"])
        now = self.admin.get(f"/api/v1/documents/{document}").json
        self.assertEqual((now["state"], now["recognition"]["state"]), ("ready", "needs_ocr"))
        self.assertIn("vision-language", now["recognition"]["text"])


if __name__ == "__main__":
    unittest.main()
