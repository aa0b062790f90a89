#!/usr/bin/env python3
"""What can be wrong with a question, a conversation or documents, as a user meets it: an honest answer or refusal, said as
such, and the conversation goes on."""
import json
import time
import unittest
import urllib.parse

from wenyuan_server import Server

TEXTS = {
    "年假.md": "# 休假制度\n\n## 年假\n\n员工每年享有15天带薪年假。未使用的年假可以顺延至次年3月31日。\n",
    "病假.md": "# 休假制度\n\n## 病假\n\n员工每年享有12天带薪病假，病假需要医院证明。\n",
    "leave.md": "# Leave\n\n## Sick leave\n\nEmployees get 12 days of sick leave a year.\n\n## Annual leave\n\nEmployees get "
                "15 days of annual leave a year. Unused annual leave expires on 31 March.\n",
    "访客.md": "# 访客须知\n\n访客须在前台登记并佩戴胸牌。停车场在地下二层。\n",
}
QUESTION = "员工每年有几天带薪年假？"
LEFT_OUT = ("elapsed_ms",)


def fill(server: Server, texts=None, name: str = "人事"):
    owner = server.administrator()
    library = owner.call("POST", "/api/v1/libraries", {"name": name}).json["id"]
    for file, text in (texts or TEXTS).items():
        put(owner, library, file, text)
    return owner, library


def put(owner, library: str, name: str, text: str, tags=()) -> str:
    query = urllib.parse.urlencode({"name": name, "tag": list(tags)}, doseq=True)
    received = owner.call("POST", f"/api/v1/libraries/{library}/documents?{query}", raw=text.encode(),
                          headers={"Content-Type": "application/octet-stream"})
    document = owner.wait_until_done(received.json["document"]["document_id"])
    assert document["state"] == "ready", document
    return document["document_id"]


