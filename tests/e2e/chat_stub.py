"""A server of the user that speaks OpenAI's API as far as the house asks, in the place of a model."""
import http.server
import json
import threading


class ChatStub(http.server.ThreadingHTTPServer):
    """Answers as a test says: `act` is given the handler once the headers are sent. What was asked is in `asked`."""

    daemon_threads = True

    def __init__(self, act):
        self.act, self.asked = act, []
        super().__init__(("127.0.0.1", 0), Chat)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass  # who asked went away

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Chat(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        content = json.dumps({"data": [{"id": "house-model", "owned_by": "somebody"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.server.act(self)

    def say(self, text: str, name: str = "content"):
        self.raw(b"data: " + json.dumps({"choices": [{"delta": {name: text}}]}).encode() + b"\n\n")

    def raw(self, content: bytes):
        self.wfile.write(content)
        self.wfile.flush()

    def end(self):
        self.raw(b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n')

    def log_message(self, *_):
        pass


class Writer(ChatStub):
    """Thinks and says what a test wrote for it, in small pieces."""

    def __init__(self, says: str, thinks: str = ""):
        self.says, self.thinks = says, thinks
        super().__init__(self.write)

    def write(self, chat: Chat):
        for name, text in (("reasoning_content", self.thinks), ("content", self.says)):
            for at in range(0, len(text), 3):
                chat.say(text[at:at + 3], name)
        chat.end()
