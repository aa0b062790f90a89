#!/usr/bin/env python3
"""What embedding costs, in processor time, so that a busy machine does not matter much.

    bench/embedding.py --pid PID (--socket PATH | --port PORT)

PID is the server that listens there: wenyuan-model, or any other with POST /v1/embeddings (llama-server with the same
file and one thread, say), to compare. Processor time of all its threads is read from /proc.
"""
import argparse
import http.client
import json
import os
import socket
import time

SENTENCE = ("员工每年享有15天带薪年假，未使用的年假可以顺延至次年3月31日。Employees receive paid annual leave; "
            "unused days carry over. ")
PASSAGES = [(f"{number} " + SENTENCE * 8)[:520] for number in range(48)]
QUESTIONS = [f"第{number}个问题：没用完的年假怎么办？" for number in range(128)]


class Connection(http.client.HTTPConnection):
    def __init__(self, path: "str | None", port: "int | None"):
        super().__init__("127.0.0.1", port)
        self._path = path

    def connect(self):
        if self._path is None:
            super().connect()
            return
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self._path)


def processor_seconds(pid: int) -> float:
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def measure(what: str, connection: Connection, pid: int, texts: "list[str]", at_once: int) -> None:
    tokens, before = 0, processor_seconds(pid)
    for first in range(0, len(texts), at_once):
        connection.request("POST", "/v1/embeddings", json.dumps({"input": texts[first:first + at_once]}),
                           {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        tokens += answer["usage"]["prompt_tokens"]
    seconds = processor_seconds(pid) - before
    print(f"{what:<28} {len(texts):>4} texts {tokens:>6} tokens {seconds:>6.2f} CPU s "
          f"{tokens / seconds:>6.0f} tokens/CPU s {len(texts) / seconds:>6.1f} texts/CPU s")


def memory(pid: int) -> str:
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        lines = dict(line.split(":", 1) for line in file)
    return ", ".join(f"{name} {int(lines[name].split()[0]) / 1000:.0f} MB" for name in ("VmHWM", "RssAnon", "RssFile"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--socket")
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    connection = Connection(options.socket, options.port)
    measure("warming up", connection, options.pid, QUESTIONS[:8], 1)
    for _ in range(2):
        measure("passages, 16 a request", connection, options.pid, PASSAGES, 16)
        measure("questions one by one", connection, options.pid, QUESTIONS, 1)
        measure("questions, 16 a request", connection, options.pid, QUESTIONS, 16)
    print("memory:", memory(options.pid), f"at {time.strftime('%H:%M')}, load {os.getloadavg()[0]:.0f}")


if __name__ == "__main__":
    main()
