#!/usr/bin/env python3
"""Asks a running wenyuan-model with the real clients: PyPI openai and npm openai.

    ./test --interop, or tests/interop/run [PROGRAM MODEL], which fetch the clients first

Without arguments the build's own program is started with a tiny model, on a free port. Exit code 1 when a check fails.
"""
import json
import pathlib
import socket
import subprocess
import sys
import time
import urllib.request

import openai

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = TOP / "build" / "release"
HELLO = [{"role": "user", "content": "hello"}]
GO_ON = {"ignore_eos": True}


def check(what: str, right: bool) -> None:
    print(f"{'ok  ' if right else 'FAIL'} {what}")
    check.failed += not right


check.failed = 0


def refused(kind, call) -> bool:
    try:
        call()
    except kind as error:
        return bool(error.message)
    return False


def with_python(url: str) -> None:
    client = openai.OpenAI(base_url=url, api_key="none", max_retries=0)
    model = client.models.list().data[0].id
    chat = client.chat.completions
    whole = chat.create(model=model, messages=HELLO, temperature=0, max_tokens=12, extra_body=GO_ON)
    check("python: a chat", whole.choices[0].finish_reason == "length" and whole.usage.completion_tokens == 12)
    parts, usage = "", None
    for event in chat.create(model=model, messages=HELLO, temperature=0, max_tokens=12, stream=True,
                             stream_options={"include_usage": True}, extra_body=GO_ON):
        parts += (event.choices[0].delta.content or "") if event.choices else ""
        usage = event.usage or usage
    check("python: the same in a stream", parts == whole.choices[0].message.content)
    check("python: usage at the end of a stream", usage is not None and usage.completion_tokens == 12)
    check("python: cached tokens", usage.prompt_tokens_details.cached_tokens >= 0)
    scored = chat.create(model=model, messages=HELLO, max_tokens=3, logprobs=True, top_logprobs=2, extra_body=GO_ON)
    check("python: logprobs", len(scored.choices[0].logprobs.content) == 3
          and len(scored.choices[0].logprobs.content[0].top_logprobs) == 2)
    schema = {"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "required": ["a"], "additionalProperties": False}
    made = chat.create(model=model, messages=HELLO, temperature=0, max_tokens=120, response_format={
        "type": "json_schema", "json_schema": {"name": "n", "schema": schema}})
    check("python: a JSON schema", json.loads(made.choices[0].message.content)["a"] in ("x", "y"))
    many = chat.create(model=model, messages=HELLO, n=2, temperature=1.5, seed=1, max_tokens=9, extra_body=GO_ON)
    check("python: two choices", [choice.index for choice in many.choices] == [0, 1])
    text = client.completions.create(model=model, prompt="a", max_tokens=4, temperature=0, extra_body=GO_ON)
    check("python: a completion", text.object == "text_completion" and text.usage.completion_tokens == 4)
    check("python: tools are refused", refused(openai.BadRequestError, lambda: chat.create(
        model=model, messages=HELLO, tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}])))
    check("python: an unknown model", refused(openai.NotFoundError, lambda: chat.create(model="gpt-9", messages=HELLO)))
    check("python: too long", refused(openai.BadRequestError, lambda: chat.create(
        model=model, messages=[{"role": "user", "content": "ab " * 2000}])))


def with_node(url: str) -> None:
    folder = TOP / "tests" / "interop" / "openai"
    said = subprocess.run(["node", "check.mjs", url], cwd=folder, capture_output=True, text=True)
    print(said.stdout, end="")
    check("node: all of the above", said.returncode == 0 and "FAIL" not in said.stdout)
    if said.returncode:
        print(said.stderr, file=sys.stderr)


def main(arguments: "list[str]") -> int:
    program, model = arguments or (str(BUILD / "bin/wenyuan-model"), str(BUILD / "tiny_models/tiny-writer-chatml.gguf"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([program, "--model", model, "--listen", f"127.0.0.1:{port}", "--context", "2048"])
    try:
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health")
                break
            except OSError:
                time.sleep(0.1)
        with_python(f"http://127.0.0.1:{port}/v1")
        with_node(f"http://127.0.0.1:{port}/v1")
    finally:
        server.terminate()
        server.wait()
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
