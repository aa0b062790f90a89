#!/usr/bin/env python3
"""Scans: imported, read by OCR in the background, found with a box; also after kill -9 on the way."""
import os
import pathlib
import subprocess
import time
import unittest
import zlib

from wenyuan_server import PATIENCE_SECONDS, PROGRAM, TOP, Server

DRAW = pathlib.Path(os.environ["WENYUAN_BINARY_DIR"]) / "bin" / "wenyuan_draw_page"
INSTALLED = (TOP / "third_party" / "ocr" / "recognition.onnx").is_file()
PAGES = [
    ["员工手册", "第三条 员工每年享有十五天带薪年休假，不得累计到次年。", "The library keeps every contract for thirty years.",
     "加班须事先经部门主管书面批准，并于当月底前报人事处备案。"],
    ["第八条 出差每日补贴为人民币三百二十元，凭票报销。", "Travel expenses are paid within ten working days.",
     "试用期员工按实际出勤月数折算年假，折算后不足一天的部分不计。"],
]


def draw(lines):
    done = subprocess.run([DRAW, *lines], stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise unittest.SkipTest("no Noto CJK fonts; install fonts-noto-cjk")
    _, size, _, pixels = done.stdout.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, pixels


def scan(pages):
    """A PDF of pictures only."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    kids = []
    for number, (width, height, pixels) in enumerate(pages):
        page, content, picture = (3 * number + k for k in (3, 4, 5))
        kids.append(f"{page} 0 R")
        objects[page] = (f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R"
                         f"/Resources<</XObject<</P {picture} 0 R>>>>>>").encode()
        objects[content] = b"<</Length 30>>stream\nq 595 0 0 842 0 0 cm /P Do Q  \nendstream"
        packed = zlib.compress(pixels)
        objects[picture] = (f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray"
                            f"/BitsPerComponent 8/Filter/FlateDecode/Length {len(packed)}>>stream\n").encode() + packed + b"\nendstream"
    objects[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in sorted(objects.items()))
    return body + b"trailer\n<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (max(objects) + 1)


def bare(text):
    return "".join(text.split()).replace("，", ",").replace("。", ".")


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@unittest.skipUnless(INSTALLED, "no OCR; run scripts/models/install_ocr")
class Recognition(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.admin = self.server.administrator()
        self.library = self.admin.call("POST", "/api/v1/libraries", {"name": "Scans"}).json["id"]

    def upload(self, name, content):
        answer = self.admin.upload(self.library, name, content)
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json["document"]["document_id"]

    def wait_for(self, document, read):
        end = time.monotonic() + 4 * PATIENCE_SECONDS
        while time.monotonic() < end:
            now = self.admin.wait_until_done(document)
            self.assertEqual(now["state"], "ready", now)
            if now["recognition"]["recognised"] >= read and now["chunks"] > 0 and now["recognition"]["state"] == "done":
                return now
            time.sleep(0.1)
        self.fail(f"still {now['recognition']} after {4 * PATIENCE_SECONDS} s")

    def test_a_scan_is_found_with_a_box(self):
        document = self.upload("scan.pdf", scan([draw(lines) for lines in PAGES]))
        first = self.admin.wait_until_done(document)
        self.assertEqual(first["recognition"]["pages"], 2)
        self.assertIn("picture pages", first["recognition"]["text"])
        ready = self.wait_for(document, 2)
        self.assertEqual(ready["recognition"]["text"], "2 of 2 picture pages recognised")
        blocks = self.admin.get(f"/api/v1/documents/{document}/revisions/{ready['revision']}/blocks", limit=100).json["blocks"]
        read, drawn = bare("".join(block["text"] for block in blocks)), bare("".join(sum(PAGES, [])))
        self.assertLessEqual(distance(read, drawn) / len(drawn), 0.01, read)
        hit = self.admin.get("/api/v1/search", query="出差补贴").json["hits"][0]
        self.assertEqual(hit["document_id"], document)
        box = next(box for box in hit["boxes"] if box["page"] == 2)
        self.assertGreater(box["right"] - box["left"], 100)
        self.assertTrue(40 < box["top"] < box["bottom"] < 75, box)  # where the first line was drawn, in points

    def test_the_only_document_a_scan_answers_with_its_place(self):
        document = self.upload("scan.pdf", scan([draw(lines) for lines in PAGES]))
        self.wait_for(document, 2)
        answer = self.admin.call("POST", "/api/v1/ask", {"question": "员工每年有多少天年假？"}).json
        self.assertFalse(answer["refused"], answer)
        self.assertIn("十五天带薪年休假", answer["answer"])
        citation = answer["sentences"][0]["citations"][0]
        self.assertEqual((citation["document_id"], citation["page"]), (document, 1))
        box = citation["boxes"][0]
        self.assertTrue(60 < box["top"] < box["bottom"] < 85, box)  # the second line that was drawn, in points
        answer = self.admin.call("POST", "/api/v1/ask", {"question": "公司的注册资本是多少？"}).json
        self.assertTrue(answer["refused"], answer)

    def test_pages_that_were_read_survive_kill_9(self):
        document = self.upload("scan.pdf", scan([draw(lines) for lines in PAGES]))
        end = time.monotonic() + 4 * PATIENCE_SECONDS
        while time.monotonic() < end:
            now = self.admin.get(f"/api/v1/documents/{document}").json
            if now["recognition"] and now["recognition"]["recognised"] >= 1:
                break
            time.sleep(0.02)
        self.server.kill()
        self.server.start()
        self.admin.port = self.server.port
        self.wait_for(document, 2)
        hits = self.admin.get("/api/v1/search", query="年休假").json["hits"]
        self.assertEqual(hits[0]["document_id"], document)


if __name__ == "__main__":
    unittest.main()
