"""A hub of models on this machine, in the layouts of Hugging Face and ModelScope, that misbehaves as a test wants."""
import hashlib
import http.server
import json
import re
import struct
import threading
import urllib.parse


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def gguf(values: dict, tensors: dict) -> bytes:
    """A whole GGUF file: texts and numbers, and F32 tensors by name and length."""
    head, data = b"", b""
    for key, value in values.items():
        if isinstance(value, str):
            head += text(key) + struct.pack("<I", 8) + text(value)
        else:
            head += text(key) + struct.pack("<II", 4, value)
    for name, length in tensors.items():
        head += text(name) + struct.pack("<IQIQ", 1, length, 0, len(data))
        data += bytes((i * 7) % 251 for i in range(length)) * 4
        data += b"\0" * (-len(data) % 32)
    start = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(values)) + head
    return start + b"\0" * (-len(start) % 32) + data


def whole_model() -> bytes:
    return gguf({"general.architecture": "llama"}, {"token_embd.weight": 40_000, "output.weight": 40_000})


def model_in_parts() -> list[bytes]:
    return [gguf({"general.architecture": "llama", "split.count": 3, "split.no": number, "split.tensors.count": 3},
                 {f"blk.{number}.ffn_up.weight": 20_000}) for number in range(3)]


class Hub(http.server.ThreadingHTTPServer):
    """`files` of the one repository `org/toy`. What is asked for is in `asked`: (path, Range)."""

    def __init__(self, files: dict[str, bytes], licence="apache-2.0"):
        self.files, self.licence, self.asked = files, licence, []
        self.hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        self.sizes = {name: len(content) for name, content in files.items()}
        self.break_at = {}  # name: after how many bytes of an answer, once each
        self.ignore_range = False
        self.slow = 0.0  # seconds between pieces
        self.status = {}  # name: another status
        self.card_only = False
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, _, query = self.path.partition("?")
        path = urllib.parse.unquote(path)
        hub = self.server
        hub.asked.append((path, self.headers.get("Range")))
        if path == "/api/models/org/toy":
            return self.json({"id": "org/toy"} if hub.card_only else {"cardData": {"license": hub.licence}})
        if re.fullmatch("/api/models/org/toy/tree/(main|v2)", path):
            names = list(hub.files)
            first, last = (names[:2], names[2:]) if "cursor" not in query else ([], names[2:])
            shown = last if "cursor" in query else first
            link = {"Link": f'<{hub.address}{path}?cursor=2>; rel="next"'} if first and last else {}
            return self.json([{"type": "file", "path": name, "size": hub.sizes[name],
                               "lfs": {"oid": hub.hashes[name], "size": hub.sizes[name]}} for name in shown], link)
        if path == "/api/v1/models/org/toy":
            return self.json({"Code": 200, "Data": {"License": hub.licence}})
        if path == "/api/v1/models/org/toy/repo/files":
            return self.json({"Code": 200, "Data": {"Files": [
                {"Type": "blob", "Path": name, "Name": name, "Size": hub.sizes[name], "Sha256": hub.hashes[name]}
                for name in hub.files]}})
        if found := re.fullmatch("(/models)?/org/toy/resolve/[^/]+/(.*)", path):
            if found[2] == "README.md" and hub.card_only:
                return self.send(200, f"---\nlanguage: zh\nlicense: {hub.licence}\n---\n# Toy\n".encode())
            if found[2] in hub.files:
                return self.send(302, b"elsewhere", {"Location": f"/store/{urllib.parse.quote(found[2])}?signed=1"})
        if path.startswith("/store/") and path[7:] in hub.files:
            return self.file(path[7:])
        return self.send(404, b'{"error": "not found"}')

    def file(self, name: str):
        hub, content, begin = self.server, self.server.files[name], 0
        if name in hub.status:
            return self.send(hub.status[name], b"no")
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if wanted and not hub.ignore_range:
            begin = int(wanted[1])
            if begin >= len(content):
                return self.send(416, b"", {"Content-Range": f"bytes */{len(content)}"})
        self.send_response(206 if wanted and not hub.ignore_range else 200)
        if wanted and not hub.ignore_range:
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        end = len(content)
        if name in hub.break_at:
            end = min(end, begin + hub.break_at.pop(name))
        try:
            while begin < end:
                piece = content[begin:min(end, begin + 65536)]
                self.wfile.write(piece)
                begin += len(piece)
                if hub.slow:
                    threading.Event().wait(hub.slow)
        except OSError:
            pass  # the client left
        if end < len(content):
            self.connection.shutdown(2)
        self.close_connection = True

    def json(self, body, headers=None):
        self.send(200, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})

    def send(self, status: int, body: bytes, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
