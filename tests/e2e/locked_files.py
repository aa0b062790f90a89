"""Small files locked with a password, made here: ZIP in its traditional encryption, PDF in its oldest. Neither protects
anything; they only ask."""
import hashlib
import struct
import zlib

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key, data):
    box = list(range(256))
    at = 0
    for i in range(256):
        at = (at + box[i] + key[i % len(key)]) & 255
        box[i], box[at] = box[at], box[i]
    out, i, at = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        at = (at + box[i]) & 255
        box[i], box[at] = box[at], box[i]
        out.append(byte ^ box[(box[i] + box[at]) & 255])
    return bytes(out)


def pdf(text, password):
    """One page; the standard handler of revision 2 (40 bits)."""
    identity = b"0123456789abcdef"
    padded = (password.encode() + PADDING)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    permissions = struct.pack("<i", -4)
    key = hashlib.md5(padded + owner + permissions + identity).digest()[:5]
    user = rc4(key, PADDING)
    content = rc4(hashlib.md5(key + struct.pack("<I", 4)[:3] + b"\0\0").digest()[:10],
                  f"BT /F 14 Tf 40 700 Td ({text}) Tj ET".encode())
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (owner.hex().encode(), user.hex().encode())]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i + 1, one) for i, one in enumerate(objects))
    name = identity.hex().encode()
    return body + b"trailer\n<</Root 1 0 R/Size 7/Encrypt 6 0 R/ID[<%s><%s>]>>\n%%%%EOF\n" % (name, name)


class ZipKeys:
    def __init__(self, password):
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self.take(byte)

    @staticmethod
    def crc(value, byte):
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def take(self, byte):
        keys = self.keys
        keys[0] = self.crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = self.crc(keys[2], keys[1] >> 24)

    def lock(self, data):
        out = bytearray()
        for byte in data:
            mask = (self.keys[2] | 2) & 0xFFFF
            out.append(byte ^ (mask * (mask ^ 1) >> 8 & 255))
            self.take(byte)
        return bytes(out)


def zipped(files, password):
    """`files` by name, stored."""
    body, directory = b"", b""
    for name, content in files.items():
        check = zlib.crc32(content)
        locked = ZipKeys(password.encode()).lock(b"eleven byte" + bytes([check >> 24]) + content)
        head = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 0x21, check, len(locked), len(content), len(name), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\3\4" + head + name.encode() + locked
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end
