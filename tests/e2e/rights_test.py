#!/usr/bin/env python3
"""Who may not read a document does not find it, count it or hear of it."""
import email.message
import io
import json
import time
import unittest
import zipfile

from wenyuan_server import Server


def packed(name: str, text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, text)
    return content.getvalue()


class Rights(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.admin = cls.server.administrator()
        cls.reader = cls.server.user(cls.admin, "reader")
        cls.stranger = cls.server.user(cls.admin, "stranger")
        cls.library = cls.admin.call("POST", "/api/v1/libraries", {"name": "机密"}).json["id"]
        granted = cls.admin.call("PUT", f"/api/v1/libraries/{cls.library}/grants/reader", {"role": "reader"})
        assert granted.status == 200, granted.body
        cls.open = cls.put("公开.md", "海风塔高九十米，位于东港。")

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    @classmethod
    def put(cls, name: str, text: str) -> str:
        received = cls.admin.upload(cls.library, name, text.encode())
        assert received.status == 201, received.body
        document = cls.admin.wait_until_done(received.json["document"]["document_id"])
        assert document["state"] == "ready", document
        return document["document_id"]

    @staticmethod
    def search(asker, query: str):
        answer = asker.call("POST", "/api/v1/search", {"query": query})
        assert answer.status == 200, answer.body
        found = answer.json
        found.pop("elapsed_ms")
        return found

    def test_a_stranger_to_the_library_sees_nothing_of_it(self):
        self.assertEqual(self.search(self.stranger, "海风塔")["hits"], [])
        hidden = self.stranger.get(f"/api/v1/documents/{self.open}")
        absent = self.stranger.get("/api/v1/documents/d_aaaaaaaaaaaaaaaa")
        self.assertEqual(hidden.status, 404)
        strip = lambda answer, name: {k: v.replace(name, "") if isinstance(v, str) else v
                                      for k, v in answer.json.items() if k != "request_id"}
        self.assertEqual(strip(hidden, self.open), strip(absent, "d_aaaaaaaaaaaaaaaa"))
        self.assertEqual(self.stranger.get("/api/v1/libraries").json["libraries"], [])

    def test_a_reader_reads_but_does_not_change(self):
        self.assertEqual(len(self.search(self.reader, "海风塔")["hits"]), 1)
        self.assertEqual(self.reader.upload(self.library, "x.md", b"words").status, 403)
        self.assertEqual(self.reader.call("DELETE", f"/api/v1/documents/{self.open}").status, 403)

    def test_a_restricted_document_leaves_no_trace_for_others(self):
        questions = ["海风塔", "海风塔 高度", "东港", "九十米 秘密 奖金"]
        before = [self.search(self.reader, question) for question in questions]
        secret = self.put("奖金.md", "海风塔项目秘密奖金为九十万元，东港分部不参与。海风塔海风塔。")
        restricted = self.admin.call("PUT", f"/api/v1/documents/{secret}/readers", {"restricted": True, "readers": []})
        self.assertEqual(restricted.status, 200, restricted.body)
        after = [self.search(self.reader, question) for question in questions]
        self.assertEqual(json.dumps(before, sort_keys=True), json.dumps(after, sort_keys=True))
        self.assertEqual(self.reader.get(f"/api/v1/documents/{secret}").status, 404)
        self.assertEqual(self.reader.get("/api/v1/documents").json["total"], 1)
        self.assertIn(secret, [hit["document_id"] for hit in self.search(self.admin, "秘密奖金")["hits"]])
        named = self.admin.call("PUT", f"/api/v1/documents/{secret}/readers",
                                {"restricted": True, "readers": ["reader"]})
        self.assertEqual(named.status, 200, named.body)
        self.assertIn(secret, [hit["document_id"] for hit in self.search(self.reader, "秘密奖金")["hits"]])
        self.admin.call("DELETE", f"/api/v1/documents/{secret}")

    def test_what_came_in_a_restricted_mail_is_restricted_with_it(self):
        outer, inner = email.message.EmailMessage(), email.message.EmailMessage()
        inner["Subject"] = "内层"
        inner.set_content("灰鹭协议的违约金为三成。")
        outer["Subject"] = "外层"
        outer.set_content("见附件。")
        outer.add_attachment(inner)
        outer.add_attachment(packed("灰鹭清单.txt", "灰鹭协议的交货地点为西港。"), maintype="application", subtype="zip",
                             filename="a.zip")
        mail = self.put("mail.eml", outer.as_string())
        end = time.monotonic() + 60
        while len(self.search(self.admin, "灰鹭协议")["hits"]) < 2:  # what is inside comes later
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        self.assertEqual(len(self.search(self.reader, "灰鹭协议")["hits"]), 2)
        self.admin.call("PUT", f"/api/v1/documents/{mail}/readers", {"restricted": True, "readers": []})
        self.assertEqual(self.search(self.reader, "灰鹭协议")["hits"], [])
        self.assertEqual(len(self.search(self.admin, "灰鹭协议")["hits"]), 2)
        self.admin.call("DELETE", f"/api/v1/documents/{mail}")
        self.assertEqual(self.search(self.admin, "灰鹭协议")["hits"], [])

    def test_taking_a_role_away_is_felt_by_the_next_request(self):
        leaver = self.server.user(self.admin, "leaver")
        path = f"/api/v1/libraries/{self.library}/grants/leaver"
        self.admin.call("PUT", path, {"role": "reader"})
        self.assertEqual(len(self.search(leaver, "海风塔")["hits"]), 1)
        self.admin.call("PUT", path, {"role": "none"})
        self.assertEqual(self.search(leaver, "海风塔")["hits"], [])

    def test_a_disabled_user_is_out_at_once(self):
        user = self.server.user(self.admin, "fired")
        identifier = user.get("/api/v1/me").json["user"]["id"]
        self.assertEqual(self.admin.call("PATCH", f"/api/v1/users/{identifier}", {"disabled": True}).status, 200)
        self.assertEqual(user.get("/api/v1/me").status, 401)


if __name__ == "__main__":
    unittest.main()
