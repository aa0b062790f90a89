#!/usr/bin/env python3
"""Scans: imported, read by OCR in the background, found with a box; also after kill -9 on the way."""
import io
import os
import pathlib
import struct
import subprocess
import time
import unittest
import zipfile
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


def cut(lines):
    """The upper part of a drawn page, where the lines are: a picture to stand beside text."""
    width, _, pixels = draw(lines)
    height = 200 + 60 * len(lines)
    return width, height, pixels[:width * height]


def png(width, height, pixels):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    rows = b"".join(b"\0" + pixels[y * width:(y + 1) * width] for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def package(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


OFFICE = "http://schemas.openxmlformats.org"
TYPES = ('<Types xmlns="%s/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
         'package.relationships+xml"/><Default Extension="png" ContentType="image/png"/>%%s</Types>' % OFFICE)


def relations(*targets):
    rows = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
                   for n, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{rows}</Relationships>'


def docx(text, picture):
    names = (f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:a="{OFFICE}/drawingml/2006/main" '
             f'xmlns:r="{OFFICE}/officeDocument/2006/relationships" xmlns:wp="{OFFICE}/drawingml/2006/wordprocessingDrawing"')
    override = ('<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                'wordprocessingml.document.main+xml"/>')
    body = (f'<w:document {names}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline><wp:docPr '
            'id="1" name="P"/><a:graphic><a:graphicData><a:blip r:embed="r1"/></a:graphicData></a:graphic></wp:inline>'
            '</w:drawing></w:r></w:p></w:body></w:document>')
    return package({"[Content_Types].xml": TYPES % override, "_rels/.rels": relations(("officeDocument", "word/document.xml")),
                    "word/document.xml": body, "word/_rels/document.xml.rels": relations(("image", "media/p.png")),
                    "word/media/p.png": picture})


def pptx(text, picture):
    names = (f'xmlns:p="{OFFICE}/presentationml/2006/main" xmlns:a="{OFFICE}/drawingml/2006/main" '
             f'xmlns:r="{OFFICE}/officeDocument/2006/relationships"')
    base = "application/vnd.openxmlformats-officedocument.presentationml"
    override = (f'<Override PartName="/ppt/presentation.xml" ContentType="{base}.presentation.main+xml"/>'
                f'<Override PartName="/ppt/slides/slide1.xml" ContentType="{base}.slide+xml"/>')
    slide = (f'<p:sld {names}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="T"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
             f'<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp><p:pic><p:nvPicPr><p:cNvPr id="3" name="P"/>'
             '<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="r1"/></p:blipFill><p:spPr/></p:pic></p:spTree>'
             '</p:cSld></p:sld>')
    return package({"[Content_Types].xml": TYPES % override, "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
                    "ppt/presentation.xml": f'<p:presentation {names}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst>'
                                            '<p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
                    "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
                    "ppt/slides/slide1.xml": slide,
                    "ppt/slides/_rels/slide1.xml.rels": relations(("image", "../media/p.png")), "ppt/media/p.png": picture})


def pdf_with_picture(text, picture):
    """A line of text, and below it the picture, 500 points wide from (50, 742 - its height)."""
    width, height, pixels = picture
    shown = 500 * height / width
    packed = zlib.compress(pixels)
    content = f"BT /F 12 Tf 50 780 Td ({text}) Tj ET q 500 0 0 {shown:.1f} 50 {742 - shown:.1f} cm /P Do Q".encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>/XObject<</P 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
               b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
               b"/Length %d>>stream\n%s\nendstream" % (width, height, len(packed), packed),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in enumerate(objects, 1))
    return body + b"trailer\n<</Root 1 0 R/Size 7>>\n%%EOF\n", (100, 100 + shown)


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

    def wait_for_pictures(self, document):
        end = time.monotonic() + 4 * PATIENCE_SECONDS
        while time.monotonic() < end:
            now = self.admin.wait_until_done(document)
            if now["recognition"] and now["recognition"]["pictures_recognised"] == now["recognition"]["pictures"]:
                return now
            time.sleep(0.1)
        self.fail(f"still {now['recognition']} after {4 * PATIENCE_SECONDS} s")

    def test_pictures_in_word_powerpoint_and_pdf_are_cited_where_they_stand(self):
        said = ["档案室每周三下午两点开放。", "仓库钥匙由值班经理保管。", "消防演习定于十一月九日举行。"]
        content, (top, bottom) = pdf_with_picture("The drill is announced below.", cut([said[2]]))
        files = {"open.docx": docx("When the archive opens is shown below.", png(*cut([said[0]]))),
                 "keys.pptx": pptx("Who keeps the keys is shown below.", png(*cut([said[1]]))),
                 "drill.pdf": content}
        documents = {name: self.upload(name, file) for name, file in files.items()}
        for (name, document), text, question in zip(documents.items(), said, ["档案室什么时候开放？", "仓库钥匙由谁保管？", "消防演习定于哪一天举行？"]):
            ready = self.wait_for_pictures(document)
            self.assertEqual(ready["recognition"]["pictures"], 1, name)
            answer = self.admin.call("POST", "/api/v1/ask", {"question": question}).json
            self.assertFalse(answer["refused"], (name, answer))
            citation = answer["sentences"][0]["citations"][0]
            self.assertEqual((citation["document_id"], citation["origin"]), (document, "ocr"), name)
            self.assertLessEqual(distance(bare(citation["quote"]), bare(text)), 1, name)
            blocks = self.admin.get(f"/api/v1/documents/{document}/revisions/{ready['revision']}/blocks", limit=100).json["blocks"]
            cited = blocks[citation["block_begin"]:citation["block_end"]]
            figures = [block for block in cited if block["kind"] == "figure"]
            self.assertEqual([block["origin"] for block in figures], ["ocr"], name)
            self.assertEqual({block["origin"] for block in blocks if block["kind"] != "figure"}, {"file"}, name)
            if name.endswith(".pdf"):
                box = citation["boxes"][-1]
                self.assertTrue(50 <= box["left"] < box["right"] <= 550, box)
                self.assertTrue(top <= box["top"] < box["bottom"] <= bottom, (box, top, bottom))

    def test_a_ruled_table_on_a_scan_becomes_rows_and_cells(self):
        rows = [["品名", "单价"], ["打印纸", "三十二元"], ["订书机", "十八元"]]
        width, height, pixels = draw(["办公用品价格如下。", *("　".join([left, "　" * (10 - len(left)), right]) for left, right in rows)])
        canvas = bytearray(pixels)
        for y in range(4):  # the lines of text stand 56 pixels apart
            at = 174 + 56 * y
            for thick in range(2):
                canvas[(at + thick) * width + 80:(at + thick) * width + 900] = bytes(820)
        for x in (80, 400, 898):
            for y in range(174, 174 + 56 * 3 + 2):
                canvas[y * width + x:y * width + x + 2] = bytes(2)
        document = self.upload("prices.pdf", scan([(width, height, bytes(canvas))]))
        ready = self.wait_for(document, 1)
        blocks = self.admin.get(f"/api/v1/documents/{document}/revisions/{ready['revision']}/blocks").json["blocks"]
        tables = [block["table"] for block in blocks if block["kind"] == "table"]
        self.assertEqual(len(tables), 1, blocks)
        self.assertEqual((tables[0]["rows"], tables[0]["columns"]), (3, 2))
        self.assertEqual([cell["text"] for cell in tables[0]["cells"]], sum(rows, []))

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

    def test_more_pages_than_the_settings_allow_are_read_on_request(self):
        server = Server(settings="[recognition]\npages = 1\n")
        self.addCleanup(server.close)
        admin = server.administrator()
        library = admin.call("POST", "/api/v1/libraries", {"name": "Forms"}).json["id"]
        names = ["甲", "乙", "丙"]
        forms = [draw(["设备巡检记录", f"检查的是第{name}号泵，压力正常，密封完好。"]) for name in names]
        document = admin.upload(library, "forms.pdf", scan(forms)).json["document"]["document_id"]
        end = time.monotonic() + 4 * PATIENCE_SECONDS
        while (now := admin.wait_until_done(document))["recognition"]["state"] != "limited":
            self.assertLess(time.monotonic(), end, now)
            time.sleep(0.1)
        self.assertEqual(now["recognition"]["text"], "1 of 3 picture pages recognised; more on request")
        self.assertIn("more on request", server.command("documents"))
        said = server.command("documents", "recognise", document, "--wait")
        self.assertIn("3 of 3 picture pages recognised", said)
        for page, name in enumerate(names, 1):
            hits = admin.get("/api/v1/search", query=f"{name}号泵").json["hits"]
            self.assertIn(page, [box["page"] for hit in hits for box in hit["boxes"]], hits)


if __name__ == "__main__":
    unittest.main()
