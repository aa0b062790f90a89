#!/usr/bin/env python3
"""What the whole program answers with a real model, written down for a person to judge.

`WENYUAN_BINARY_DIR=build/release nice python3 bench/answers/ask_program.py DATA ANSWERS.jsonl --model FILE`: a library
of documents of the reported half (ask_model.py says which those are) of cmrc2018, drcd, xquad (en), nq-oracle and
dragonball, with the embedder and the reranker that ./run installs; --documents of each; one question a document, and
to every fifth one whose document is not there. The program searches, refuses or lets the model write, and checks what
it wrote. Each line: the question, its gold answers, whether its document is there (`absent`), the answer as the API
gives it, and `texts`: what the documents of its citations say, around the quotes. --but: as in ask_model.py, with
--new-documents. Goes on where an output file ends, with the same arguments.
"""
import argparse
import json
import pathlib
import random
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tests" / "e2e"), str(TOP / "bench" / "reranker")]

import wenyuan_server  # noqa: E402
from corrupt import half_of, lines  # noqa: E402
from parts import part_of  # noqa: E402

SETS = (("cmrc2018", "zh"), ("nq-oracle", "en"), ("drcd", "zh"), ("xquad", "en"), ("dragonball", "zh"), ("dragonball", "en"))
AROUND = 400  # characters of a document on both sides of a quote


def reported(data, name, language, looked_at, most, dice):
    """Documents with their questions; of dragonball the documents that were looked at may come again, the questions not."""
    english = ".en" if name == "xquad" else ""
    corpus = {one["id"]: one for one in lines(data / name / f"corpus{english}.jsonl.gz") if one.get("language", language) == language}
    questions = {}
    for one in lines(data / name / f"queries{english}.jsonl.gz"):
        if one.get("language", language) == language and one.get("type", "fact") in ("fact", "multi_hop"):
            questions.setdefault(next(iter(one["relevant"])), []).append({**one, "name": f"{name}/{language}/{one['id']}"})
    mine = []
    for document, asked in questions.items():
        if document not in corpus or half_of(document) != "reported" or part_of(name, document) != "reported":
            continue
        fresh = [one for one in asked if one["name"] not in looked_at]
        if name == "dragonball":
            asked = fresh
        if asked and len(fresh) == len(asked):
            mine.append((corpus[document], asked))
    dice.shuffle(mine)
    return mine[:most]


def around(text, quotes):
    pieces = []
    for quote in quotes:
        at = text.find(quote)
        pieces.append(text[max(0, at - AROUND):at + len(quote) + AROUND] if at >= 0 else quote)
    return pieces


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--but", type=pathlib.Path, nargs="*", default=[])
    given = parser.parse_args()
    wenyuan_server.PATIENCE_SECONDS = 1200
    looked_at = {json.loads(one)["id"].removesuffix("/hidden") for file in given.but for one in file.open(encoding="utf-8")}
    dice = random.Random(given.seed)
    asked, files = [], {}
    for name, language in SETS:
        mine = reported(given.data, name, language, looked_at, given.documents, dice)
        for at, (document, questions) in enumerate(mine):
            absent = at % 5 == 4
            if not absent:
                files[f"{name}-{language}-{document['id']}.md"] = f"# {document.get('title') or document['text'][:20]}\n\n{document['text']}\n"
            asked.append((name, absent, dice.choice(questions)))
    dice.shuffle(asked)
    server = wenyuan_server.Server(embedder="auto", generator=given.model,
                                   settings='reranker = "auto"\n[answers]\nread_together_ms = 30000\n')
    try:
        admin = server.administrator()
        library = admin.call("POST", "/api/v1/libraries", {"name": "Documents"}).json["id"]
        received = [admin.upload(library, name, text.encode()).json["document"]["document_id"] for name, text in files.items()]
        for document in received:
            assert admin.wait_until_done(document)["state"] == "ready", document
        texts = dict(zip(received, files.values()))
        while admin.get("/api/v1/status").json["embedding"]["state"] != "done":
            time.sleep(1)
        print(f"{len(files)} documents, {len(asked)} questions", flush=True)
        known = set()
        if given.output.exists():
            known = {json.loads(one)["id"] for one in given.output.open(encoding="utf-8")}
        with given.output.open("a", encoding="utf-8") as output:
            for name, absent, question in asked:
                if question["name"] in known:
                    continue
                answer = admin.call("POST", "/api/v1/ask", {"question": question["text"]}).json
                cited = [{"document": one["document_id"], "quote": one["quote"]} for sentence in answer["sentences"]
                         for one in sentence["citations"]]
                quotes = {}
                for one in cited:
                    quotes.setdefault(one["document"], []).append(one["quote"])
                output.write(json.dumps({
                    "id": question["name"], "set": name, "absent": absent, "question": question["text"], "gold": question["answers"],
                    "answer": answer, "texts": {one: around(texts[one], some) for one, some in quotes.items()}}, ensure_ascii=False) + "\n")
                output.flush()
                print(f"{question['name']}{' ABSENT' * absent} {answer['elapsed_ms'] / 1000:.1f} s {answer['model']}: {question['text']} => "
                      f"{answer['answer'][:200] if not answer['refused'] else 'refused'}", flush=True)
    finally:
        server.close()


if __name__ == "__main__":
    main()
