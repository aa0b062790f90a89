#!/usr/bin/env python3
"""The command line, with a server and without one."""
import json
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from wenyuan_server import PROGRAM, SAMPLES, Asker, Server


class CommandLine(unittest.TestCase):
    def run_alone(self, folder: str, *arguments: str, expect: int = 0, language: str = "C.UTF-8"):
        done = subprocess.run([PROGRAM, *arguments], text=True, capture_output=True, timeout=300, check=False,
                              env={"PATH": "/usr/bin:/bin", "LANG": language, "WENYUAN_DATA": folder + "/data"})
        self.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def test_works_without_a_server(self):
        with tempfile.TemporaryDirectory() as folder:
            imported = json.loads(self.run_alone(folder, "import", str(SAMPLES), "--json").stdout)
            self.assertEqual(imported["failed"], 0, imported)
            documents = json.loads(self.run_alone(folder, "documents", "--json").stdout)
            self.assertGreaterEqual(len(documents), imported["files"])
            for document in documents:
                self.assertLessEqual({"document_id", "title", "library", "state", "reason", "revision", "pages",
                                      "chunks"}, document.keys())
            found = json.loads(self.run_alone(folder, "search", "年假", "-k", "3", "--json").stdout)
            self.assertLessEqual({"query", "elapsed_ms", "total", "hits"}, found.keys())
            self.assertLessEqual({"rank", "score", "library", "document_id", "title", "revision", "chunk_id", "page",
                                  "boxes", "heading_path", "text", "highlights"}, found["hits"][0].keys())
            self.assertLessEqual(len(found["hits"]), 3)
            answer = json.loads(self.run_alone(folder, "ask", "试用期员工的导师津贴是多少？", "--json").stdout)
            self.assertLessEqual({"question", "answer", "refused", "answerability", "model", "sentences", "passages",
                                  "elapsed_ms"}, answer.keys())
            self.run_alone(folder, "doctor")

    def test_a_collection_is_measured_with_the_words_of_the_data_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            corpus, queries, data = (pathlib.Path(folder) / name for name in ("corpus.jsonl", "queries.jsonl", "data"))
            corpus.write_text('{"id": "1", "text": "笔记本电脑三年更换一次。"}\n{"id": "2", "text": "访客须佩戴胸牌。"}\n')
            queries.write_text('{"id": "q", "text": "手提设备", "relevant": ["1"]}\n')
            measure = ("eval", "retrieval", "--corpus", str(corpus), "--queries", str(queries), "--mode", "keywords", "--json")
            self.assertEqual(self.hit(self.run_alone(folder, *measure)), 0)
            data.mkdir(exist_ok=True)
            (data / "synonyms.txt").write_text("手提设备, 笔记本电脑\n")
            self.assertEqual(self.hit(self.run_alone(folder, *measure)), 1)

    @staticmethod
    def hit(done) -> float:
        return json.loads(done.stdout)["hit@1"]

    def test_uses_the_running_server(self):
        server = Server()
        self.addCleanup(server.close)
        server.command("import", str(SAMPLES), "--library", "S", "--wait")
        self.assertIn("S", server.command("library", "list"))
        server.command("search", "年假", "--library", "nowhere", expect=3)
        jobs = json.loads(server.command("jobs", "--json"))
        self.assertEqual(jobs["counts"]["failed"], 0, jobs)

    def test_a_question_is_as_it_is_typed(self):
        server = Server()
        self.addCleanup(server.close)
        server.command("import", str(SAMPLES), "--library", "S", "--wait")
        quoted = server.command("search", "annual leave", "--library", "S")
        self.assertEqual(server.command("search", "annual", "leave", "--library", "S"), quoted)
        self.assertEqual(server.command("search", "--library", "S", "annual", "leave"), quoted)
        self.assertIn("[1]", server.command("ask", "--library", "S", "试用期员工的导师津贴是多少？"))
        self.assertTrue(server.command("search", "--", "-试用期 年假"))
        for dashed in ("-leave", "-试用期 年假"):
            refused = subprocess.run([PROGRAM, "search", dashed], env=server.environment, text=True, capture_output=True,
                                     timeout=60, check=False)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("wenyuan search -- ", refused.stderr)
            self.assertNotIn("did you mean", refused.stderr)

    def test_documents_get_their_readers_with_the_import_and_later(self):
        server = Server()
        self.addCleanup(server.close)
        admin = server.administrator()
        reader = server.user(admin, "lina")
        with tempfile.TemporaryDirectory() as folder:
            for name in ("a.txt", "b.txt"):
                (pathlib.Path(folder) / name).write_text(f"海风塔的预算见 {name}。")
            said = server.command("import", folder, "--library", "S", "--owners-only", "--wait")
            self.assertIn("2 files: 2 ready", said)
            (pathlib.Path(folder) / "c.txt").write_text("海风塔的预算见 c.txt。")
            said = server.command("import", folder + "/c.txt", "--library", "S", "--reader", "lina", "--wait")
            self.assertIn("1 file: 1 ready", said)
        server.command("library", "grant", "S", "lina", "reader")
        total = lambda: reader.get("/api/v1/search", query="海风塔").json["total"]
        self.assertEqual((total(), reader.get("/api/v1/documents").json["total"]), (1, 1))
        ids = [one["document_id"] for one in json.loads(server.command("documents", "--json"))]
        self.assertIn("lina", server.command("documents", "readers", *ids))
        self.assertIn("3 documents", server.command("documents", "readers", *ids, "--only", "lina"))
        self.assertEqual(total(), 3)
        server.command("documents", "readers", ids[0], "--owners-only")
        self.assertEqual(total(), 2)
        server.command("documents", "readers", *ids, "--everybody")
        self.assertEqual(total(), 3)
        server.command("documents", "readers", ids[0], "--only", "nobody", expect=3)
        server.command("documents", "readers", ids[0], "--only", "lina", "--everybody", expect=2)

    def test_people_get_accounts_roles_and_new_passwords(self):
        server = Server()
        self.addCleanup(server.close)
        server.command("library", "create", "法务")
        server.command("user", "add", "wangfang", typed="too short\n", expect=2)
        server.command("user", "add", "wangfang", typed="correct horse battery\n")
        server.command("library", "grant", "法务", "wangfang", "reader")
        server.command("user", "password", "wangfang", typed="another long password\n")
        server.command("user", "password", "nobody", typed="another long password\n", expect=3)
        asker = Asker(server.port)
        old = asker.call("POST", "/api/v1/sessions", {"name": "wangfang", "password": "correct horse battery"})
        self.assertEqual(old.status, 401)
        asker.take_session(asker.call("POST", "/api/v1/sessions",
                                      {"name": "wangfang", "password": "another long password"}))
        self.assertEqual([one["role"] for one in asker.get("/api/v1/libraries").json["libraries"]], ["reader"])

    def test_new_words_are_proposed_and_taken(self):
        server = Server()
        self.addCleanup(server.close)
        server.command("import", str(SAMPLES), "--library", "S", "--wait")

        def proposed():
            return [word["word"] for word in json.loads(server.command("words", "propose", "--library", "S", "--json"))["words"]]

        word = proposed()[0]
        self.assertIn(word, server.command("words", "propose", "--library", "S"))
        self.assertIn("1", server.command("words", "add", word, "--library", "S"))
        self.assertEqual((server.data / "user.dict.utf8").read_text(), word + "\n")
        self.assertNotIn(word, proposed())

    def test_the_user_dictionary_is_read_again_on_sighup(self):
        server = Server()
        self.addCleanup(server.close)
        (server.data / "user.dict.utf8").write_text("!!!\n", encoding="utf-8")
        self.wait_for_log(server, signal.SIGHUP, "the old one stays")
        (server.data / "user.dict.utf8").write_text("海风塔\n", encoding="utf-8")
        self.wait_for_log(server, signal.SIGHUP, "read the user dictionary again")

    def wait_for_log(self, server: Server, sent: signal.Signals, sentence: str):
        server.process.send_signal(sent)
        for _ in range(100):
            if sentence in (server.folder / "log").read_text(encoding="utf-8"):
                return
            time.sleep(0.05)
        self.fail((server.folder / "log").read_text(encoding="utf-8"))

    def test_a_second_server_on_the_same_data_says_what_is_wrong(self):
        server = Server()
        self.addCleanup(server.close)
        done = subprocess.run([PROGRAM, "serve", "--port", "0"], env=server.environment, text=True,
                              capture_output=True, timeout=30, check=False)
        self.assertEqual(done.returncode, 6)
        self.assertIn(str(server.data), done.stderr)

    def test_help_teaches_in_both_languages(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("wenyuan serve", self.run_alone(folder, "--help").stdout)
            for words in ((), ("model",), ("model", "inspect")):
                said = self.run_alone(folder, *words, "--help", language="zh_CN.UTF-8").stdout
                self.assertRegex(said, "文渊|模型")
                self.assertIn("用法", said)
                self.assertNotRegex(said, "Usage|Options|Subcommands|Positionals|Print this")
            for command in ("serve", "import", "search", "ask", "documents", "library", "user", "eval"):
                self.assertIn("Examples:", self.run_alone(folder, command, "--help").stdout, command)

    def test_wrong_use_is_2_and_names_the_nearest(self):
        with tempfile.TemporaryDirectory() as folder:
            done = self.run_alone(folder, "serch", "x", expect=2)
            self.assertIn("search", done.stderr)
            self.run_alone(folder, "documents", "--state", "redy", expect=2)
            for words, english, chinese in ((("model", "lst"), ("no command 'lst'", "did you mean 'list'", "wenyuan model --help"),
                                             ("没有命令“lst”", "“list”")),
                                            (("model",), ("needs a command: list, inspect",), ("后面须写命令：list",)),
                                            (("model", "inspect"), ("needs FILE", "wenyuan model inspect --help"), ("缺少 FILE",)),
                                            (("serve", "--prot", "1"), ("no option '--prot'", "did you mean '--port'"), ("没有选项“--prot”",)),
                                            (("version", "now"), ("'now' is one word too many",), ("不接受多出的“now”",))):
                with self.subTest(words):
                    for language, parts in (("C.UTF-8", english), ("zh_CN.UTF-8", chinese)):
                        said = self.run_alone(folder, *words, expect=2, language=language).stderr
                        for part in parts:
                            self.assertIn(part, said)
            self.run_alone(folder, "import", folder + "/nothing", expect=3)

    def test_an_unknown_setting_is_refused_with_the_nearest_known(self):
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder) / "c.toml"
            config.write_text("[server]\nprot = 1\n", encoding="utf-8")
            done = self.run_alone(folder, "--config", str(config), "version", expect=2)
            self.assertIn("port", done.stderr)


if __name__ == "__main__":
    unittest.main()
