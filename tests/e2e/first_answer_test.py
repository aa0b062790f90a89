#!/usr/bin/env python3
"""From an empty data folder to a cited answer, over HTTP."""
import unittest

from wenyuan_server import SAMPLES, Asker, Server

HANDBOOK = "# 员工手册\n\n## 休假\n\n试用期员工按实际出勤月数折算年假，折算后不足一天的部分不计。\n\n## 考勤\n\n上班时间为九点。\n"


class FirstAnswer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.admin = cls.server.administrator()
        made = cls.admin.call("POST", "/api/v1/libraries", {"name": "人事制度"})
        assert made.status == 201, made.body
        cls.library = made.json["id"]

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def ready(self, name: str, content: bytes):
        received = self.admin.upload(self.library, name, content)
        self.assertEqual(received.status, 201, received.body)
        document = self.admin.wait_until_done(received.json["document"]["document_id"])
        self.assertEqual(document["state"], "ready", document["reason"])
        return document

    def test_the_one_time_link_works_once(self):
        again = Asker(self.server.port).call("POST", "/api/v1/setup", {
            "secret": self.server.secret, "name": "other", "password": "correct horse battery"})
        self.assertGreaterEqual(again.status, 400)

    def test_an_answer_cites_the_sentence_that_proves_it(self):
        document = self.ready("手册.md", HANDBOOK.encode())
        answer = self.admin.call("POST", "/api/v1/ask", {"question": "试用期员工的年假怎么折算？"})
        self.assertEqual(answer.status, 200, answer.body)
        self.assertFalse(answer.json["refused"], answer.json)
        citation = answer.json["sentences"][0]["citations"][0]
        self.assertEqual(citation["document_id"], document["document_id"])
        self.assertIn("按实际出勤月数折算年假", citation["quote"])
        self.assertEqual(citation["revision"], 1)

    def test_a_pdf_citation_has_a_box_on_its_page(self):
        manual = next(SAMPLES.glob("*.pdf"))
        document = self.ready(manual.name, manual.read_bytes())
        found = self.admin.get("/api/v1/search", query="temperature pressure", library=self.library, format="pdf")
        self.assertEqual(found.status, 200, found.body)
        hit = found.json["hits"][0]
        self.assertEqual(hit["document_id"], document["document_id"])
        self.assertGreaterEqual(hit["page"], 1)
        for box in hit["boxes"]:
            self.assertLess(box["left"], box["right"])
            self.assertLess(box["top"], box["bottom"])
        original = self.admin.get(f"/api/v1/documents/{document['document_id']}/revisions/1/original")
        self.assertEqual(original.body, manual.read_bytes())

    def test_new_content_is_a_new_revision_and_the_old_one_no_longer_answers(self):
        first = self.ready("税率.md", "增值税税率为百分之十七。".encode())
        self.ready("税率.md", "增值税税率为百分之十三。".encode())
        found = self.admin.get("/api/v1/search", query="增值税税率", library=self.library)
        texts = [hit["text"] for hit in found.json["hits"] if hit["document_id"] == first["document_id"]]
        self.assertEqual(texts, ["增值税税率为百分之十三。"])
        revisions = self.admin.get(f"/api/v1/documents/{first['document_id']}/revisions").json["revisions"]
        self.assertEqual([one["revision"] for one in revisions], [2, 1])

    def test_the_same_content_again_changes_nothing(self):
        self.ready("同.md", "内容完全相同。".encode())
        again = self.admin.upload(self.library, "同.md", "内容完全相同。".encode())
        self.assertEqual(again.status, 200, again.body)
        self.assertTrue(again.json["unchanged"])

    def test_a_deleted_document_is_gone_from_search_at_once(self):
        document = self.ready("临时.md", "蓝鲸项目的口令是海豚。".encode())
        gone = self.admin.call("DELETE", f"/api/v1/documents/{document['document_id']}")
        self.assertEqual(gone.status, 204, gone.body)
        found = self.admin.get("/api/v1/search", query="蓝鲸项目", library=self.library)
        self.assertNotIn(document["document_id"], [hit["document_id"] for hit in found.json["hits"]])
        self.assertEqual(self.admin.get(f"/api/v1/documents/{document['document_id']}").status, 404)

    def test_an_attachment_becomes_a_document_with_its_mail_as_parent(self):
        mail = next(SAMPLES.glob("*.eml"))
        document = self.ready(mail.name, mail.read_bytes())
        children = self.admin.get("/api/v1/documents", parent=document["document_id"]).json["documents"]
        self.assertTrue(children)
        for child in children:
            self.assertEqual(self.admin.wait_until_done(child["document_id"])["state"], "ready")


if __name__ == "__main__":
    unittest.main()
