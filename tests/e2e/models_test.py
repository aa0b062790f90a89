#!/usr/bin/env python3
"""The models of a running server: looked at, switched under running answers, refused, unloaded, fetched and removed."""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import threading
import time
import unittest

from model_hub import Hub, whole_model
from wenyuan_server import TOP, Server

TOYS = pathlib.Path(os.environ["WENYUAN_BINARY_DIR"]) / "bin" / "wenyuan_toy_models"
TEMPLATE = TOP / "third_party" / "llama" / "models" / "templates" / "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B.jinja"
STORIES = TOP / "libs" / "llm_llama" / "testing" / "models" / "stories260K.gguf"
TEXTS = ("员工每年享有15天带薪年假。未使用的年假可以顺延至次年3月31日。", "病假需要医院证明，病假期间发放基本工资的80%。",
         "服务默认监听8480端口，可用环境变量修改。", "访客须在前台登记并佩戴胸牌。")
QUESTION = "员工每年有几天带薪年假？"
FIRST, SECOND = "toy-first.gguf", "toy-second.gguf"


class ModelsTest(unittest.TestCase):
    def house(self, settings: str = "", environment=None):
        self.server = Server(generator="auto", settings="generator_context = 32768\n" + settings, environment=environment,
                             prepare=self.prepare)
        self.addCleanup(self.server.close)
        self.models = self.server.data / "models"
        self.owner = self.server.administrator()
        return self.owner

    @staticmethod
    def prepare(data: pathlib.Path):
        models = data / "models"
        models.mkdir()
        subprocess.run([TOYS, models, TEMPLATE], check=True)
        shutil.copy(STORIES, models)
        (models / "in-use.json").write_text('{"generator": null}')  # whatever else this machine has

    def look(self):
        answer = self.owner.get("/api/v1/models")
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json

    def use(self, file: str, expect: int = 202, **more):
        answer = self.owner.call("POST", "/api/v1/models/use", {"role": "generator", "file": file, **more})
        self.assertEqual(answer.status, expect, answer.body)
        return answer.json

    def wait(self, *states: str):
        end = time.monotonic() + 300
        while time.monotonic() < end:
            change = self.look()["change"]
            self.assertIn(change["percent"], range(101))
            if change["state"] in states:
                return change
            time.sleep(0.05)
        raise AssertionError(f"not {states} in time: {self.look()}")

    def generator(self):
        return next((used for used in self.look()["used"] if used["role"] == "generator"), None)

    def import_texts(self):
        library = self.owner.call("POST", "/api/v1/libraries", {"name": "house"}).json["id"]
        for number, text in enumerate(TEXTS):
            received = self.owner.upload(library, f"手册{number}.txt", text.encode())
            self.owner.wait_until_done(received.json["document"]["document_id"])

    def stream(self, question: str = QUESTION):
        response = self.owner.call("POST", "/api/v1/ask", {"question": question}, headers={"Accept": "text/event-stream"})
        blocks = [block.split("\ndata: ") for block in response.body.decode().strip().split("\n\n")]
        events = [(name.removeprefix("event: "), json.loads(data)) for name, data in blocks]
        return "".join(data["text"] for name, data in events if name == "thinking"), events[-1]

    def whole(self, name: str, done):
        """The model wrote to its end. It has no sense, so sentences of the documents stand for what it said."""
        self.assertEqual(name, "done")
        self.assertIn(done["without_model"], (
            None, "the model answered, but no passage proves what it said; these are sentences of the documents",
            "the model returned nothing; these are sentences of the documents"))  # it only thought

    def test_shows_what_there_is_from_the_files(self):
        self.house()
        picture = self.look()
        installed = {model["file"]: model for model in picture["installed"]}
        self.assertEqual({FIRST: "generator", "toy-embedder.gguf": "embedder", "stories260K.gguf": "generator"},
                         {name: installed[name]["role"] for name in (FIRST, "toy-embedder.gguf", "stories260K.gguf")})
        self.assertTrue(all(installed[name]["own"] for name in (FIRST, SECOND)))
        self.assertGreater(installed[FIRST]["memory"]["cells"], installed["toy-embedder.gguf"]["memory"]["cells"])
        self.assertEqual(installed[FIRST]["memory"]["all"], sum(installed[FIRST]["memory"][k] for k in ("weights", "cells", "work")))
        self.assertEqual((picture["demo"]["bytes"], picture["demo"]["licence"]), (1_117_320_768, "apache-2.0"))
        pinned = (TOP / "third_party" / "models" / "demo" / "SHA256SUMS").read_text().split()
        self.assertEqual([picture["demo"]["sha256"], picture["demo"]["file"]], pinned)
        self.assertGreater(picture["memory"]["total"], picture["memory"]["available"])

    def test_streams_go_on_whole_while_models_are_switched(self):
        self.house("memory_mib = 4000\n")
        self.import_texts()
        begins = {}  # how what each model thinks begins: drawn, but for the same question alike
        for file in (FIRST, SECOND):
            self.use(file)
            self.wait("done")
            thought, (name, done) = self.stream()
            self.whole(name, done)
            self.assertGreater(len(thought), 100)  # drawn, so some are short
            begins[thought[:1]] = file
        self.assertEqual(len(begins), 2)
        streams, stop = [], threading.Event()

        def ask():
            while not stop.is_set():
                begun = time.monotonic()
                streams.append((begun, *self.stream(), time.monotonic()))

        askers = [threading.Thread(target=ask) for _ in range(3)]
        for asker in askers:
            asker.start()
        switched = []
        for file in (FIRST, SECOND):
            time.sleep(1)
            self.use(file)
            change = self.wait("draining", "done")
            switched.append(time.monotonic())
            self.assertIsNone(change["reason"])
            self.wait("done")
        stop.set()
        for asker in askers:
            asker.join()
        for _, thought, (name, done), _ in streams:
            self.whole(name, done)
            self.assertEqual(thought, done["thinking"])  # every piece of it came
            # Who else is answered changes the last bits, so a draw soon differs; not the first of all.
            self.assertIn(thought[:1], [begin[:1] for begin in begins])
        across = [one for one in streams if any(one[0] < moment < one[3] for moment in switched)]
        self.assertTrue(across, "no stream ran while a model was switched")
        self.assertEqual({thought[:1] for _, thought, _, _ in streams}, {begin[:1] for begin in begins})
        lengths = sorted(len(thought) for _, thought, _, _ in streams)
        self.assertGreater(lengths[len(lengths) // 2], 500)
        self.assertEqual(self.generator()["file"], SECOND)
        print(f"{len(streams)} streams, {len(across)} of them across 2 switches, none dropped")

    def test_keeps_the_choice_over_a_restart(self):
        self.house()
        self.use(SECOND)
        self.wait("done")
        self.server.stop()
        self.server.start()
        self.owner.port = self.server.port
        self.assertEqual(self.generator()["file"], SECOND)
        answer = self.owner.call("POST", "/api/v1/models/unload", {"role": "generator"})
        self.assertEqual(answer.status, 202, answer.body)
        self.wait("done")
        self.assertIsNone(self.generator())
        self.server.stop()
        self.server.start()
        self.owner.port = self.server.port
        self.assertIsNone(self.generator())

    def test_without_a_server_what_is_chosen_counts_from_the_next_start_on(self):
        self.house()
        self.server.stop()
        self.assertIn(FIRST, self.server.command("model", "use", "toy-first"))
        self.server.start()
        self.owner.port = self.server.port
        self.assertEqual(self.generator()["file"], FIRST)
        self.server.stop()
        self.server.command("model", "unload")
        self.server.command("model", "unload", "--role", "embedder", expect=2)
        self.server.start()
        self.owner.port = self.server.port
        self.assertIsNone(self.generator())

    def test_names_serve_every_command_as_paths_do(self):
        self.house()
        for command in (("inspect",), ("verify",)):
            self.assertEqual(self.server.command("model", *command, "toy-first"),
                             self.server.command("model", *command, str(self.models / FIRST)))
        planned = json.loads(self.server.command("plan", "toy-first", "--json"))
        self.assertEqual(planned["total_bytes_one_gpu"],
                         planned["weight_bytes"] + planned["kv_bytes"] + planned["reserve_bytes_per_gpu"])
        self.assertTrue(all(isinstance(planned[name], int) for name in planned if "bytes" in name or "parameters" in name), planned)
        self.assertIn("It was made for", self.server.command("plan", "toy-first", "--context", "1000000"))
        self.server.command("plan", "toy-first", "--quant", "Q8_0", expect=2)
        for words in (("plan", "R1-Distil-Qwen-7B"), ("model", "inspect", "toy-frist"), ("model", "remove", "toy-frist"),
                      ("model", "inspect", "/nowhere/x.gguf")):
            self.server.command(*words, expect=3)
        self.server.command("model", "inspect", str(self.models), expect=2)

    def test_lists_what_is_in_use(self):
        self.house()
        self.use(FIRST)
        self.wait("done")
        listed = json.loads(self.server.command("model", "list", "--json"))["models"]
        self.assertEqual([model["name"] for model in listed if model["in_use"] and model["kind"] == "generator"], ["toy-first"])

    def test_the_key_of_saved_prefixes_lies_nowhere_open(self):
        self.house()
        prefixes = self.server.data / "prefixes"
        prefixes.mkdir()
        (prefixes / "key").write_text("a" * 64 + "\n")
        (prefixes / "key").chmod(0o600)
        self.use(FIRST)
        self.wait("done")
        self.assertEqual(sorted(path.name for path in prefixes.iterdir()), ["key.sealed", "states"])
        self.assertTrue((prefixes / "key.sealed").read_bytes().startswith(b"WYSEALED"))

    def test_refuses_what_does_not_fit_before_loading_it(self):
        self.house("memory_mib = 100\n")
        problem = self.use(FIRST, expect=507)
        for word in ("toy-first.gguf", "weights", "cells", "work", "309 MB", "models.generator_context"):
            self.assertIn(word, problem["detail"])
        self.assertIsNone(self.look()["change"])

    def test_switches_with_a_gap_only_when_asked(self):
        self.house("memory_mib = 400\n")
        self.use(FIRST)
        self.wait("done")
        first = self.generator()
        self.assertIn("--stop-first", self.use(SECOND, expect=409)["detail"])
        self.assertEqual(self.generator()["file"], first["file"])
        self.use(SECOND, stop_first=True)
        self.assertEqual(self.wait("done", "failed")["state"], "done")
        self.assertEqual(self.generator()["file"], SECOND)

    def test_a_model_that_cannot_be_loaded_leaves_the_one_before(self):
        self.house()
        self.use(FIRST)
        self.wait("done")
        content = bytearray((self.models / SECOND).read_bytes())
        name = content.index(b"blk.0.attn_q.weight")  # the validator knows no names of weights
        content[name:name + 5] = b"blk.9"
        (self.models / "wrong.gguf").write_bytes(content)
        self.use("wrong.gguf")
        change = self.wait("failed", "done")
        self.assertEqual(change["state"], "failed")
        self.assertIn("could not be loaded", change["reason"])
        self.assertEqual((self.generator()["file"], self.generator()["state"]), (FIRST, "ready"))

    def test_says_why_a_model_was_started_again(self):
        self.house()
        self.use(FIRST)
        self.wait("done")
        children = subprocess.run(["pgrep", "-P", str(self.server.process.pid)], capture_output=True, text=True, check=True)
        os.kill(int(children.stdout.split()[0]), signal.SIGKILL)
        end = time.monotonic() + 60
        while time.monotonic() < end and self.generator()["restarts"] == 0:
            time.sleep(0.05)
        self.assertEqual(self.generator()["restarts"], 1)
        self.assertIn("signal 9", self.generator()["last_end"])

    def test_refuses_what_makes_no_sense(self):
        self.house()
        self.use("nothing.gguf", expect=404)
        self.use("../../etc/passwd", expect=404)
        self.use("toy-embedder.gguf", expect=400)
        for _ in range(20):  # toys load fast: until the second comes while the first is being loaded
            self.use(FIRST)
            answer = self.owner.call("POST", "/api/v1/models/use", {"role": "generator", "file": SECOND})
            self.wait("done")
            if answer.status == 409:
                break
        self.assertEqual(answer.status, 409, answer.body)
        answer = self.owner.call("POST", "/api/v1/models/use", {"role": "embedder", "file": "toy-embedder.gguf"})
        self.assertEqual(answer.status, 422, answer.body)
        self.assertEqual(self.owner.call("DELETE", f"/api/v1/models/{FIRST}").status, 409)
        self.assertEqual(self.owner.call("DELETE", f"/api/v1/models/{SECOND}").status, 204)
        self.assertFalse((self.models / SECOND).exists())
        member = self.server.user(self.owner, "member")
        self.assertEqual(member.get("/api/v1/models").status, 403)
        self.assertEqual(member.call("POST", "/api/v1/models/use", {"role": "generator", "file": FIRST}).status, 403)
        self.assertIn("a model is to be used", (self.server.folder / "log").read_text())

    def test_a_copy_that_quantization_made_is_a_model_like_others(self):
        self.house()
        (self.models / "quantised").mkdir()
        copy = self.models / "quantised" / "toy-first-4bit-0123456789abcdef.gguf"
        (self.models / FIRST).rename(copy)
        listed = {model["name"]: model for model in json.loads(self.server.command("model", "list", "--json"))["models"]}
        self.assertEqual(listed[copy.stem]["file"], str(copy))
        self.use(copy.name)
        self.wait("done")
        self.server.stop()
        self.server.start()
        self.owner.port = self.server.port
        self.assertEqual(self.generator()["file"], copy.name)
        self.use(SECOND)
        self.wait("done")
        self.assertEqual(self.owner.call("DELETE", f"/api/v1/models/{copy.name}").status, 204)
        self.assertFalse(copy.exists())

    def test_commands_go_through_the_server(self):
        hub = Hub({"new-q8_0.gguf": whole_model(), "other-q4_0.gguf": whole_model()})
        self.addCleanup(hub.server_close)
        self.addCleanup(hub.shutdown)
        self.house(environment={"HF_ENDPOINT": hub.address})
        self.server.command("model", "pull", "org/toy", "--file", "q8_0", expect=2)  # nobody accepts the licence
        self.server.command("model", "pull", "org/toy", "--file", "q8_0", "--yes")
        self.assertIn(hashlib.sha256(whole_model()).hexdigest(), (self.models / "SHA256SUMS").read_text())
        self.assertEqual(self.look()["pull"]["state"], "done")
        self.assertIn(FIRST, self.server.command("model", "use", "toy-first"))
        self.assertEqual(self.generator()["file"], FIRST)
        self.server.command("model", "remove", "new-q8_0")
        self.server.command("model", "remove", "toy-first", expect=6)
        self.server.command("model", "unload")
        self.assertIsNone(self.generator())

    def test_only_the_operator_names_any_address(self):
        hub = Hub({"new-q8_0.gguf": whole_model()})
        self.addCleanup(hub.server_close)
        self.addCleanup(hub.shutdown)
        self.house(environment={"HF_ENDPOINT": hub.address})
        for request in ({"name": f"{hub.address}/org/toy"}, {"name": "org/toy", "from": hub.address}):
            answer = self.owner.call("POST", "/api/v1/models/offers", request)
            self.assertEqual(answer.status, 403, answer.body)
        answer = self.owner.call("POST", "/api/v1/models/offers", {"name": "org/toy"}).json
        self.assertEqual((answer["licence"], answer["offers"][0]["quantisation"]), ("apache-2.0", "Q8_0"))
        self.assertEqual(self.owner.call("POST", "/api/v1/models/pull", {"name": "org/toy"}).status, 400)
        hub.slow = 2
        accepted = {"name": "org/toy", "licence_accepted": True}
        self.assertEqual(self.owner.call("POST", "/api/v1/models/pull", accepted).status, 202)
        self.assertEqual(self.owner.call("POST", "/api/v1/models/pull", accepted).status, 409)
        self.assertEqual(self.owner.call("DELETE", "/api/v1/models/pull").status, 204)
        end = time.monotonic() + 30
        while self.look()["pull"]["state"] == "running" and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.look()["pull"]["state"], "cancelled")


if __name__ == "__main__":
    unittest.main()
