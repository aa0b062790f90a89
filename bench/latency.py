#!/usr/bin/env python3
"""Latency, start and memory of a server with many passages.

    bench/latency.py build/release/bin/wenyuan ../shared/data [--passages 100000]

Writes text files of shuffled real sentences (seed 1), imports them, and asks 2-6 word questions over HTTP on one kept
connection, the server on one core. Prints passages, p50/p99 of /api/v1/search, the time from the second start to the
first answer, the time of 500 whole questions answered without a model, and resident memory.
"""
import argparse
import gzip
import http.client
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

PASSAGES_PER_FILE = 250
SENTENCES_PER_PASSAGE = 8


def lines(path: pathlib.Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def sentences(data: pathlib.Path) -> list[str]:
    found = []
    for name in ("crud-news", "cmrc2018", "drcd", "dureader-demo", "nq-oracle"):
        for document in lines(data / name / "corpus.jsonl.gz"):
            found += [one for one in re.split(r"(?<=[。！？])|(?<=[.?!]) |\n", document["text"]) if 20 < len(one) < 200]
    return found


def questions(data: pathlib.Path) -> list[str]:
    short = [query["text"] for query in lines(data / "dureader-demo" / "queries.jsonl.gz") if len(query["text"]) <= 12]
    for query in lines(data / "nq-oracle" / "queries.jsonl.gz"):
        words = [word for word in query["text"].split() if len(word) > 3][:6]
        if len(words) >= 2:
            short.append(" ".join(words))
    return short


def write_files(folder: pathlib.Path, data: pathlib.Path, passages: int):
    chance = random.Random(1)
    pool = sentences(data)
    for number in range(passages // PASSAGES_PER_FILE):
        body = "".join(f"## {number}.{i}\n\n{' '.join(chance.sample(pool, SENTENCES_PER_PASSAGE))}\n\n"
                       for i in range(PASSAGES_PER_FILE))
        (folder / f"{number}.md").write_text(body, encoding="utf-8")


class Server:
    def __init__(self, program: str, data: pathlib.Path, cores: str = "0", reranker: str = "off"):
        began = time.monotonic()
        self.program, self.environment = program, {**os.environ, "WENYUAN_DATA": str(data)}
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (data / "wenyuan.toml").exists():
            (data / "wenyuan.toml").write_text(f'[models]\ngenerator = "off"\nreranker = "{reranker}"\n')
        self.process = subprocess.Popen(["taskset", "-c", cores, program, "serve", "--port", "0"], env=self.environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        text = ""
        while not (link := re.search(r":(\d+)(?:/setup#(\w+))?\s", text)):
            line = self.process.stdout.readline()
            if not line:
                sys.exit(f"{program} serve ended with {self.process.wait()}")
            text += line
        self.port = int(link.group(1))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.secret, self.began = link.group(2), began
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, body=None):
        self.connection.request(method, path, json.dumps(body) if body is not None else None,
                                {"Content-Type": "application/json", **self.headers})
        response = self.connection.getresponse()
        content = json.loads(response.read() or b"null")
        if response.status >= 300:
            sys.exit(f"{method} {path}: {response.status} {content}")
        if cookie := response.headers["Set-Cookie"]:
            self.headers = {"Cookie": cookie.split(";")[0], "X-CSRF-Token": content["csrf_token"]}
        return content

    def import_files(self, folder: pathlib.Path, library: str):
        subprocess.run([self.program, "import", str(folder), "--library", library, "--wait"], env=self.environment,
                       check=True, stdout=subprocess.DEVNULL)
        self.connection.close()  # it was idle too long; the next call opens it again

    def resident_mib(self, what: str = "VmRSS") -> float:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(what + r":\s+(\d+)", status).group(1)) / 1024

    def cpu_seconds(self) -> float:
        """Of the server and its parser processes, without the model that reads passages meanwhile."""
        total = 0
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _, rest = stat.read_text().rpartition(")")
            except OSError:
                continue  # it ended
            if name.endswith("(wenyuan-model"):
                continue
            fields = rest.split()
            if self.process.pid in (int(stat.parent.name), int(fields[1])):
                total += sum(map(int, fields[11:15]))
        return total / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def percentile(values: list[float], percent: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--reranker", action="store_true", help="let the reranker read the likeliest sentences of an answer, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = pathlib.Path(folder)
        (top / "files").mkdir()
        write_files(top / "files", options.data, options.passages)
        server = Server(options.program, top / "data", reranker="auto" if options.reranker else "off")
        server.call("POST", "/api/v1/setup", {"secret": server.secret, "name": "bench", "password": "bench bench bench"})
        library = server.call("POST", "/api/v1/libraries", {"name": "bench"})["id"]
        began = time.monotonic()
        server.import_files(top / "files", "bench")
        print(f"import_seconds  {time.monotonic() - began:.1f}")
        print(f"passages        {server.call('GET', '/api/v1/status')['index']['chunks']}")
        asked = questions(options.data)
        for warm in (True, False):
            times = []
            for question in asked:
                start = time.perf_counter()
                server.call("GET", "/api/v1/search?" + urllib.parse.urlencode({"query": question, "library": library}))
                times.append((time.perf_counter() - start) * 1000)
        print(f"questions       {len(asked)}")
        print(f"search_p50_ms   {percentile(times, 50):.2f}")
        print(f"search_p99_ms   {percentile(times, 99):.2f}")
        whole = [query["text"] for query in lines(options.data / "cmrc2018" / "queries.jsonl.gz")][:500]
        times = []
        for question in whole:
            start = time.perf_counter()
            server.call("POST", "/api/v1/ask", {"question": question, "libraries": [library], "extractive": True})
            times.append((time.perf_counter() - start) * 1000)
        print(f"answers         {len(whole)}")
        print(f"answer_p50_ms   {percentile(times, 50):.2f}")
        print(f"answer_p99_ms   {percentile(times, 99):.2f}")
        print(f"resident_mib    {server.resident_mib():.0f}")
        cookies = server.headers
        server.stop()
        server = Server(options.program, top / "data", reranker="auto" if options.reranker else "off")
        server.headers = cookies
        server.call("GET", "/api/v1/search?" + urllib.parse.urlencode({"query": asked[0]}))
        print(f"second_start_to_first_answer_seconds  {time.monotonic() - server.began:.2f}")
        print(f"resident_after_start_mib  {server.resident_mib():.0f}")
        server.stop()


if __name__ == "__main__":
    main()
