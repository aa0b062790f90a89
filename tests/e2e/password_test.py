#!/usr/bin/env python3
"""Files with a password: said, asked for, wrong once, then read; by the API and by the command line."""
import subprocess
import unittest

from locked_files import pdf, zipped
from wenyuan_server import PROGRAM, Server


class Passwords(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.admin = self.server.administrator()
        self.library = self.admin.call("POST", "/api/v1/libraries", {"name": "Locked"}).json["id"]

    def upload(self, name, content):
        answer = self.admin.upload(self.library, name, content)
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json["document"]["document_id"]

    def unlock(self, document, password, asker=None):
        return (asker or self.admin).call("POST", f"/api/v1/documents/{document}/password", {"password": password})

    def found(self, word):
        return [hit["document_id"] for hit in self.admin.get("/api/v1/search", query=word).json["hits"]]

    def test_a_pdf_is_read_with_its_password(self):
        document = self.upload("secret.pdf", pdf("The albatross clause", "open sesame"))
        failed = self.admin.wait_until_done(document)
        self.assertEqual((failed["state"], failed["needs_password"]), ("failed", True), failed)
        self.assertIn("needs a password", failed["reason"])

        self.assertEqual(self.unlock(document, "guess").status, 202)
        wrong = self.admin.wait_until_done(document)
        self.assertEqual((wrong["state"], wrong["needs_password"]), ("failed", True), wrong)
        self.assertIn("wrong", wrong["reason"])

        self.assertEqual(self.unlock(document, "open sesame").status, 202)
        ready = self.admin.wait_until_done(document)
        self.assertEqual((ready["state"], ready["needs_password"]), ("ready", False), ready)
        self.assertEqual(self.found("albatross"), [document])
        self.assertEqual(self.unlock(document, "open sesame").status, 409)
        self.server.stop()
        self.assertNotIn("open sesame", (self.server.folder / "log").read_text())
        for path in self.server.data.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"open sesame", path.read_bytes(), path)

    def test_only_editors_unlock(self):
        document = self.upload("secret.pdf", pdf("words", "open sesame"))
        self.admin.wait_until_done(document)
        reader = self.server.user(self.admin, "reader")
        self.assertEqual(self.unlock(document, "open sesame", reader).status, 404)
        granted = self.admin.call("PUT", f"/api/v1/libraries/{self.library}/grants/reader", {"role": "reader"})
        self.assertIn(granted.status, (200, 204), granted.body)
        self.assertEqual(self.unlock(document, "open sesame", reader).status, 403)
        for body in ({}, {"password": ""}, {"password": 5}, {"password": "x" * 2000}):
            answer = self.admin.call("POST", f"/api/v1/documents/{document}/password", body)
            self.assertEqual(answer.status, 400, (body, answer.body))

    def test_what_is_in_an_archive_is_tried_with_its_password(self):
        inner = pdf("The bittern clause", "open sesame")
        document = self.upload("all.zip", zipped({"a.pdf": inner, "b.txt": b"The cormorant clause"}, "open sesame"))
        failed = self.admin.wait_until_done(document)
        self.assertTrue(failed["needs_password"], failed)
        self.unlock(document, "open sesame")
        self.assertEqual(self.admin.wait_until_done(document)["state"], "ready")
        children = self.admin.get("/api/v1/documents", parent=document).json["documents"]
        self.assertEqual(len(children), 2)
        for child in children:
            self.assertEqual(self.admin.wait_until_done(child["document_id"])["state"], "ready", child)
        self.assertEqual(len(self.found("bittern")), 1)
        self.assertEqual(len(self.found("cormorant")), 1)

    def test_the_command_line_takes_passwords_from_a_file(self):
        files = self.server.folder / "files"
        files.mkdir()
        (files / "one.pdf").write_bytes(pdf("dotterel", "first"))
        (files / "two.pdf").write_bytes(pdf("egret", "second"))
        passwords = self.server.folder / "passwords"
        passwords.write_text("guess\nfirst\n")
        said = subprocess.run([PROGRAM, "import", str(files), "-l", "Locked", "--password-file", str(passwords)],
                              env=self.server.environment, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(said.returncode, 1, said)
        self.assertIn("1 ready", said.stdout)
        self.assertIn("two.pdf", said.stderr)
        self.assertNotIn("guess", said.stdout + said.stderr)
        self.assertEqual(len(self.found("dotterel")), 1)
        locked = self.admin.get("/api/v1/documents", state="failed").json["documents"][0]["document_id"]
        passwords.write_text("second\n")
        self.server.command("documents", "unlock", locked, expect=2)  # nobody to ask
        self.server.command("documents", "unlock", locked, "--password-file", str(passwords))
        self.assertEqual(self.found("egret"), [locked])
        self.server.command("documents", "unlock", locked, "--password-file", str(passwords), expect=6)


if __name__ == "__main__":
    unittest.main()
