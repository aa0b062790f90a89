#!/usr/bin/env python3
"""Asks a running house with the real clients: openai and the MCP SDK, each of PyPI and of npm.

    ./test --interop, or tests/interop/run house, which fetch the clients first

The build's own program is started on a scratch folder; a fake server writes its answers. Exit code 1 when a check fails.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("WENYUAN_BINARY_DIR", str(TOP / "build" / "release"))
sys.path.insert(0, str(TOP / "tests" / "e2e"))

import openai  # noqa: E402
from chat_stub import Chat, Writer  # noqa: E402
from generated_answer_test import OTHERS, QUESTION, TEXT  # noqa: E402
from wenyuan_server import PROGRAM, Server  # noqa: E402

SAID = "员工每年有15天带薪年假。"
MESSAGES = [{"role": "user", "content": QUESTION}]


class PatientChat(Chat):
    """Takes its time where the question says so, and notes when nobody waits any more."""

    def raw(self, content):
        if "慢慢" in str(self.server.asked[-1]["messages"][-1]["content"]):
            time.sleep(1)
            try:
                super().raw(content)
            except OSError:
                self.server.left += 1
                raise
        else:
            super().raw(content)


def check(what: str, right: bool) -> None:
    print(f"{'ok  ' if right else 'FAIL'} {what}")
    check.failed += not right


check.failed = 0


def refused(kind, call, param=None) -> bool:
    try:
        call()
    except kind as error:
        return bool(error.message) and (param is None or error.param == param)
    return False


def with_python(url: str, token: str, stranger: str) -> None:
    client = openai.OpenAI(base_url=url, api_key=token, max_retries=0)
    chat = client.chat.completions
    check("python: models", [model.id for model in client.models.list().data] == ["wenyuan", "wenyuan/人事制度"])
    check("python: a model", client.models.retrieve("wenyuan/人事制度").id == "wenyuan/人事制度")
    whole = chat.create(model="wenyuan", messages=MESSAGES, temperature=0, max_tokens=50)
    message = whole.choices[0].message
    place = message.annotations[0].url_citation
    check("python: a completion", message.content == SAID and whole.choices[0].finish_reason == "stop")
    check("python: an annotation", message.content[place.start_index:place.end_index] == SAID
          and place.title == "手册0.txt" and "/#/documents/" in place.url)
    check("python: thinking apart", message.reasoning_content == "先看年假的规定。")
    check("python: our own member", whole.wenyuan["refused"] is False
          and set(whole.wenyuan["ignored"]) == {"max_tokens", "temperature"})
    check("python: usage", whole.usage.total_tokens == whole.usage.prompt_tokens + whole.usage.completion_tokens > 0)
    text, annotations, usage = "", None, None
    for chunk in chat.create(model="wenyuan/人事制度", messages=MESSAGES, stream=True, stream_options={"include_usage": True}):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += choice.delta.content or ""
            annotations = getattr(choice.delta, "annotations", None) or annotations
    check("python: the same in a stream", text == SAID and len(annotations) == len(message.annotations))
    check("python: usage of a stream", usage is not None and usage.completion_tokens > 0)
    with chat.stream(model="wenyuan", messages=MESSAGES) as stream:
        stream.until_done()
        final = stream.get_final_completion().choices[0].message
    check("python: put together by the client", final.content == SAID
          and final.annotations[0].url_citation.end_index == len(SAID))
    with_sources = chat.create(model="wenyuan", messages=MESSAGES, extra_body={"wenyuan": {"sources": "text"}})
    check("python: sources in the text", "[1]" in with_sources.choices[0].message.content)
    follow = chat.create(model="wenyuan", messages=[{"role": "system", "content": "年假一百天"}, *MESSAGES,
                                                     {"role": "assistant", "content": SAID}, *MESSAGES])
    check("python: a conversation", follow.choices[0].message.content == SAID)
    check("python: a refusal", chat.create(model="wenyuan", messages=[
        {"role": "user", "content": "量子纠缠的原理是什么？"}]).wenyuan["refused"] is True)
    check("python: tools are refused", refused(openai.BadRequestError, lambda: chat.create(
        model="wenyuan", messages=MESSAGES, tools=[{"type": "function", "function": {"name": "f"}}]), "tools"))
    check("python: an unknown model", refused(openai.NotFoundError, lambda: chat.create(model="gpt-9", messages=MESSAGES)))
    check("python: a stream of nothing", refused(openai.BadRequestError, lambda: chat.create(
        model="wenyuan", messages=[{"role": "user", "content": " "}], stream=True)))
    other = openai.OpenAI(base_url=url, api_key=stranger, max_retries=0)
    check("python: a stranger's models", [model.id for model in other.models.list().data] == ["wenyuan"])
    hidden = other.chat.completions.create(model="wenyuan", messages=MESSAGES)
    check("python: a stranger learns nothing", hidden.wenyuan["refused"] and "15天" not in hidden.to_json()
          and "手册" not in hidden.to_json())
    check("python: a stranger's library", refused(openai.NotFoundError, lambda: other.chat.completions.create(
        model="wenyuan/人事制度", messages=MESSAGES)))
    nobody = openai.OpenAI(base_url=url, api_key="wrong", max_retries=0)
    check("python: nobody", refused(openai.AuthenticationError, nobody.models.list))


def leaving(url: str, token: str, writer: Writer) -> None:
    """Who leaves a stream ends the work behind it."""
    client = openai.OpenAI(base_url=url, api_key=token, max_retries=0)
    slow = [{"role": "user", "content": QUESTION + "请慢慢想。"}]
    stream = client.chat.completions.create(model="wenyuan", messages=slow, stream=True)
    next(iter(stream))
    stream.close()
    end = time.monotonic() + 20
    while not writer.left and time.monotonic() < end:
        time.sleep(0.1)
    check("python: who leaves ends the work", writer.left == 1)


def with_script(what: str, command: "list[str]", folder: str, **environment: str) -> None:
    said = subprocess.run(command, cwd=TOP / "tests" / "interop" / folder, capture_output=True, text=True, timeout=300,
                          env={**os.environ, **environment})
    print(said.stdout, end="")
    check(what, said.returncode == 0 and "FAIL" not in said.stdout)
    if said.returncode:
        print(said.stderr, file=sys.stderr)


def main() -> int:
    writer = Writer(SAID + "[1]", thinks="先看年假的规定。")
    writer.RequestHandlerClass, writer.left = PatientChat, 0
    server = Server(generator=writer.address)
    try:
        admin = server.administrator()
        library = admin.call("POST", "/api/v1/libraries", {"name": "人事制度"}).json["id"]
        for number, text in enumerate((TEXT, *OTHERS)):
            received = admin.upload(library, f"手册{number}.txt", text.encode())
            admin.wait_until_done(received.json["document"]["document_id"])
        token, stranger = (server.user(admin, name).call("POST", "/api/v1/tokens", {"name": "x"}).json["secret"]
                           for name in ("reader", "stranger"))
        admin.call("PUT", f"/api/v1/libraries/{library}/grants/reader", {"role": "reader"})
        house = f"http://127.0.0.1:{server.port}"
        with_python(house + "/v1", token, stranger)
        leaving(house + "/v1", token, writer)
        with_script("npm openai", ["node", "house.mjs", house + "/v1", token, stranger, QUESTION], "openai")
        described = json.dumps({
            "url": house + "/mcp", "token": token, "stranger": stranger, "program": str(PROGRAM), "data": str(server.data),
            "question": QUESTION, "said": SAID, "slow": QUESTION + "请慢慢想。", "text": TEXT})
        with_script("npm MCP SDK", ["node", "check.mjs", described], "mcp")
        with_script("PyPI mcp", [sys.executable, "mcp_check.py", described], ".",
                    PYTHONPATH=str(TOP / "build" / "interop" / "python_mcp"))
        end = time.monotonic() + 20
        while writer.left < 3 and time.monotonic() < end:
            time.sleep(0.1)
        check("node: who cancels ends the work", writer.left == 3)  # one by HTTP and one by stdio
    finally:
        server.close()
        writer.shutdown()
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
