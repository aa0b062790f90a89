#!/usr/bin/env python3
"""Answers that a model writes, on the real server: a server of the user that speaks OpenAI's API, and its absence."""
import json
import unittest

from chat_stub import Writer
from wenyuan_server import Server

TEXT = "员工每年享有15天带薪年假。未使用的年假可以顺延至次年3月31日。"
OTHERS = ("病假需要医院证明，病假期间发放基本工资的80%。", "服务默认监听8480端口，可用环境变量修改。", "访客须在前台登记并佩戴胸牌。")
QUESTION = "员工每年有几天带薪年假？"


class GeneratedAnswerTest(unittest.TestCase):
    def house(self, generator: str):
        server = Server(generator=generator)
        self.addCleanup(server.close)
        owner = server.administrator()
        library = owner.call("POST", "/api/v1/libraries", {"name": "house"}).json["id"]
        for number, text in enumerate((TEXT, *OTHERS)):
            received = owner.upload(library, f"手册{number}.txt", text.encode())
            owner.wait_until_done(received.json["document"]["document_id"])
        return owner

    def writer(self, says: str, thinks: str = "") -> Writer:
        writer = Writer(says, thinks)
        self.addCleanup(writer.server_close)
        self.addCleanup(writer.shutdown)
        return writer

    def test_each_sentence_comes_with_the_passage_that_proves_it(self):
        writer = self.writer("员工每年有15天带薪年假。[1]公司由马云创办。[1]")
        answer = self.house(writer.address).call("POST", "/api/v1/ask", {"question": QUESTION}).json
        self.assertEqual(answer["model"], "house-model")
        self.assertEqual([sentence["text"] for sentence in answer["sentences"]], ["员工每年有15天带薪年假。"])
        self.assertEqual(answer["sentences"][0]["citations"][0]["quote"], "员工每年享有15天带薪年假。")
        self.assertEqual([left_out["text"] for left_out in answer["unproven"]], ["公司由马云创办。"])
        self.assertIsNone(answer["without_model"])
        self.assertIn(TEXT[:13], writer.asked[0]["messages"][1]["content"])

    def test_thinking_is_streamed_apart(self):
        writer = self.writer("员工每年有15天带薪年假。[1]", thinks="先看年假的规定，共20天？")
        response = self.house(writer.address).call("POST", "/api/v1/ask", {"question": QUESTION},
                                                   headers={"Accept": "text/event-stream"})
        events = [block.split("\ndata: ") for block in response.body.decode().strip().split("\n\n")]
        thought = "".join(json.loads(data)["text"] for name, data in events if name == "event: thinking")
        self.assertEqual(thought, writer.thinks)
        done = json.loads(next(data for name, data in events if name == "event: done"))
        self.assertEqual(done["answer"], "员工每年有15天带薪年假。")
        self.assertEqual(done["thinking"], writer.thinks)

    def test_what_the_passages_do_not_answer_is_not_asked(self):
        writer = self.writer("员工每年有15天带薪年假。[1]")
        answer = self.house(writer.address).call("POST", "/api/v1/ask", {"question": "量子纠缠的原理是什么？"}).json
        self.assertTrue(answer["refused"])
        self.assertEqual(writer.asked, [])

    def test_a_model_that_is_away_is_an_answer_without_it(self):
        owner = self.house("http://127.0.0.1:9/v1")
        answer = owner.call("POST", "/api/v1/ask", {"question": QUESTION}).json
        self.assertEqual(answer["model"], "extractive")
        self.assertFalse(answer["refused"])
        self.assertIn("127.0.0.1:9", answer["without_model"])
        quoted = owner.call("POST", "/api/v1/ask", {"question": QUESTION, "extractive": True}).json
        self.assertIsNone(quoted["without_model"])


if __name__ == "__main__":
    unittest.main()
