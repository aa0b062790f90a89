#!/usr/bin/env python3
"""Thumbnails: the first page of a PDF and of a picture, for those who may read the document, gone with it."""
import struct
import unittest
import zlib

from wenyuan_server import Server


def page(colour):
    """A PDF of one page, painted all over, with a word."""
    content = f"{colour} rg 0 0 600 800 re f 0 g BT /F 24 Tf 40 700 Td (Thumbnail) Tj ET".encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i + 1, one) for i, one in enumerate(objects))
    return body + b"trailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n"


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\xff" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def jpeg_size(data):
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    height, width = struct.unpack(">HH", data[at + 5:at + 9])
    return width, height


class Thumbnails(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.admin = self.server.administrator()
        self.library = self.admin.call("POST", "/api/v1/libraries", {"name": "Pictures"}).json["id"]

    def upload(self, name, content):
        document = self.admin.upload(self.library, name, content).json["document"]["document_id"]
        return self.admin.wait_until_done(document)

    def test_a_first_page_is_shown_to_those_who_may_read_it(self):
        document = self.upload("a.pdf", page("1 0 0"))
        self.assertTrue(document["thumbnail"], document)
        path = f"/api/v1/documents/{document['document_id']}/thumbnail"
        answer = self.admin.get(path)
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "image/jpeg"), answer.body)
        self.assertEqual(jpeg_size(answer.body), (240, 320))
        self.assertIn("private", answer.headers["Cache-Control"])
        again = self.admin.call("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        stranger = self.server.user(self.admin, "stranger")
        self.assertEqual(stranger.get(path).status, 404)
        self.upload("a.pdf", page("0 0 1"))
        self.assertNotEqual(self.admin.get(path).headers["ETag"], answer.headers["ETag"])
        self.admin.call("DELETE", f"/api/v1/documents/{document['document_id']}")
        self.assertEqual(self.admin.get(path).status, 404)

    def test_pictures_have_one_and_texts_have_none(self):
        picture = self.upload("a.png", png(400, 100))
        answer = self.admin.get(f"/api/v1/documents/{picture['document_id']}/thumbnail")
        self.assertEqual(jpeg_size(answer.body), (320, 80))
        text = self.upload("a.txt", b"words\n")
        self.assertFalse(text["thumbnail"])
        self.assertEqual(self.admin.get(f"/api/v1/documents/{text['document_id']}/thumbnail").status, 404)


if __name__ == "__main__":
    unittest.main()
