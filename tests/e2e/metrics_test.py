#!/usr/bin/env python3
"""/metrics passes promtool's linter after real work, and carries no word of any user."""
import subprocess
import unittest

from wenyuan_server import Server


class Metrics(unittest.TestCase):
    def test_promtool_finds_nothing_to_say(self):
        server = Server()
        self.addCleanup(server.close)
        admin = server.administrator()
        library = admin.call("POST", "/api/v1/libraries", {"name": "Blauwal"}).json["id"]
        received = admin.upload(library, "seeadler.md", b"The albatross flies over the harbour.")
        admin.wait_until_done(received.json["document"]["document_id"])
        admin.get("/api/v1/search", query="albatross")
        admin.get("/api/v1/documents/d_kormoran")
        metrics = admin.get("/metrics")
        self.assertEqual(metrics.status, 200)
        checked = subprocess.run(["promtool", "check", "metrics"], input=metrics.body, capture_output=True, check=False)
        self.assertEqual((checked.returncode, checked.stdout, checked.stderr), (0, b"", b""))
        text = metrics.body.decode().lower()
        for word in ("albatross", "seeadler", "blauwal", "kormoran", "admin"):
            self.assertNotIn(word, text)
        self.assertIn("wenyuan_", text)


if __name__ == "__main__":
    unittest.main()
