#!/usr/bin/env python3
"""What was acknowledged survives kill -9 at any moment; every file ends ready or failed."""
import http.client
import os
import random
import threading
import time
import unittest

from wenyuan_server import Server

ROUNDS = int(os.environ.get("WENYUAN_KILL_ROUNDS", "8"))
SEED = int(os.environ.get("WENYUAN_SEED", str(random.randrange(1 << 30))))


class Kill(unittest.TestCase):
    def test_nothing_acknowledged_is_lost(self):
        print(f"seed {SEED}")
        chance = random.Random(SEED)
        server = Server()
        self.addCleanup(server.close)
        admin = server.administrator()
        library = admin.call("POST", "/api/v1/libraries", {"name": "Kill"}).json["id"]
        acknowledged = {}
        number = 0
        for _ in range(ROUNDS):
            stop = threading.Event()

            def feed():
                nonlocal number
                while not stop.is_set():
                    number += 1
                    word = f"codeword{number}x"
                    try:
                        answer = admin.upload(library, f"{number}.md", f"The secret is {word}, remember it.".encode())
                    except (OSError, http.client.HTTPException):
                        return
                    if answer.status == 201:
                        acknowledged[answer.json["document"]["document_id"]] = word

            feeder = threading.Thread(target=feed)
            feeder.start()
            time.sleep(chance.uniform(0.05, 0.8))
            server.kill()
            stop.set()
            feeder.join()
            server.start()
            admin.port = server.port
        self.assertGreater(len(acknowledged), ROUNDS)
        for document, word in acknowledged.items():
            state = admin.wait_until_done(document)
            self.assertEqual(state["state"], "ready", state)
        for document, word in acknowledged.items():
            hits = admin.get("/api/v1/search", query=word).json["hits"]
            self.assertIn(document, [hit["document_id"] for hit in hits], word)
        total = admin.get("/api/v1/documents", limit=1).json["total"]
        self.assertGreaterEqual(total, len(acknowledged))
        self.assertLessEqual(total, number)


if __name__ == "__main__":
    unittest.main()