class Questions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(settings='[answers]\nask_a_person = "hr@example.com"\n')
        cls.owner, cls.library = fill(cls.server)
        cls.reader = cls.server.user(cls.owner, "reader")
        cls.owner.call("PUT", f"/api/v1/libraries/{cls.library}/grants/reader", {"role": "reader"})

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def ask(self, question: str, before=None, asker=None, status: int = 200):
        body = {"question": question} | ({"before": before} if before is not None else {})
        answer = (asker or self.owner).call("POST", "/api/v1/ask", body)
        self.assertEqual(answer.status, status, answer.body)
        return answer.json

    def honest(self, answer):
        """Sentences that stand word for word in what they cite, or a refusal that says so."""
        if answer["refused"]:
            self.assertEqual(answer["sentences"], [])
            self.assertTrue(answer["answer"])
            self.assertEqual(answer["searched"], ["人事"])
        else:
            for sentence in answer["sentences"]:
                self.assertTrue(sentence["citations"], sentence)

    def still_works(self):
        self.assertIn("15天", self.ask(QUESTION)["answer"])

    def test_a_follow_up_is_understood_from_the_turn_before(self):
        first = self.ask(QUESTION)
        self.assertIsNone(first["understood"])
        second = self.ask("那病假呢？", [{"question": QUESTION, "answer": first["answer"]}])
        self.assertEqual(second["question"], "那病假呢？")
        self.assertIn("病假", second["understood"])
        self.assertIn("12天", second["answer"])
        third = self.ask("What about sick leave?", [{"question": "How many days of annual leave do employees get?",
                                                     "answer": "Employees get 15 days of annual leave a year."}])
        self.assertIn("12 days", third["answer"])

    def test_a_complete_question_needs_no_turn_before(self):
        alone = self.ask("访客须在哪里登记并佩戴什么？")
        beside = self.ask("访客须在哪里登记并佩戴什么？", [{"question": QUESTION, "answer": "15天"}])
        self.assertEqual([alone[name] for name in alone if name not in LEFT_OUT],
                         [beside[name] for name in beside if name not in LEFT_OUT])

    def test_odd_questions_get_an_honest_answer_or_refusal(self):
        odd = {"one character": "年", "one letter": "x", "a mark": "？", "function words": "的了吗呢", "stop words": "what is the of",
               "three languages": "Wie viele days 的年假 haben employees im Jahr?", "emoji": "🎉🎉🎉", "emoji and words": "年假🎉有几天？",
               "control characters": "年假\u0001\u0007有\u001b[31m几天？", "a null character": "年假\u0000有几天？",
               "a direction mark": "\u202e年假有几天？", "a joined emoji": "👩‍👩‍👧‍👦", "private use": "\ue000\uf8ff", "blanks": "年  假   有 几 天",
               "no character": "\ufffe\uffff", "operators": '"""(((-+*:', "a lone quotation mark": '"年假'}
        for what, question in odd.items():
            with self.subTest(what):
                answer = self.owner.call("POST", "/api/v1/ask", {"question": question})
                self.assertEqual(answer.status, 200, answer.body)
                self.honest(answer.json)
                follow = self.owner.call("POST", "/api/v1/ask", {"question": question, "before": [
                    {"question": QUESTION, "answer": "员工每年享有15天带薪年假。"}]})
                self.assertEqual(follow.status, 200, follow.body)
                self.honest(follow.json)
                after = self.owner.call("POST", "/api/v1/ask", {"question": "那病假呢？", "before": [
                    {"question": question, "answer": question}]})
                self.assertEqual(after.status, 200, after.body)
        self.still_works()

    def test_an_empty_question_is_said_to_be_one(self):
        for question in ("", "   ", "\n"):
            refused = self.owner.call("POST", "/api/v1/ask", {"question": question})
            self.assertEqual(refused.status, 400, refused.body)
            self.assertTrue(refused.json["detail"])

    def test_ten_thousand_words_are_answered_or_refused_with_the_limit(self):
        words = " ".join(f"word{number}" for number in range(10_000))
        for question in ("年假有几天？ " + words, "年假可以顺延吗？" * 1_000, "a " * 10_000):
            begin = time.monotonic()
            answer = self.owner.call("POST", "/api/v1/ask", {"question": question, "before": [
                {"question": question[:5_000], "answer": question[:5_000]}]})
            self.assertLess(time.monotonic() - begin, 30)
            self.assertIn(answer.status, (200, 400), answer.body[:300])
            if answer.status == 400:
                self.assertIn("32768", answer.json["detail"])
        self.still_works()

    def test_what_is_no_text_is_refused_and_said(self):
        for raw in (b'{"question":"\\ud800"}', b'{"question":"\\udc00\\ud800 \xe5\xb9\xb4"}', b'{"question":"\xff\xfe"}',
                    b'{"question":"\xe5\xb9"}', b'{"question":"a', b'[]', b'{"question":7}', b''):
            refused = self.owner.call("POST", "/api/v1/ask", raw=raw, headers={"Content-Type": "application/json"})
            self.assertEqual(refused.status, 400, (raw, refused.body))
            self.assertTrue(refused.json["detail"], raw)
        self.still_works()

    def test_a_conversation_of_another_form_is_refused_and_said(self):
        wrong = ["年假", {"question": "年假"}, ["年假"], [{"answer": "15天"}], [{"question": 7}], [{"question": "a", "answer": ["b"]}],
                 [{"question": "a", "thinking": "b"}], [{"question": "a"}] * 201, [{"question": "a", "answer": "b" * 300_000}]]
        for before in wrong:
            refused = self.owner.call("POST", "/api/v1/ask", {"question": QUESTION, "before": before})
            self.assertEqual(refused.status, 400, (str(before)[:80], refused.body))
            self.assertIn("before", refused.json["detail"])
            chinese = self.owner.call("POST", "/api/v1/ask", {"question": QUESTION, "before": before},
                                      headers={"Accept-Language": "zh"})
            self.assertIn("字段", chinese.json["detail"])
        self.assertIn("15天", self.ask(QUESTION, [])["answer"])
        long = [{"question": f"第{number}个问题？", "answer": "好" * 400} for number in range(199)]
        self.assertIn("12天", self.ask("那病假呢？", [*long, {"question": QUESTION}])["answer"])

    def test_a_refusal_says_what_was_searched_what_comes_near_and_whom_to_ask(self):
        for language, question in (("zh", "年假期间公司报销量子计算机的费用上限是多少？"),
                                   ("en", "What is the reimbursement limit for quantum computers during annual leave?")):
            answer = self.ask(question)
            self.assertTrue(answer["refused"], answer["answer"])
            self.honest(answer)
            self.assertTrue(answer["passages"])
            self.assertTrue(answer["topics"])
            self.assertEqual(answer["ask_a_person"], "hr@example.com")
            for part in ("人事", answer["topics"][0], "hr@example.com"):
                self.assertIn(part, answer["answer"])
            self.assertIn("没有找到" if language == "zh" else "do not answer", answer["answer"])
        self.assertIsNone(self.ask(QUESTION)["ask_a_person"])

    def test_what_the_asker_may_not_read_is_as_if_it_did_not_exist(self):
        turn = {"question": "冷杉项目的预算是多少？", "answer": "冷杉项目的预算为九百万元。"}
        cases = [("冷杉项目的预算是多少？", None), ("冷杉项目由谁负责？", [turn]), ("它的负责人是谁？", [turn]), ("那赤松项目呢？", [turn]),
                 ("为什么？", [turn]), ("负责人是谁？", [{"question": "冷杉", "answer": ""}]), (QUESTION, [turn]), ("那病假呢？", [turn]),
                 ("预算", [turn]), ("冷杉", [])]

        def told(asker):
            answers = [self.ask(question, before, asker) for question, before in cases]
            return json.dumps([{name: value for name, value in answer.items() if name not in LEFT_OUT} for answer in answers],
                              sort_keys=True, ensure_ascii=False)

        before = told(self.reader)
        other = self.owner.call("POST", "/api/v1/libraries", {"name": "董事会机密"}).json["id"]
        put(self.owner, other, "冷杉.md", "# 冷杉项目\n\n冷杉项目的预算为九百万元，负责人是赵一鸣。\n")
        secret = put(self.owner, self.library, "赤松.md", "# 冷杉项目与赤松项目\n\n赤松项目的预算为五百万元，病假不计，负责人是钱二虎。\n")
        restricted = self.owner.call("PUT", f"/api/v1/documents/{secret}/readers", {"restricted": True, "readers": []})
        self.assertEqual(restricted.status, 200, restricted.body)
        self.assertIn("九百万", self.ask(*cases[0], self.owner)["answer"])
        self.assertIn("赵一鸣", self.ask(*cases[2], self.owner)["answer"])
        after = told(self.reader)
        self.assertEqual(before, after)
        for hidden in ("董事会", "赵一鸣", "钱二虎", "赤松.md"):
            self.assertNotIn(hidden, after)
        self.owner.call("DELETE", f"/api/v1/documents/{secret}")
        self.owner.call("DELETE", f"/api/v1/libraries/{other}")

    def test_a_conversation_on_the_command_line(self):
        said = self.server.command("ask", typed=f"{QUESTION}\n\n那病假呢？\n")
        self.assertIn("15天", said)
        self.assertIn("12天", said)
        lines = self.server.command("ask", "--json", typed=f"{QUESTION}\n那病假呢？\n/new\n那病假呢？\n").splitlines()
        answers = [json.loads(line) for line in lines]
        self.assertEqual(len(answers), 3)
        self.assertIn("12天", answers[1]["answer"])
        self.assertIsNone(answers[2]["understood"])
        going_on = self.server.command("ask", typed="a " * 20_000 + f"\n{QUESTION}\n", expect=2)
        self.assertIn("15天", going_on)


class Validity(unittest.TestCase):
    def test_documents_that_contradict_are_both_shown_the_newest_valid_one_first(self):
        server = Server()
        self.addCleanup(server.close)
        owner = server.administrator()
        library = owner.call("POST", "/api/v1/libraries", {"name": "制度"}).json["id"]
        for name, days, tags in (("差旅2023.md", "100", ["date:2023-01-01"]), ("差旅2025.md", "150", ["date:2025-01-01"]),
                                 ("差旅2019.md", "80", ["date:2019-01-01", "valid-until:2020-12-31"])):
            put(owner, library, name, f"# 差旅规定\n\n国内出差的住宿补贴标准为每天{days}元。\n", tags)
        answer = owner.call("POST", "/api/v1/ask", {"question": "国内出差的住宿补贴标准是每天多少元？"}).json
        self.assertFalse(answer["refused"])
        order = [sentence["citations"][0]["title"] for sentence in answer["sentences"]]
        said = answer["answer"]
        self.assertIn("150元", said)
        self.assertIn("100元", said, answer["answer"])
        self.assertLess(said.index("150元"), said.index("100元"), order)
        if "80元" in said:
            self.assertLess(said.index("100元"), said.index("80元"), order)


if __name__ == "__main__":
    unittest.main()
