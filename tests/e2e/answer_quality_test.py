#!/usr/bin/env python3
"""Feedback, reviewed answers and the measuring of answers, on the real program."""
import json
import pathlib
import unittest

from wenyuan_server import Server

HANDBOOK = "# 员工手册\n\n## 休假\n\n员工年假为五天，须提前三天申请。\n\n## 考勤\n\n上班时间为九点，迟到三次记警告一次。\n"


class AnswerQuality(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.admin = cls.server.administrator()
        cls.library = cls.admin.call("POST", "/api/v1/libraries", {"name": "人事制度"}).json["id"]
        cls.base = f"/api/v1/libraries/{cls.library}"
        cls.document = cls.ready("手册.md", HANDBOOK)
        cls.reader = cls.server.user(cls.admin, "reader")
        cls.grant("reader", "reader")

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    @classmethod
    def ready(cls, name: str, content: str):
        received = cls.admin.upload(cls.library, name, content.encode())
        document = cls.admin.wait_until_done(received.json["document"]["document_id"])
        assert document["state"] == "ready", document["reason"]
        return document

    @classmethod
    def grant(cls, name: str, role: str):
        users = cls.admin.get("/api/v1/users").json["users"]
        user = next(one["id"] for one in users if one["name"] == name)
        answer = cls.admin.call("PUT", f"{cls.base}/grants/{user}", {"role": role})
        assert answer.status == 200, answer.body

    def ask(self, asker, question: str):
        answer = asker.call("POST", "/api/v1/ask", {"question": question})
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json

    def file(self, name: str, text: str) -> str:
        path = pathlib.Path(self.server.folder) / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_what_a_reader_corrects_answers_the_next_who_may_read_the_proof(self):
        answer = self.ask(self.reader, "员工年假为几天？")
        sentence = answer["sentences"][0]
        given = self.reader.call("POST", "/api/v1/feedback", {
            "question": "员工年假为几天？", "reason": "incomplete", "corrected": "五天，须提前三天申请。",
            "answer": {"model": answer["model"], "sentences": [
                {"text": sentence["text"], "chunk_ids": [one["chunk_id"] for one in sentence["citations"]]}]}})
        self.assertEqual(given.status, 201, given.body)
        seen = self.admin.get(f"{self.base}/feedback").json["feedback"][0]
        self.assertEqual(seen["answer"]["sentences"][0]["text"], sentence["text"])
        entry = self.admin.call("POST", f"{self.base}/feedback/{seen['id']}/faq", {}).json
        self.assertNotEqual(self.ask(self.reader, "员工年假为几天")["model"], "faq", "it is a draft")
        self.server.command("faq", "review", "--library", "人事制度", entry["id"])
        ready = self.ask(self.reader, "请问员工年假为几天")
        self.assertEqual(ready["model"], "faq")
        self.assertEqual(ready["answer"], "五天，须提前三天申请。")
        self.assertIsNone(ready["reviewed"]["by"], "the operator, on the command line")
        self.assertIn("五天", ready["sentences"][0]["citations"][0]["quote"])
        self.ready("手册.md", HANDBOOK.replace("五天", "七天"))
        self.assertNotEqual(self.ask(self.reader, "员工年假为几天")["model"], "faq", "its source has changed")
        self.assertEqual(self.admin.get(f"{self.base}/faq/{entry['id']}").json["silent"], "outdated")
        self.server.command("faq", "remove", "--library", "人事制度", entry["id"])
        self.ready("手册.md", HANDBOOK)

    def test_a_broken_faq_file_is_refused_as_a_whole(self):
        self.server.command("faq", "import", "--library", "人事制度",
                            self.file("broken.csv", "question,answers\n好,1\n\"没有收尾,2\n"), expect=2)
        self.assertEqual(json.loads(self.server.command("--json", "faq", "list", "--library", "人事制度"))["faq"], [])
        added = self.server.command("faq", "import", "--library", "人事制度",
                                    self.file("faq.csv", "question,answers,documents\n迟到三次怎么办|迟到三次会怎样,记警告一次,手册.md\n"))
        self.assertIn("1", added)
        entry = json.loads(self.server.command("--json", "faq", "list", "--library", "人事制度"))["faq"][0]
        self.assertEqual(len(entry["questions"]), 2)
        self.server.command("faq", "remove", "--library", "人事制度", entry["id"])

    def test_answers_of_a_library_are_measured_compared_and_judged(self):
        lines = [json.dumps({"text": "员工年假为几天" + "？" * (i + 1), "relevant": ["手册.md"], "answers": ["五天"]}, ensure_ascii=False)
                 for i in range(25)]
        lines.append(json.dumps({"text": "月球上的重力是多少？", "refuse": True}, ensure_ascii=False))
        named = ("--library", "人事制度", "--set", "年假")
        self.server.command("eval", "import", self.file("q.jsonl", "\n".join(lines)), *named)
        run = json.loads(self.server.command("--json", "eval", "answers", *named))
        measures = run["summary"]["measures"]
        for name in ("answer_contains", "token_f1", "sentence_hit", "citation_precision", "calibration", "refusal"):
            self.assertIn(name, measures)
        self.assertEqual(measures["answer_contains"]["value"], 1)
        self.assertEqual(measures["cited"]["value"], 1)
        self.assertIn("calibration_error", run["summary"]["values"])
        self.assertGreater(run["summary"]["first_sentence_p50_ms"], 0)
        self.assertEqual(run["settings"]["generator"], "none")
        self.server.command("eval", "gate", *named, "--run", run["id"], "--accept", expect=2)  # no baseline yet
        self.ready("手册.md", HANDBOOK.replace("五天", "七天"))
        judged = json.loads(self.server.command("--json", "eval", "answers", *named, "--gate", expect=1))
        self.assertEqual(judged["comparison"]["gate"]["verdict"], "fail")
        lost = judged["comparison"]["lost"][0]
        self.assertEqual(lost["right"], ["五天"])
        self.assertIn("五天", lost["answer_before"]["sentences"][0]["text"])
        self.assertIn("七天", lost["answer_after"]["sentences"][0]["text"])
        self.assertIn("七天", self.server.command("eval", "answers", *named, "--gate", expect=1))
        self.server.command("eval", "answers", "--set", "年假", expect=2)
        self.ready("手册.md", HANDBOOK)

    def test_a_library_gets_its_own_threshold_of_refusal_through_the_gate(self):
        lines = [json.dumps({"text": "员工年假为几天" + "？" * (i + 1), "relevant": ["手册.md"], "answers": ["五天"]}, ensure_ascii=False)
                 for i in range(32)]
        named = ("--library", "人事制度", "--set", "阈值")
        self.server.command("eval", "import", self.file("t.jsonl", "\n".join(lines)), *named)
        question = "员工年假为几天？"
        house = self.admin.get(f"{self.base}/weights").json
        self.assertEqual((house["threshold"], house["own_threshold"]), (house["house"]["threshold"], False))
        self.assertEqual(self.reader.get(f"{self.base}/weights").status, 403)
        # Far too high: what would be refused does not pass the gate …
        tried = json.loads(self.server.command("--json", "eval", "tune", *named, "--threshold", "1", "--apply", expect=1))
        self.assertEqual(tried["comparison"]["gate"]["verdict"], "fail")
        self.assertEqual(tried["threshold"]["after"]["false_refusals"]["value"], 1)
        self.assertFalse(self.ask(self.reader, question)["refused"])
        # … unless its rules let it.
        sets = self.admin.get(f"{self.base}/question-sets").json["question_sets"]
        path = f"{self.base}/question-sets/{next(one['id'] for one in sets if one['name'] == '阈值')}"
        rules = [{"measure": "hit@1", "at_least": 0.5, "most_worse": None}]
        self.assertEqual(self.admin.call("PATCH", path, {"rules": rules}).status, 200)
        self.server.command("eval", "tune", *named, "--threshold", "1", "--apply")
        own = self.admin.get(f"{self.base}/weights").json
        self.assertEqual((own["threshold"], own["own_threshold"], own["own"]), (1, True, False))
        self.assertEqual(own["changes"][0]["name"], "refusal_threshold")
        self.assertTrue(self.ask(self.reader, question)["refused"])
        # The set finds a better one; each question counts with its documents hidden, too.
        text = self.server.command("eval", "tune", *named, "--apply")
        self.assertIn("1 →", text)
        self.assertFalse(self.ask(self.reader, question)["refused"])
        trial = self.admin.get(f"{path}/trial").json
        self.assertEqual(trial["threshold"]["after"]["false_answers"]["questions"], 32)
        self.assertEqual(trial["threshold"]["after"]["false_refusals"]["value"], 0)
        self.assertTrue(trial["unweighed"], "no model of meaning in this house")
        run = json.loads(self.server.command("--json", "eval", "run", *named))
        self.assertEqual(float(run["settings"]["refusal_threshold"]), trial["after"]["threshold"])
        self.admin.call("DELETE", path)


if __name__ == "__main__":
    unittest.main()
