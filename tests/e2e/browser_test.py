#!/usr/bin/env python3
"""The console in a real browser against the real server: sign up, upload, ask, open the proof."""
import os
import shutil
import subprocess
import unittest

from wenyuan_server import TOP, Server


class Browser(unittest.TestCase):
    def test_from_the_one_time_link_to_the_marked_proof(self):
        server = Server()
        self.addCleanup(server.close)
        shots = os.environ.get("SHOTS", str(server.folder / "shots"))
        done = subprocess.run([shutil.which("node"), "tests/browser/run.mjs"], cwd=TOP, text=True, timeout=500,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                              env={**os.environ, "WENYUAN_URL": f"http://127.0.0.1:{server.port}",
                                   "WENYUAN_SECRET": server.secret, "SHOTS": shots})
        print(done.stdout)
        self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
