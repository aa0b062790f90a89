"""The two servers that are compared, started with the same model, threads and context."""
import http.client
import json
import os
import pathlib
import socket
import subprocess
import time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A model server of one kind; start() and stop() as often as wanted."""

    def __init__(self, name: str, program: str, model: str, threads: int, context: int, log: pathlib.Path, extra=()):
        self.name, self.program, self.model, self.threads, self.context = name, program, model, threads, context
        self.log, self.extra, self.process, self.port = log, list(extra), None, 0

    def command(self) -> "list[str]":
        common = ["--threads", str(self.threads)]
        if self.name.startswith("llama-server"):
            return [self.program, "-m", self.model, "--port", str(self.port), "-c", str(self.context), "--no-webui",
                    *common, *self.extra]
        return [self.program, "--model", self.model, "--listen", f"127.0.0.1:{self.port}", "--context", str(self.context),
                *common, *self.extra]

    def start(self, seconds: float = 300) -> float:
        """Seconds until it answers."""
        self.port = free_port()
        began = time.monotonic()
        self.process = subprocess.Popen(self.command(), stdout=open(self.log, "ab"), stderr=subprocess.STDOUT)
        while time.monotonic() - began < seconds:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} ended with {self.process.returncode}; see {self.log}")
            try:
                if self.get("/health")[0] == 200:
                    return time.monotonic() - began
            except OSError:
                pass
            time.sleep(.05)
        raise SystemExit(f"{self.name} did not get ready; see {self.log}")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def get(self, path: str) -> "tuple[int, bytes]":
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def memory_mib(self) -> "dict[str, int]":
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        fields = (line.partition(":") for line in lines)
        return {name: int(rest.split()[0]) // 1024 for name, _, rest in fields if name in ("VmRSS", "RssAnon", "RssFile")}

    def weights_and_cells_mib(self) -> float:
        """What the model and its keys and values need at least: ours says it of itself."""
        numbers = {}
        for line in self.get("/metrics")[1].decode().splitlines():
            name, _, value = line.partition(" ")
            numbers[name.partition("{")[0]] = float(value) if value and not line.startswith("#") else 0
        return (numbers["wenyuan_model_weight_bytes"]
                + numbers["wenyuan_model_cells"] * numbers["wenyuan_model_cell_bytes"]) / 2**20

    def cpu_seconds(self) -> float:
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def complete(self, prompt: str, most_tokens: int, **more) -> "Completion":
        """POST /v1/completions, streamed, at temperature 0."""
        body = {"prompt": prompt, "max_tokens": most_tokens, "temperature": 0, "stream": True,
                "stream_options": {"include_usage": True}, **more}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1800)
        result = Completion(time.monotonic())
        connection.request("POST", "/v1/completions", json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"{self.name} answered {answer.status}: {answer.read()[:500]!r}")
        for line in answer:
            if not line.startswith(b"data: ") or line.startswith(b"data: [DONE]"):
                continue
            result.take(json.loads(line[6:]))
        result.ended = time.monotonic()
        connection.close()
        return result


class Completion:
    def __init__(self, began: float):
        self.began, self.times, self.text, self.prompt_tokens, self.cached_tokens, self.tokens = began, [], "", 0, 0, 0
        self.ended = began

    def take(self, event: dict) -> None:
        usage = event.get("usage")
        if usage:
            self.prompt_tokens = usage["prompt_tokens"]
            self.tokens = usage["completion_tokens"]
            self.cached_tokens = (usage.get("prompt_tokens_details") or {}).get("cached_tokens", 0)
        for choice in event.get("choices", []):
            if choice.get("text"):
                self.text += choice["text"]
                self.times.append(time.monotonic())

    @property
    def first_token(self) -> float:
        return (self.times[0] if self.times else self.ended) - self.began

    @property
    def longest_gap(self) -> float:
        return max((b - a for a, b in zip(self.times, self.times[1:])), default=0)

    @property
    def computed_tokens(self) -> int:
        return self.prompt_tokens - self.cached_tokens
