#!/usr/bin/env python3
"""/api/v1/search under load, on a library that fill.py left.

    bench/http/load.py PROGRAM FOLDER DATA [--rate 50] [--clients 8] [--seconds 60] [--cores 0] [--mode hybrid]

Open loop: each client asks at the times set beforehand, whether or not the server keeps up, and a request's time counts
from when it should have been sent. The server and its model have core 0, or --cores, the clients all others (or any). Questions are those of the public
collections in DATA, in turn short and whole, Chinese and English. Also told: start to first answer, memory, the
processor time of a request, and how soon 1,000 new documents are found.
"""
import argparse
import http.client
import itertools
import json
import os
import pathlib
import random
import sys
import threading
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from fill import PASSWORD  # noqa: E402
from latency import Server, lines, percentile, questions  # noqa: E402

WHOLE = ("cmrc2018", "drcd", "nq-oracle", "crud-news")


def all_questions(data: pathlib.Path) -> list[str]:
    chance = random.Random(1)
    short, whole = questions(data), [query["text"] for name in WHOLE for query in lines(data / name / "queries.jsonl.gz")]
    chance.shuffle(short)
    chance.shuffle(whole)
    return [one for pair in zip(itertools.cycle(short), whole) for one in pair]


class Client(threading.Thread):
    def __init__(self, server: Server, asked: list[str], mode: str, first: float, interval: float):
        super().__init__()
        self.server, self.asked, self.mode, self.first, self.interval = server, asked, mode, first, interval
        self.milliseconds: list[float] = []
        self.wrong: list[str] = []
        self.degraded = 0

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port)
        for number, question in enumerate(self.asked):
            due = self.first + number * self.interval
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                connection.request("GET", "/api/v1/search?" + urllib.parse.urlencode({"query": question, "mode": self.mode}),
                                   headers=self.server.headers)
                response = connection.getresponse()
                content = response.read()
                self.milliseconds.append((time.perf_counter() - due) * 1000)
                if response.status != 200:
                    self.wrong.append(f"{question}: {response.status} {content[:200]!r}")
                else:
                    self.degraded += bool(json.loads(content).get("degraded"))
            except (OSError, http.client.HTTPException) as error:
                connection.close()  # the next request opens it again
                self.wrong.append(f"{question}: {error}")


def offer(server: Server, asked: list[str], mode: str, rate: float, clients: int, seconds: float) -> list[Client]:
    begin = time.perf_counter() + 0.2
    total = int(rate * seconds)
    shares = [[asked[at % len(asked)] for at in range(client, total, clients)] for client in range(clients)]
    threads = [Client(server, share, mode, begin + client / rate, clients / rate) for client, share in enumerate(shares)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return threads


def seconds_until_found(server: Server, folder: pathlib.Path, library: str) -> float:
    """From the start of an import of 1,000 short documents to the first answer that has all of them."""
    folder.mkdir()
    stamp = "zq" + "".join(chr(ord("a") + int(digit)) for digit in str(time.time_ns()))  # one word, new each time
    for number in range(1000):
        (folder / f"{stamp}-{number:04}.txt").write_text(f"{stamp} 新文件第 {number} 号。", encoding="utf-8")
    asking = http.client.HTTPConnection("127.0.0.1", server.port)  # the import closes that of `server`

    def get(path: str):
        asking.request("GET", path, headers=server.headers)
        return json.loads(asking.getresponse().read())

    wanted = get("/api/v1/status")["index"]["chunks"] + 1000
    began = time.monotonic()
    importing = threading.Thread(target=server.import_files, args=(folder, library))
    importing.start()
    # Not by searching for all of them again and again: a thousand hits that are nearly alike are more work than adding them.
    while get("/api/v1/status")["index"]["chunks"] < wanted:
        time.sleep(0.05)
    # By words alone: by meaning there are always enough hits.
    search = "/api/v1/search?" + urllib.parse.urlencode({"query": f'"{stamp}"', "k": 1000, "mode": "keywords"})
    while sum(stamp in hit["text"] for hit in get(search)["hits"]) < 1000:
        time.sleep(0.1)
    took = time.monotonic() - began
    importing.join()
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--cores", default="0", help="of the server, as taskset has them")
    parser.add_argument("--mode", default="hybrid", choices=("hybrid", "keywords", "meaning"))
    options = parser.parse_args()
    asked = all_questions(options.data)
    if options.cores == "0":
        os.sched_setaffinity(0, set(range(1, os.cpu_count() or 1)) or {0})
    server = Server(options.program, options.folder / "data", options.cores)
    server.call("POST", "/api/v1/sessions", {"name": "bench", "password": PASSWORD})
    server.call("GET", "/api/v1/search?" + urllib.parse.urlencode({"query": asked[0]}))
    print(f"start_to_first_answer_seconds {time.monotonic() - server.began:.2f}, sign-in with it")
    print(f"passages                      {server.call('GET', '/api/v1/status')['index']['chunks']}")
    offer(server, asked[-1000:], options.mode, options.rate, options.clients, 10)  # warm
    before = server.cpu_seconds()
    began = time.monotonic()
    done = offer(server, asked, options.mode, options.rate, options.clients, options.seconds)
    elapsed = time.monotonic() - began
    times = [one for client in done for one in client.milliseconds]
    wrong = [one for client in done for one in client.wrong]
    print(f"requests                      {len(times)} in {elapsed:.1f} s, {len(wrong)} failed, "
          f"{sum(client.degraded for client in done)} degraded")
    for percent in (50, 90, 99, 99.9):
        print(f"p{percent}_ms".ljust(29), f"{percentile(times, percent):.1f}")
    print(f"server_cpu_ms_per_request     {(server.cpu_seconds() - before) / max(1, len(times)) * 1000:.2f}")
    print(f"load_average                  {os.getloadavg()[0]:.1f}")
    print(f"resident_mib                  {server.resident_mib():.0f}, peak {server.resident_mib('VmHWM'):.0f}")
    print(f"1000_documents_found_seconds  {seconds_until_found(server, options.folder / f'new-{time.time_ns()}', 'bench'):.1f}")
    for one in wrong[:5]:
        print(one)
    server.stop()


if __name__ == "__main__":
    main()
