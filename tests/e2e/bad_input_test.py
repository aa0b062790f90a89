#!/usr/bin/env python3
"""Whatever comes in, the answer names the thing, the cause and the way out, and the server lives on."""
import json
import unittest

from wenyuan_server import Asker, Server


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.admin = cls.server.administrator()
        cls.library = cls.admin.call("POST", "/api/v1/libraries", {"name": "Test"}).json["id"]

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def tearDown(self):
        self.assertEqual(Asker(self.server.port).get("/healthz").status, 200)

    def problem(self, answer, status: int):
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.headers["Content-Type"].split(";")[0], "application/problem+json")
        for member in ("title", "status", "detail", "code", "request_id"):
            self.assertIn(member, answer.json)
        return answer.json

    def failed(self, name: str, content: bytes):
        received = self.admin.upload(self.library, name, content)
        self.assertEqual(received.status, 201, received.body)
        document = self.admin.wait_until_done(received.json["document"]["document_id"])
        self.assertEqual(document["state"], "failed", document)
        self.assertTrue(document["reason"])
        return document["reason"]

    def test_an_empty_file_is_refused_by_name(self):
        problem = self.problem(self.admin.upload(self.library, "空.txt", b""), 400)
        self.assertIn("空.txt", problem["detail"])

    def test_a_huge_file_is_refused_before_it_is_sent(self):
        huge = self.server.folder / "huge.pdf"
        with huge.open("wb") as file:
            file.truncate(2 << 30)  # takes no space
        refused = json.loads(self.server.command("import", str(huge), "--library", "Test", "--json", expect=1))
        self.assertIn("huge.pdf", refused["failures"][0]["reason"])
        self.assertIn("512 MiB", refused["failures"][0]["reason"])

    def test_a_broken_pdf_fails_with_a_reason(self):
        self.failed("broken.pdf", b"%PDF-1.7\n" + b"\x00garbage" * 100)

    def test_a_truncated_docx_fails_with_a_reason(self):
        self.failed("cut.docx", b"PK\x03\x04" + b"\x14\x00" * 50)

    def test_random_bytes_fail_with_a_reason(self):
        self.failed("noise.bin", bytes(range(256)) * 64)

    def test_a_mislabelled_file_is_read_as_what_it_is(self):
        received = self.admin.upload(self.library, "really-text.pdf", "这其实是一段纯文本，说明海风塔高九十米。".encode())
        document = self.admin.wait_until_done(received.json["document"]["document_id"])
        self.assertEqual((document["state"], document["format"]), ("ready", "txt"), document)

    def test_odd_names_are_kept_or_mended(self):
        for name in ("a b+c&d=e?.txt", "文渊阁；“引号”.txt", "../../etc/passwd", "tab\there.txt", "💾.txt", "x" * 900 + ".txt"):
            received = self.admin.upload(self.library, name, b"plain words that can be read")
            self.assertIn(received.status, (200, 201), (name, received.body))
            self.assertNotIn("..", received.json["document"]["source_name"].split("/"))

    def test_a_question_over_the_limit_is_refused(self):
        self.problem(self.admin.call("POST", "/api/v1/ask", {"question": "年" * (1 << 20)}), 413)
        self.problem(self.admin.call("POST", "/api/v1/ask", {"question": "年" * 20_000}), 400)

    def test_a_question_that_names_nothing_is_refused_and_an_empty_one_is_an_error(self):
        for question in ("年", "a", "为什么", "的了吗呢", "the of and", "？"):
            answer = self.admin.call("POST", "/api/v1/ask", {"question": question})
            self.assertEqual(answer.status, 200, answer.body)
            self.assertTrue(answer.json["refused"], question)
            self.assertEqual(answer.json["passages"], [])
        for question in ("", "  "):
            self.problem(self.admin.call("POST", "/api/v1/ask", {"question": question}), 400)

    def test_an_unknown_key_names_the_nearest_known_one(self):
        problem = self.problem(self.admin.call("POST", "/api/v1/search", {"qurey": "x"}), 400)
        self.assertIn("query", problem["detail"])

    def test_a_wrong_type_is_named(self):
        problem = self.problem(self.admin.call("POST", "/api/v1/search", {"query": 7}), 400)
        self.assertIn("query", problem["detail"])

    def test_malformed_json_is_400(self):
        self.problem(self.admin.call("POST", "/api/v1/search", raw=b"{", headers={"Content-Type": "application/json"}), 400)

    def test_a_question_in_a_language_no_document_has_is_refused_politely(self):
        answer = self.admin.call("POST", "/api/v1/ask", {"question": "ما هو ارتفاع البرج؟"})
        self.assertEqual(answer.status, 200, answer.body)
        self.assertTrue(answer.json["refused"])

    def test_errors_come_in_the_language_of_the_asker(self):
        asker = Asker(self.server.port, language="zh")
        problem = self.problem(asker.get("/api/v1/documents"), 401)
        self.assertTrue(any("\u4e00" <= character <= "\u9fff" for character in problem["detail"]), problem)

    def test_an_unknown_route_and_a_wrong_method(self):
        self.problem(self.admin.get("/api/v1/nothing"), 404)
        self.problem(self.admin.call("DELETE", "/api/v1/search"), 405)


if __name__ == "__main__":
    unittest.main()
