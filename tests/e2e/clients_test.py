#!/usr/bin/env python3
"""The house as other programs know one: OpenAI's chat completions, and MCP over HTTP and standard input and output."""
import json
import subprocess
import unittest

from wenyuan_server import PROGRAM, Asker, Server

TEXT = "员工每年享有15天带薪年假。未使用的年假可以顺延至次年3月31日。"
OTHERS = ("病假需要医院证明，病假期间发放基本工资的80%。", "服务默认监听8480端口，可用环境变量修改。", "访客须在前台登记并佩戴胸牌。")
QUESTION = "员工每年有几天带薪年假？"


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.admin = cls.server.administrator()
        library = cls.admin.call("POST", "/api/v1/libraries", {"name": "人事制度"}).json["id"]
        cls.documents = []
        for number, text in enumerate((TEXT, *OTHERS)):
            received = cls.admin.upload(library, f"手册{number}.txt", text.encode())
            cls.documents.append(cls.admin.wait_until_done(received.json["document"]["document_id"])["document_id"])
        cls.admin.call("PUT", f"/api/v1/documents/{cls.documents[1]}/readers", {"restricted": True, "readers": []})
        cls.reader = cls.with_token("reader")
        cls.admin.call("PUT", f"/api/v1/libraries/{library}/grants/reader", {"role": "reader"})
        cls.stranger = cls.with_token("stranger")

    @classmethod
    def with_token(cls, name: str) -> Asker:
        asker = Asker(cls.server.port)
        asker.token = cls.server.user(cls.admin, name).call("POST", "/api/v1/tokens", {"name": "client"}).json["secret"]
        return asker

    @classmethod
    def tearDownClass(cls):
        cls.server.close()

    def chat(self, asker: Asker, question=QUESTION, **members):
        return asker.call("POST", "/v1/chat/completions",
                          {"model": "wenyuan", "messages": [{"role": "user", "content": question}], **members})

    def mcp(self, asker: Asker, method: str, params=None):
        return asker.call("POST", "/mcp", {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}).json

    def bridge(self, token: str, *lines: str, arguments=()) -> list:
        """What `wenyuan mcp` says to these lines."""
        done = subprocess.run([PROGRAM, "mcp", *arguments], env={**self.server.environment, "WENYUAN_TOKEN": token},
                              input="".join(line + "\n" for line in lines), capture_output=True, text=True, timeout=60,
                              check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_a_completion_is_cited(self):
        said = self.chat(self.reader).json
        message = said["choices"][0]["message"]
        place = message["annotations"][0]["url_citation"]
        self.assertEqual(message["content"][place["start_index"]:place["end_index"]], "员工每年享有15天带薪年假。")
        self.assertIn(f"/#/documents/{self.documents[0]}?", place["url"])
        self.assertFalse(said["wenyuan"]["refused"])

    def test_a_stream_ends_with_its_annotations(self):
        body = self.chat(self.reader, stream=True).body.decode()
        events = [block.removeprefix("data: ") for block in body.strip().split("\n\n")]
        self.assertEqual(events[-1], "[DONE]")
        chunks = [json.loads(event) for event in events[:-1]]
        text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
        self.assertEqual(text, self.chat(self.reader).json["choices"][0]["message"]["content"])
        self.assertEqual(chunks[-1]["choices"][0]["finish_reason"], "stop")
        self.assertTrue(chunks[-1]["choices"][0]["delta"]["annotations"])

    def test_what_has_expired_is_marked_wherever_it_is_said(self):
        document, question = self.documents[3], "访客须在前台做什么？"
        self.admin.call("PUT", f"/api/v1/documents/{document}/tags", {"tags": ["有效期至：2024-12-31"]})
        said = self.reader.call("POST", "/api/v1/ask", {"question": question}).json
        self.assertEqual(said["sentences"][0]["expired_on"], "2024-12-31", said)
        self.assertEqual(said["sentences"][0]["citations"][0]["expired_on"], "2024-12-31")
        hit = self.reader.call("POST", "/api/v1/search", {"query": "访客 前台"}).json["hits"][0]
        self.assertEqual(hit["expired_on"], "2024-12-31")
        self.assertIn("已于 2024-12-31 失效", self.chat(self.reader, question).json["choices"][0]["message"]["content"])
        told = self.mcp(self.reader, "tools/call", {"name": "ask", "arguments": {"question": question}})["result"]
        self.assertIn("expired on 2024-12-31", told["content"][0]["text"])
        self.assertIn("2024-12-31", self.server.command("ask", question, "--extractive"))
        self.admin.call("PUT", f"/api/v1/documents/{document}/tags", {"tags": []})
        said = self.reader.call("POST", "/api/v1/ask", {"question": question}).json
        self.assertIsNone(said["sentences"][0]["expired_on"])

    def test_what_does_not_hold_yet_is_marked_wherever_it_is_said(self):
        document, question = self.documents[3], "访客须在前台做什么？"
        self.admin.call("PUT", f"/api/v1/documents/{document}/tags", {"tags": ["生效日期：2099-06-01"]})
        said = self.reader.call("POST", "/api/v1/ask", {"question": question}).json
        self.assertEqual(said["sentences"][0]["holds_from"], "2099-06-01", said)
        self.assertEqual(said["sentences"][0]["citations"][0]["holds_from"], "2099-06-01")
        self.assertEqual(self.reader.get(f"/api/v1/documents/{document}").json["holds_from"], "2099-06-01")
        self.assertIn("自 2099-06-01 起才生效", self.chat(self.reader, question).json["choices"][0]["message"]["content"])
        told = self.mcp(self.reader, "tools/call", {"name": "ask", "arguments": {"question": question}})["result"]
        self.assertIn("holds only from 2099-06-01", told["content"][0]["text"])
        self.assertIn("2099-06-01", self.server.command("ask", question, "--extractive"))
        self.admin.call("PUT", f"/api/v1/documents/{document}/tags", {"tags": []})

    def test_a_follow_up_over_mcp_leans_on_the_turns_before_it(self):
        arguments = {"question": "未使用的呢？", "before": [{"question": QUESTION, "answer": "员工每年享有15天带薪年假。"}]}
        said = self.mcp(self.reader, "tools/call", {"name": "ask", "arguments": arguments})["result"]["structuredContent"]
        self.assertFalse(said["refused"], said)
        self.assertIn("年假", said["understood"])

    def test_rights_are_the_callers(self):
        self.assertEqual([model["id"] for model in self.reader.get("/v1/models").json["data"]],
                         ["wenyuan", "wenyuan/人事制度"])
        self.assertEqual([model["id"] for model in self.stranger.get("/v1/models").json["data"]], ["wenyuan"])
        self.assertEqual(self.chat(self.stranger, model="wenyuan/人事制度").status, 404)
        hidden = self.chat(self.stranger)
        self.assertTrue(hidden.json["wenyuan"]["refused"])
        for word in ("15天", "手册", "人事"):
            self.assertNotIn(word, hidden.body.decode().replace(QUESTION, ""))
        self.assertTrue(self.chat(self.reader, "病假需要什么证明？").json["wenyuan"]["refused"])  # restricted
        self.assertEqual(Asker(self.server.port).get("/v1/models").status, 401)

    def test_tools_answer_over_http(self):
        said = self.mcp(self.reader, "tools/call", {"name": "ask", "arguments": {"question": QUESTION}})["result"]
        citation = said["structuredContent"]["sentences"][0]["citations"][0]
        self.assertEqual(citation["quote"], "员工每年享有15天带薪年假。")
        page = self.mcp(self.reader, "tools/call",
                        {"name": "read_page", "arguments": {"passage_id": citation["passage_id"]}})["result"]
        self.assertEqual(page["structuredContent"]["text"], TEXT)
        hits = self.mcp(self.stranger, "tools/call", {"name": "search", "arguments": {"query": "年假"}})["result"]
        self.assertEqual(hits["structuredContent"]["hits"], [])
        uri = f"wenyuan://documents/{self.documents[1]}"
        self.assertEqual(self.mcp(self.reader, "resources/read", {"uri": uri})["error"]["code"], -32002)

    def test_the_bridge_speaks_lines_as_the_tokens_user(self):
        search = {"name": "search", "arguments": {"query": "年假"}}
        lines = [json.dumps({"jsonrpc": "2.0", "id": 0, "method": "initialize",
                             "params": {"protocolVersion": "2025-06-18", "capabilities": {}}}),
                 json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
                 *(json.dumps({"jsonrpc": "2.0", "id": f"s{i}", "method": "tools/call", "params": search})
                   for i in range(20)),
                 "{", "", "x" * (2 << 20), json.dumps({"jsonrpc": "2.0", "id": 99, "method": "ping"})]
        said = self.bridge(self.reader.token, *lines)
        by_id = {str(one.get("id")): one for one in said}
        self.assertEqual(len(said), 24)
        self.assertEqual(said[0]["result"]["protocolVersion"], "2025-06-18")
        for number in range(20):
            self.assertEqual(len(by_id[f"s{number}"]["result"]["structuredContent"]["hits"]), 1)
        self.assertEqual(sorted(one["error"]["code"] for one in said if "error" in one), [-32700, -32600])
        self.assertEqual(by_id["99"]["result"], {})
        hidden = self.bridge(self.stranger.token, lines[0], lines[2])
        self.assertEqual(hidden[1]["result"]["structuredContent"]["hits"], [])
        wrong = self.bridge("nonsense", lines[0])
        self.assertIn("401", wrong[0]["error"]["message"])
        elsewhere = self.bridge(self.reader.token, lines[0], lines[2],
                                arguments=("--url", f"http://127.0.0.1:{self.server.port}"))
        self.assertEqual(len(elsewhere[1]["result"]["structuredContent"]["hits"]), 1)

    def test_the_bridge_says_when_no_server_runs(self):
        done = subprocess.run([PROGRAM, "mcp", "--data", str(self.server.folder / "none")], capture_output=True, text=True,
                              env=self.server.environment, timeout=60, check=True,
                              input='{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
        said = json.loads(done.stdout)
        self.assertEqual(said["id"], 1)
        self.assertIn("wenyuan serve", said["error"]["message"])
        wrong = subprocess.run([PROGRAM, "mcp"], capture_output=True, text=True, input="", timeout=60, check=False,
                               env={**self.server.environment, "WENYUAN_TOKEN": "wy_x\nHost: other"})
        self.assertEqual((wrong.returncode, wrong.stdout), (2, ""))


if __name__ == "__main__":
    unittest.main()
