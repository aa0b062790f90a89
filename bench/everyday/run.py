#!/usr/bin/env python3
"""Asks everyday questions about made documents, end to end: the real server imports the files and answers without a model that
writes. `WENYUAN_BINARY_DIR=build/release python3 bench/everyday/run.py [--second | --third | --kinds | --reported] [--words] [--show]`; --words:
without the embedder and the reranker that ./run installs; --show prints what is not right. Of the second set and of --kinds that is
done for the questions with odd numbers alone: of the others, as of the reported ones, nothing but their counts is looked at."""
import argparse
import collections
import json
import pathlib
import re
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cells"), str(HERE.parents[1] / "tests" / "e2e")]

import development  # noqa: E402
import kinds  # noqa: E402
import reported  # noqa: E402
import second  # noqa: E402
import third  # noqa: E402
from wenyuan_server import Server  # noqa: E402

MODELS = 'reranker = "auto"\n[answers]\nread_together_ms = 30000\n'  # however busy the machine is
OUTCOMES = ("right", "wrong", "refused wrongly", "refused rightly", "answered though absent")


def outcome(question: dict, answer: dict) -> str:
    if question["kind"] == "absent":
        return "refused rightly" if answer["refused"] else "answered though absent"
    if answer["refused"]:
        return "refused wrongly"
    said = answer["answer"].replace("\n", " ")
    right = all(re.search(one, said) for one in question["has"]) and not any(re.search(one, said) for one in question.get("lacks", ()))
    return "right" if right else "wrong"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--second", action="store_true", help="the second development set")
    parser.add_argument("--third", action="store_true", help="the third development set")
    parser.add_argument("--kinds", action="store_true", help="who, where and when, of the documents of the second and third set")
    parser.add_argument("--reported", action="store_true", help="the documents and questions that nothing was tuned on")
    parser.add_argument("--words", action="store_true", help="without embedder and reranker")
    parser.add_argument("--by-meaning", action="store_true", help="with answers.by_meaning")
    parser.add_argument("--show", action="store_true", help="print what is not right")
    parser.add_argument("--all", action="store_true", help="print every answer")
    options = parser.parse_args()
    half = reported if options.reported else second if options.second else third if options.third else kinds if options.kinds else development
    lines = (HERE / f"{half.__name__}.jsonl").read_text().splitlines()
    server = Server() if options.words else Server(embedder="auto", settings=MODELS + "by_meaning = true\n" * options.by_meaning)
    try:
        admin = server.administrator()
        library = admin.call("POST", "/api/v1/libraries", {"name": "Everyday"}).json["id"]
        received = [admin.upload(library, name, content) for name, content in half.documents().items()]
        for answer in received:
            document = admin.wait_until_done(answer.json["document"]["document_id"])
            assert document["state"] == "ready", document
        while not options.words and admin.get("/api/v1/status").json["embedding"]["state"] != "done":
            time.sleep(1)
        counts = collections.defaultdict(collections.Counter)
        for question in map(json.loads, lines):
            answer = admin.call("POST", "/api/v1/ask", {"question": question["text"], "extractive": True}).json
            came = outcome(question, answer)
            counted_only = options.reported or ((options.second or options.kinds) and int(question["id"][1:]) % 2 == 0)
            counts[question["kind"]][came] += 1
            counts["all"][came] += 1
            if options.second or options.kinds:
                counts["even" if counted_only else "odd"][came] += 1
            if not counted_only and (options.all or (options.show and came not in ("right", "refused rightly"))):
                said = " / ".join(f'{one["text"]} «{one["citations"][0]["title"]}»' for one in answer["sentences"])
                print(f'{question["id"]} {came}: {question["text"]} → {said[:300] or "refused"} ({answer["answerability"]:.2f})')
        for kind, outcomes in counts.items():
            print(f"{kind:10}", ", ".join(f"{name} {outcomes[name]}" for name in OUTCOMES if outcomes[name]))
    finally:
        server.close()


if __name__ == "__main__":
    main()
