"""A real server on a scratch data folder, for the end-to-end tests. Standard library only."""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

PROGRAM = pathlib.Path(os.environ["WENYUAN_BINARY_DIR"]) / "bin" / "wenyuan"
TOP = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = TOP / "samples" / "documents"
PATIENCE_SECONDS = 60


class Answer:
    """Status, headers and body of a response; `.json` parses the body."""

    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Asker:
    """Someone who speaks HTTP to the server: with a session, a token, or as nobody."""

    def __init__(self, port: int, language: str = "en"):
        self.port, self.language = port, language
        self.cookie = self.csrf = self.token = None

    def call(self, method: str, path: str, body=None, headers=None, raw: bytes | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            sent = {"Accept-Language": self.language, **(headers or {})}
            if self.cookie:
                sent["Cookie"] = self.cookie
            if self.csrf:
                sent["X-CSRF-Token"] = self.csrf
            if self.token:
                sent["Authorization"] = f"Bearer {self.token}"
            content = raw
            if body is not None:
                content = json.dumps(body).encode()
                sent["Content-Type"] = "application/json"
            connection.request(method, path, body=content, headers=sent)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path: str, **parameters) -> Answer:
        query = "?" + urllib.parse.urlencode(parameters, doseq=True) if parameters else ""
        return self.call("GET", path + query)

    def take_session(self, answer: Answer):
        """Keeps the cookie and CSRF token of a sign-in."""
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.csrf = answer.json["csrf_token"]

    def upload(self, library: str, name: str, content: bytes) -> Answer:
        query = urllib.parse.urlencode({"name": name})
        return self.call("POST", f"/api/v1/libraries/{library}/documents?{query}", raw=content,
                         headers={"Content-Type": "application/octet-stream"})

    def wait_until_done(self, document: str):
        """The document, once it is ready or failed."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            answer = self.get(f"/api/v1/documents/{document}")
            if answer.status == 200 and answer.json["state"] in ("ready", "failed"):
                return answer.json
            time.sleep(0.05)
        raise AssertionError(f"document {document} is not done after {PATIENCE_SECONDS} s")


class Server:
    """`wenyuan serve` with a data folder of its own, which goes with `close()`. Without a model: loading one takes
    seconds and half a gigabyte, and few tests are about it. `settings` is more TOML, [models] first; `prepare` may put
    more into the data folder before the start."""

    def __init__(self, *arguments: str, environment=None, embedder="off", generator="off", settings="",
                 prepare=lambda data: None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wenyuan-e2e-"))
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o700)
        reranker = "" if "reranker =" in settings else 'reranker = "off"\n'
        (self.data / "wenyuan.toml").write_text(
            f'[models]\nembedder = "{embedder}"\ngenerator = "{generator}"\n{reranker}{settings}')
        prepare(self.data)
        self.arguments = arguments
        self.environment = {**os.environ, "LANG": "C.UTF-8", "WENYUAN_DATA": str(self.data), **(environment or {})}
        self.link = self.log = None
        self.start()

    def start(self):
        if self.log:
            self.log.close()
        self.log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0", *self.arguments], env=self.environment,
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        text = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)(/setup#(\w+))?", text)):
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError("the server did not start: " + (self.folder / "log").read_text())
            text += line
        self.port = int(found.group(1))
        self.secret = found.group(3)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self) -> int:
        self.process.terminate()
        code = self.process.wait(timeout=PATIENCE_SECONDS)
        self.process.stdout.close()
        return code

    def close(self):
        if self.process.poll() is None:
            self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def administrator(self, name: str = "admin") -> Asker:
        """The first administrator, made by the one-time link."""
        asker = Asker(self.port)
        answer = asker.call("POST", "/api/v1/setup",
                            {"secret": self.secret, "name": name, "password": "correct horse battery"})
        assert answer.status == 201, answer.body
        asker.take_session(answer)
        return asker

    def user(self, administrator: Asker, name: str) -> Asker:
        """Another user, signed in."""
        made = administrator.call("POST", "/api/v1/users", {"name": name, "password": "correct horse battery"})
        assert made.status == 201, made.body
        asker = Asker(self.port)
        answer = asker.call("POST", "/api/v1/sessions", {"name": name, "password": "correct horse battery"})
        assert answer.status == 201, answer.body
        asker.take_session(answer)
        return asker

    def command(self, *arguments: str, expect: int = 0, typed: str = "") -> str:
        """Standard output of a command of the program on this data folder."""
        done = subprocess.run([PROGRAM, *arguments], env=self.environment, text=True, input=typed,
                              capture_output=True, timeout=300, check=False)
        assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout
