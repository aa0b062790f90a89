#!/usr/bin/env python3
"""Summaries and classifications on the real server: without a model, with one that speaks OpenAI's API, and its absence."""
import json
import re
import unittest

from chat_stub import Writer
from wenyuan_server import Server

HANDBOOK = """# 员工手册

## 第一章 年假

员工每年享有15天带薪年假。年假须提前三天向直属主管提出申请。未使用的年假可以顺延至次年3月31日。

## 第二章 病假

病假需要提供医院开具的诊断证明。病假期间公司发放基本工资的80%。

## 第三章 考勤

公司实行弹性工作时间，核心工作时间为上午十点至下午四点。迟到三十分钟以内不扣工资。
"""
MATCH = "The striker scored twice in the second half. The keeper saved a penalty, and the home side won the football match.\n"
LENDER = "The bank lent money against shares. Interest on the loan rose after the quarterly profit of the lender fell.\n"


class Sorter(Writer):
    """Answers with the number that a label has in the list it is shown."""

    def __init__(self, label: str):
        self.label = label
        super().__init__("")

    @property
    def says(self):
        found = re.search(rf"^(\d+)\. {self.label}", self.asked[-1]["messages"][-1]["content"], re.MULTILINE)
        return found.group(1) if found else "0"

    @says.setter
    def says(self, _):
        pass


