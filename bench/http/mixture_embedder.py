#!/usr/bin/env python3
"""An embedding server that answers at once, so that a million passages have vectors within minutes instead of days.

    bench/http/mixture_embedder.py 8799 VECTORS...

VECTORS are files that `wenyuan eval retrieval --vectors FILE` left: real vectors of a real model. A passage gets a mixture
of two of them and some noise, drawn by a hash of its text, of length one. The server says that it is that very model, so
that the library is searched afterwards with the real one: a question is read, and costs, what it does. What is found by
meaning says nothing; only times and memory do.
"""
import array
import base64
import hashlib
import http.server
import json
import math
import pathlib
import random
import sys

HASH = 64  # hexadecimal digits of a text's SHA-256 before its vector


def read_vectors(path: pathlib.Path) -> tuple[str, list[array.array]]:
    """The model's identity (name:hash:tokens:query prefix|passage prefix) and the vectors."""
    content = path.read_bytes()
    head, _, rest = content.partition(b"\n")
    dimension = 384
    size = HASH + 4 * dimension
    if len(rest) % size:
        sys.exit(f"{path}: not vectors of {dimension} numbers")
    rows = [array.array("f", rest[at + HASH:at + size]) for at in range(0, len(rest), size)]
    return head.decode(), rows


class Mixtures:
    def __init__(self, rows: list[array.array]):
        self.rows = rows
        chance = random.Random(1)
        self.noise = [array.array("f", (chance.gauss(0, 0.25 / math.sqrt(len(rows[0]))) for _ in rows[0])) for _ in range(4096)]

    def of(self, text: str) -> bytes:
        drawn = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "little")
        first = self.rows[drawn % len(self.rows)]
        second = self.rows[(drawn >> 32) % len(self.rows)]
        noise = self.noise[(drawn >> 64) % len(self.noise)]
        share = 0.5 + 0.4 * ((drawn >> 80) % 1000) / 1000
        rest = 1 - share
        mixed = [share * a + rest * b + c for a, b, c in zip(first, second, noise)]
        scale = 1 / math.sqrt(sum(value * value for value in mixed))
        return base64.b64encode(array.array("f", [value * scale for value in mixed]).tobytes())


def main():
    port, paths = int(sys.argv[1]), [pathlib.Path(path) for path in sys.argv[2:]]
    read = [read_vectors(path) for path in paths]
    name, sha256, tokens, prefixes = read[0][0].split(":", 3)
    query, _, passage = prefixes.partition("|")
    rows = [row for identity, part in read if identity == read[0][0] for row in part]
    mixtures = Mixtures(rows)
    meta = {"kind": "embedder", "name": name, "sha256": sha256, "pooling": "mean", "processor": "none", "max_tokens": int(tokens),
            "dimension": len(rows[0]), "query_prefix": query, "passage_prefix": passage}
    models = json.dumps({"object": "list", "data": [{"id": name, "object": "model", "created": 0, "owned_by": "local", "meta": meta}]})

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, body: bytes):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            self.answer(models.encode())

        def do_POST(self):
            texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
            data = ",".join(f'{{"object":"embedding","index":{at},"embedding":"{mixtures.of(text).decode()}"}}'
                            for at, text in enumerate(texts))
            self.answer(f'{{"object":"list","model":"{name}","data":[{data}],"usage":{{"prompt_tokens":0,"total_tokens":0}}}}'.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(f"{len(rows)} vectors of {name}; http://127.0.0.1:{port}/v1", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
