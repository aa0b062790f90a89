"""wenyuan-model under a thousand clients at once, beside one that does not read what it asked for."""
import asyncio
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(os.environ.get("WENYUAN_BINARY_DIR", "build/release"))
CLIENTS = 1000


def chat(tokens: int, **more) -> bytes:
    body = json.dumps({"messages": [{"role": "user", "content": "hello"}], "stream": True, "temperature": 0,
                       "ignore_eos": True, "max_tokens": tokens, **more}).encode()
    return (b"POST /v1/chat/completions HTTP/1.1\r\nHost: model\r\nContent-Type: application/json\r\nConnection: close\r\n"
            b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)


async def ask(socket: str, request: bytes) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_unix_connection(socket, limit=1 << 20)
    writer.write(request)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


async def until_ready(socket: str, process) -> None:
    while process.poll() is None:
        try:
            if (await ask(socket, b"GET /health HTTP/1.1\r\nHost: model\r\nConnection: close\r\n\r\n"))[0] == 200:
                return
        except OSError:
            pass
        await asyncio.sleep(0.1)
    sys.exit(f"wenyuan-model ended with {process.returncode}")


async def test(socket: str, process) -> None:
    await until_ready(socket, process)

    # One asks for a long answer and reads none of it until everybody else is done.
    slow_reader, slow_writer = await asyncio.open_unix_connection(socket, limit=256)
    slow_writer.write(chat(450, top_logprobs=20, logprobs=True))
    await slow_writer.drain()

    answers = await asyncio.gather(*(ask(socket, chat(2)) for _ in range(CLIENTS)))
    answered = [answer for status, answer in answers if status == 200]
    refused = [answer for status, answer in answers if status in (429, 503)]
    assert len(answered) + len(refused) == CLIENTS, {status for status, _ in answers}
    assert all(b"data: [DONE]" in answer for answer in answered)
    assert all(b"retry-after:" in answer.lower() for answer in refused), refused[0]
    assert len(answered) >= 200, f"only {len(answered)} of {CLIENTS} were answered"

    resident = int(next(line for line in open(f"/proc/{process.pid}/status", encoding="ascii")
                        if line.startswith("VmHWM")).split()[1]) / 1024
    assert resident < 400, f"{resident:.0f} MiB for a tiny model"
    whole = await asyncio.wait_for(slow_reader.read(), 60)
    while more := await slow_reader.read():
        whole += more
    slow_writer.close()
    assert b"data: [DONE]" in whole, "who reads late gets all of it"
    status, answer = await ask(socket, chat(5))
    assert status == 200 and b"data: [DONE]" in answer
    print(f"{len(answered)} answered, {len(refused)} told to come back; {resident:.0f} MiB")


def main():
    with tempfile.TemporaryDirectory() as folder:
        socket = f"{folder}/model.sock"
        process = subprocess.Popen([BUILD / "bin/wenyuan-model", "--model", BUILD / "tiny_models/tiny-writer-chatml.gguf",
                                    "--listen", f"unix:{socket}", "--context", "2048"], stderr=subprocess.DEVNULL)
        try:
            asyncio.run(test(socket, process))
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, "it did not end well"


if __name__ == "__main__":
    main()