class Summaries(unittest.TestCase):
    def house(self, **settings):
        server = Server(**settings)
        self.addCleanup(server.close)
        owner = server.administrator()
        library = owner.call("POST", "/api/v1/libraries", {"name": "house"}).json["id"]
        return server, owner, library

    def add(self, owner, library, name, text):
        document = owner.upload(library, name, text.encode()).json["document"]["document_id"]
        self.assertEqual(owner.wait_until_done(document)["state"], "ready")
        return document

    def writer(self, writer):
        self.addCleanup(writer.server_close)
        self.addCleanup(writer.shutdown)
        return writer

    def summarise(self, asker, status=200, **body):
        answer = asker.call("POST", "/api/v1/summaries", body)
        self.assertEqual(answer.status, status, answer.body)
        return answer.json

    def classify(self, asker, status=200, **body):
        answer = asker.call("POST", "/api/v1/classifications", body)
        self.assertEqual(answer.status, status, answer.body)
        return answer.json

    def test_without_a_model_the_most_central_sentences_are_quoted(self):
        _, owner, library = self.house()
        document = self.add(owner, library, "手册.md", HANDBOOK)
        summary = self.summarise(owner, document=document, length="short")
        self.assertEqual(summary["model"], "extractive")
        self.assertIsNone(summary["without_model"])
        self.assertEqual(summary["language"], "zh")
        self.assertEqual(len(summary["points"]), 3)
        for point in summary["points"]:
            citation = point["sentence"]["citations"][0]
            self.assertEqual(citation["document_id"], document)
            self.assertIn(citation["quote"], HANDBOOK)
            self.assertEqual(citation["quote"], point["sentence"]["text"])
        self.assertEqual(len({point["heading"] for point in summary["points"]}), 3)  # all chapters
        again = self.summarise(owner, document=document, length="short")
        self.assertEqual(summary["points"], again["points"])
        one = self.summarise(owner, document=document, heading="病假", sentences=5)
        self.assertEqual({point["heading"] for point in one["points"]}, {"员工手册 > 第二章 病假"})

    def test_several_documents_have_a_sentence_each(self):
        _, owner, library = self.house()
        documents = [self.add(owner, library, name, text)
                     for name, text in (("手册.md", HANDBOOK), ("match.txt", MATCH), ("lender.txt", LENDER))]
        summary = self.summarise(owner, documents=documents, sentences=1)
        self.assertEqual([point["source"] for point in summary["points"]], [0, 1, 2])
        self.assertEqual([source["title"] for source in summary["sources"]], ["员工手册", "match.txt", "lender.txt"])

    def test_a_model_reads_part_by_part_and_each_sentence_is_proven(self):
        writer = self.writer(Writer("员工每年有15天带薪年假。[1]病假期间发放基本工资的80%。[2]公司由马云创办。[1]"))
        _, owner, library = self.house(generator=writer.address)
        document = self.add(owner, library, "手册.md", HANDBOOK)
        summary = self.summarise(owner, document=document)
        self.assertEqual(summary["model"], "house-model")
        self.assertEqual([point["sentence"]["text"] for point in summary["points"]],
                         ["员工每年有15天带薪年假。", "病假期间发放基本工资的80%。"])
        self.assertEqual(summary["points"][1]["sentence"]["citations"][0]["quote"], "病假期间公司发放基本工资的80%。")
        self.assertEqual([one["text"] for one in summary["unproven"]], ["公司由马云创办。"])
        self.assertEqual(self.summarise(owner, document=document, extractive=True)["model"], "extractive")
        other = self.summarise(owner, document=document, language="en")
        self.assertEqual(other["model"], "extractive")
        self.assertIn("another language", other["without_model"])

    def test_progress_comes_before_the_summary(self):
        writer = self.writer(Writer("员工每年有15天带薪年假。[1]"))
        _, owner, library = self.house(generator=writer.address)
        document = self.add(owner, library, "手册.md", HANDBOOK)
        answer = owner.call("POST", "/api/v1/summaries", {"document": document}, headers={"Accept": "text/event-stream"})
        events = [block.split("\ndata: ") for block in answer.body.decode().strip().split("\n\n")]
        self.assertEqual(events[0][0], "event: progress")
        self.assertEqual(events[-1][0], "event: done")
        told = [json.loads(data) for name, data in events if name == "event: progress"]
        self.assertEqual([one["done"] for one in told], sorted(one["done"] for one in told))
        self.assertEqual(len(json.loads(events[-1][1])["points"]), 1)

    def test_a_model_that_is_away_or_says_nothing_true_leaves_the_quotes(self):
        for writer, reason in ((None, "127.0.0.1:9"), (self.writer(Writer("")), "no passage proves"),
                               (self.writer(Writer("月球由奶酪构成。[1]")), "no passage proves")):
            _, owner, library = self.house(generator=writer.address if writer else "http://127.0.0.1:9/v1")
            document = self.add(owner, library, "手册.md", HANDBOOK)
            summary = self.summarise(owner, document=document)
            self.assertEqual(summary["model"], "extractive")
            self.assertIn(reason, summary["without_model"])
            self.assertGreater(len(summary["points"]), 2)

    def test_what_may_not_be_read_is_not_there(self):
        server, owner, library = self.house()
        document = self.add(owner, library, "手册.md", HANDBOOK)
        stranger = server.user(owner, "stranger")
        for path, body in (("/api/v1/summaries", {}), ("/api/v1/classifications", {"labels": ["a"]})):
            hidden = stranger.call("POST", path, {"document": document, **body})
            missing = stranger.call("POST", path, {"document": "d_0123456789abcdef", **body})
            self.assertEqual(hidden.status, 404)
            self.assertEqual(missing.status, 404)
            self.assertEqual(hidden.json["detail"].replace(document, ""),
                             missing.json["detail"].replace("d_0123456789abcdef", ""))

    def test_bad_input_is_told_what_is_wrong(self):
        _, owner, library = self.house()
        document = self.add(owner, library, "手册.md", HANDBOOK)
        broken = owner.upload(library, "broken.pdf", b"%PDF-1.4 nothing").json["document"]["document_id"]
        owner.wait_until_done(broken)
        self.assertIn("could not be read", self.summarise(owner, 409, document=broken)["detail"])
        for status, body in ((400, {}), (400, {"documents": []}), (400, {"documents": [document, document]}),
                             (400, {"document": document, "sentences": 0}), (400, {"document": document, "sentences": 51}),
                             (400, {"document": document, "length": "huge"}), (409, {"document": document, "heading": "无"}),
                             (400, {"document": document, "first_page": 5, "last_page": 2}),
                             (413, {"documents": [f"d_{number}" for number in range(51)]}),
                             (404, {"document": document, "revision": 7})):
            self.summarise(owner, status, **body)
        for status, body in ((400, {}), (400, {"labels": []}), (400, {"labels": ["a", "Ａ"]}), (400, {"labels": [" "]}),
                             (413, {"labels": [f"l{number}" for number in range(10_000)]}),
                             (400, {"labels": ["a"], "most": 0}), (400, {"labels": [{"nam": "a"}]})):
            self.classify(owner, status, document=document, **body)

    def test_labels_are_told_apart_by_what_other_documents_say(self):
        _, owner, library = self.house()
        self.add(owner, library, "sport.txt", "Sport news: the football side won the match, and its keeper saved a penalty.\n")
        self.add(owner, library, "finance.txt", "Finance news: the bank raised the interest on its loan, and its profit fell.\n")
        match = self.add(owner, library, "match.txt", MATCH)
        lender = self.add(owner, library, "lender.txt", LENDER)
        for document, label in ((match, "sport"), (lender, "finance")):
            found = self.classify(owner, document=document, labels=["sport", "finance", "gardening"])
            self.assertEqual(found["scores"][0]["label"], label)
            self.assertTrue(found["scores"][0]["fits"])
            self.assertTrue(found["scores"][0]["evidence"][0]["citations"])
            self.assertAlmostEqual(sum(score["confidence"] for score in found["scores"]) + found["none"], 1, places=6)
        self.assertFalse(self.classify(owner, document=match, labels=["gardening", "chemistry"])["scores"][0]["fits"])

    def test_what_one_may_not_read_does_not_vote(self):
        server, owner, library = self.house()
        closed = owner.call("POST", "/api/v1/libraries", {"name": "closed"}).json["id"]
        reader = server.user(owner, "reader")
        reader_id = reader.get("/api/v1/me").json["user"]["id"]
        granted = owner.call("PUT", f"/api/v1/libraries/{library}/grants/{reader_id}", {"role": "reader"})
        self.assertLess(granted.status, 300)
        document = self.add(owner, library, "match.txt", MATCH)
        labels = ["sport", "finance"]
        before = self.classify(reader, document=document, labels=labels)["scores"]
        for name, text in (("a.txt", "Sport: the keeper saved a penalty and the striker scored.\n"),
                           ("b.txt", "The home side won another match when its striker was back in the second half.\n")):
            hidden = self.add(owner, closed, name, text)
            tagged = owner.call("PUT", f"/api/v1/documents/{hidden}/tags", {"tags": ["sport"]})
            self.assertEqual(tagged.json["tags"], ["sport"])
        self.assertEqual(self.classify(reader, document=document, labels=labels)["scores"], before)
        seen = self.classify(owner, document=document, labels=labels)["scores"][0]
        self.assertEqual((seen["label"], seen["tagged_alike"]), ("sport", 2))

    def test_what_fits_becomes_a_tag_for_editors_only(self):
        server, owner, library = self.house()
        document = self.add(owner, library, "match.txt", MATCH)
        reader = server.user(owner, "reader")
        reader_id = reader.get("/api/v1/me").json["user"]["id"]
        owner.call("PUT", f"/api/v1/libraries/{library}/grants/{reader_id}", {"role": "reader"})
        labels = [{"name": "sport", "description": "football match, keeper, penalty"}, {"name": "finance"}]
        self.classify(reader, 403, document=document, labels=labels, apply=True)
        self.assertEqual(owner.get(f"/api/v1/documents/{document}").json["tags"], [])
        self.assertEqual(self.classify(owner, document=document, labels=labels, apply=True)["applied"], ["sport"])
        self.assertEqual(owner.get(f"/api/v1/documents/{document}").json["tags"], ["sport"])
        self.assertEqual(self.classify(owner, document=document, labels=labels, apply=True)["applied"], [])

    def test_a_model_chooses_the_label_when_it_stays_with_it(self):
        sorter = self.writer(Sorter("finance"))
        _, owner, library = self.house(generator=sorter.address)
        document = self.add(owner, library, "lender.txt", LENDER)
        found = self.classify(owner, document=document, labels=["sport", "finance", "gardening"])
        self.assertEqual(found["model"], "house-model")
        self.assertEqual(found["scores"][0]["label"], "finance")
        self.assertEqual(len(sorter.asked), 2)
        fixed = self.writer(Writer("1"))
        _, owner, library = self.house(generator=fixed.address)
        document = self.add(owner, library, "lender.txt", LENDER)
        found = self.classify(owner, document=document, labels=["sport", "finance"])
        self.assertEqual(found["model"], "words")
        self.assertIn("turned round", found["without_model"])

    def test_the_commands_say_the_same(self):
        server, owner, library = self.house()
        self.add(owner, library, "手册.md", HANDBOOK)
        shown = server.command("summarize", "手册.md", "--length", "short", "--lang", "zh")
        self.assertIn("出处", shown)
        self.assertIn("[3]", shown)
        summary = json.loads(server.command("summarize", "员工手册", "--sentences", "2", "--json"))
        self.assertEqual(len(summary["points"]), 2)
        server.command("summarize", "nowhere.txt", expect=3)
        server.command("summarize", "手册.md", "--pages", "x", expect=2)
        labels = ("--label", "人事制度: 年假 病假 考勤", "--label", "采购合同")
        self.assertIn("人事制度", server.command("classify", "手册.md", *labels, "--apply"))
        found = json.loads(server.command("classify", "手册.md", *labels, "--json"))[0]
        self.assertEqual(found["scores"][0]["label"], "人事制度")
        self.assertEqual(json.loads(server.command("documents", "--json"))[0]["tags"], ["人事制度"])


if __name__ == "__main__":
    unittest.main()
