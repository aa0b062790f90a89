#!/usr/bin/env python3
"""What a model can do wrong while it writes an answer, as a user meets it: an honest answer or refusal, said as such, and
the conversation goes on."""
import json
import socket
import threading
import time
import unittest

from chat_stub import ChatStub
from wenyuan_server import Server

TEXTS = {
    "年假.md": "# 休假制度\n\n## 年假\n\n员工每年享有15天带薪年假。未使用的年假可以顺延至次年3月31日。\n",
    "病假.md": "# 休假制度\n\n## 病假\n\n员工每年享有12天带薪病假，病假需要医院证明。\n",
    "访客.md": "# 访客须知\n\n访客须在前台登记并佩戴胸牌。停车场在地下二层。\n",
}
QUESTION = "员工每年有几天带薪年假？"


GOOD = "员工每年享有15天带薪年假。[1]"


def says(*pieces, name: str = "content"):
    def act(chat):
        for piece in pieces:
            chat.say(piece, name)
        chat.end()
    return act


def loops(chat):
    for _ in range(100_000):
        chat.say(GOOD)


def thinks_without_end(chat):
    for _ in range(100_000):
        chat.say("让我再想想年假。", "reasoning_content")


def half_a_character(chat):
    chat.raw(b'data: {"choices": [{"delta": {"content": "\xe5\xb9"}}]}\n\n')
    chat.end()


def half_a_character_escaped(chat):
    chat.raw(b'data: {"choices": [{"delta": {"content": "' + GOOD.encode() + b'\\ud83d"}}]}\n\n')
    chat.end()


def dies(chat):
    chat.say("员工每年享有15天")
    chat.connection.shutdown(socket.SHUT_RDWR)


def dies_behind_a_sentence(chat):
    chat.say(GOOD + "未使用的年假")
    chat.connection.shutdown(socket.SHUT_RDWR)


def dies_in_an_event(chat):
    chat.raw(b'data: {"choices": [{"delta": {"con')
    chat.connection.shutdown(socket.SHUT_RDWR)


def speaks_no_json(chat):
    chat.raw(b"data: <html>504 Gateway Time-out</html>\n\n")
    chat.end()


class BadModels(unittest.TestCase):
    """The documents are there, so the answer is, whatever the model does; what it could not do is said."""

    @classmethod
    def setUpClass(cls):
        cls.model = ChatStub(says())
        cls.server = Server(generator=cls.model.address, settings='generator_seconds = 12\n')
        cls.owner = cls.server.administrator()
        library = cls.owner.call("POST", "/api/v1/libraries", {"name": "人事"}).json["id"]
        for name, text in TEXTS.items():
            received = cls.owner.upload(library, name, text.encode())
            cls.owner.wait_until_done(received.json["document"]["document_id"])

    @classmethod
    def tearDownClass(cls):
        cls.server.close()
        cls.model.shutdown()
        cls.model.server_close()

    def ask(self, act, question: str = QUESTION, stream: bool = False, within: float = 60):
        self.model.act = act
        begin = time.monotonic()
        headers = {"Accept": "text/event-stream"} if stream else {}
        answer = self.owner.call("POST", "/api/v1/ask", {"question": question}, headers=headers)
        self.assertLess(time.monotonic() - begin, within)
        self.assertEqual(answer.status, 200, answer.body)
        if not stream:
            return answer.json
        events = [block.split("\ndata: ") for block in answer.body.decode().strip().split("\n\n")]
        name, data = events[-1]
        self.assertEqual(name, "event: done", events[-1])
        return json.loads(data)

    def honest(self, answer):
        for sentence in answer["sentences"]:
            self.assertTrue(sentence["citations"], sentence)
            for citation in sentence["citations"]:
                self.assertIn(citation["quote"], "".join(TEXTS.values()).replace("\n", ""))
        if answer["refused"]:
            self.assertEqual(answer["sentences"], [])
            self.assertTrue(answer["answer"])
        self.assertNotIn("[1]", answer["answer"])
        self.assertNotIn("[99]", answer["answer"])

    def goes_on(self):
        answer = self.ask(says("员工每年享有12天带薪病假。[1]"), "员工每年有几天带薪病假？")
        self.assertEqual(answer["model"], "house-model")
        self.assertIsNone(answer["without_model"])
        self.assertIn("12天", answer["answer"])

    def test_each_of_them_and_the_next_question_works(self):
        acts = {"loops": loops, "a word without end": says(*["年假"] * 400), "thinks without end": thinks_without_end,
                "nothing": says(), "an empty piece": says(""), "blanks": says("  \n \n "), "cites 99": says("员工每年享有15天带薪年假。[99]"),
                "cites 99 and lies": says("员工每年享有30天带薪年假。[99]"), "cites what overflows": says("年假。[99999999999999999999999]"),
                "half a character": half_a_character, "half a character escaped": half_a_character_escaped, "dies": dies,
                "dies behind a sentence": dies_behind_a_sentence, "dies in an event": dies_in_an_event, "no JSON": speaks_no_json,
                "marks alone": says("[1][1][1]。。。"), "thinks in its answer": says("<think>也许是30天？</think>" + GOOD)}
        for what, act in acts.items():
            for stream in (False, True):
                with self.subTest(what, stream=stream):
                    answer = self.ask(act, stream=stream)
                    self.honest(answer)
                    said = answer["answer"]
                    self.assertFalse(answer["refused"] and not answer["passages"], said)
                    self.assertTrue("15天" in said or answer["refused"], said)
                    self.assertNotIn("30天", said)
                    self.assertNotIn("年假年假", said)
                    if what in ("nothing", "an empty piece", "blanks"):
                        self.assertIn("returned nothing", answer["without_model"])
                    if what in ("half a character", "dies", "dies in an event", "no JSON"):
                        self.assertTrue(answer["without_model"], answer)
                        self.assertIn("15天", said)
            with self.subTest(what + ", then"):
                self.goes_on()

    def test_one_that_hangs_is_waited_for_no_longer_than_the_settings_say(self):
        done = threading.Event()
        self.addCleanup(done.set)
        for what, act in {"at once": lambda chat: done.wait(60),
                          "behind a sentence": lambda chat: (chat.say(GOOD + "未使用"), done.wait(60))}.items():
            with self.subTest(what):
                answer = self.ask(act, within=40)
                self.honest(answer)
                self.assertIn("15天", answer["answer"])
                self.assertTrue(answer["without_model"])
        # It is left alone for a while; until it is asked again, the answer is there without it.
        end = time.monotonic() + 90
        while time.monotonic() < end:
            answer = self.ask(says("员工每年享有12天带薪病假。[1]"), "员工每年有几天带薪病假？")
            self.assertIn("12天", answer["answer"])
            if answer["model"] == "house-model":
                return
            self.assertTrue(answer["without_model"])
            time.sleep(1)
        self.fail("the model was not asked again")


if __name__ == "__main__":
    unittest.main()
