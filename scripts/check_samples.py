#!/usr/bin/env python3
"""Asks the questions of samples/questions.jsonl and checks every answer and citation.

    scripts/check_samples.py build/release/bin/wenyuan

Starts a server on a scratch data folder, imports samples/documents, asks, prints what came, and exits with 1
when an answer or a citation is wrong. A citation is right when it names the document that holds the answer and
its quote stands there word for word.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = TOP / "samples"
START_SECONDS = 30
VECTOR_SECONDS = 300


class Wenyuan:
    """A running server on a scratch data folder and the command line that talks to it."""

    def __init__(self, program: pathlib.Path, data: pathlib.Path):
        self.program, self.data = program, data
        self.environment = {**os.environ, "WENYUAN_DATA": str(data)}
        # What is checked are quoted answers, whatever model may be installed.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / "wenyuan.toml").write_text('[models]\ngenerator = "off"\n')
        self.server = subprocess.Popen([program, "serve", "--port", "0"], env=self.environment,
                                       stdout=subprocess.PIPE, text=True)
        line = self.server.stdout.readline()
        if not line:
            sys.exit("the server did not start; see its message above")

    def call(self, *arguments: str):
        done = subprocess.run([self.program, *arguments, "--json"], env=self.environment, text=True,
                              stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"'wenyuan {arguments[0]}' ended with {done.returncode}")
        return json.loads(done.stdout)

    def stop(self):
        self.server.terminate()
        self.server.wait(timeout=30)


def squeeze(text: str) -> str:
    return "".join(text.split())


def check(question: dict, answer: dict, texts) -> list[str]:
    """What is wrong with an answer; nothing when it is right."""
    if not question["answerable"]:
        return [] if answer["refused"] else ["answered, but the documents do not say"]
    if answer["refused"]:
        return ["refused, but the documents do say"]
    wrong = []
    if not any(squeeze(part) in squeeze(answer["answer"]) for part in question["answer_contains"]):
        wrong.append(f"the answer lacks {' / '.join(question['answer_contains'])}")
    citations = [citation for sentence in answer["sentences"] for citation in sentence["citations"]]
    if not all(sentence["citations"] for sentence in answer["sentences"]):
        wrong.append("a sentence has no citation")
    for citation in citations:
        if squeeze(citation["quote"]) not in texts(citation["document_id"]):
            wrong.append(f"the quote is not in {citation['title']}: {citation['quote'][:60]}")
    named = question["document"] if isinstance(question["document"], list) else [question["document"]]
    if not any(citation["source_name"].endswith(tuple(named)) and
               squeeze(question["quote_contains"]) in squeeze(citation["quote"]) for citation in citations):
        wrong.append(f"no citation of {' / '.join(named)} with “{question['quote_contains']}”")
    return wrong


def main() -> int:
    program = pathlib.Path(sys.argv[1]).resolve()
    questions = [json.loads(line) for line in (SAMPLES / "questions.jsonl").open(encoding="utf-8")]
    with tempfile.TemporaryDirectory(prefix="wenyuan-check-") as folder:
        wenyuan = Wenyuan(program, pathlib.Path(folder) / "data")
        try:
            imported = wenyuan.call("import", str(SAMPLES / "documents"), "--library", "Samples", "--wait")
            print(f"imported {imported['ready']} documents, {imported['failed']} failed")
            for failure in imported["failures"]:
                print(f"  ✗ {failure['name']}: {failure['reason']}")
            # What people get is what is found once every passage has been read by the model, if there is one.
            end = time.monotonic() + VECTOR_SECONDS
            while (meaning := wenyuan.call("jobs")["embedding"])["state"] == "working" or "loaded" in meaning["reason"]:
                if time.monotonic() > end:
                    sys.exit(f"the passages have no vectors after {VECTOR_SECONDS} s: {meaning}")
                time.sleep(0.5)
            print(f"search by meaning: {meaning['state']} {meaning['model']} {meaning['reason']}")
            documents = {one["document_id"]: one for one in wenyuan.call("documents")}
            known = {}

            def texts(document: str) -> str:
                if document not in known:
                    passages = wenyuan.call("documents", "passages", document)
                    known[document] = squeeze("\n".join(one["text"] for one in passages))
                return known[document]

            failed = imported["failed"]
            started = time.monotonic()
            for question in questions:
                answer = wenyuan.call("ask", question["question"])
                for sentence in answer["sentences"]:
                    for citation in sentence["citations"]:
                        citation["source_name"] = documents[citation["document_id"]]["source_name"]
                wrong = check(question, answer, texts)
                failed += bool(wrong)
                print(f"{'✗' if wrong else '✓'} {question['id']} {question['question']}")
                for line in answer["answer"].splitlines():
                    print(f"      {line}")
                for sentence in answer["sentences"]:
                    for citation in sentence["citations"]:
                        page = f", p. {citation['page']}" if citation["page"] else ""
                        print(f"      ← {citation['source_name']}{page}: {citation['quote'][:80]}".replace("\n", " "))
                for line in wrong:
                    print(f"      wrong: {line}")
            seconds = time.monotonic() - started
            print(f"{len(questions)} questions in {seconds:.1f} s, {failed} wrong")
            return 1 if failed else 0
        finally:
            wenyuan.stop()


if __name__ == "__main__":
    sys.exit(main())
