#!/usr/bin/env python3
"""Asks for cells of tables, end to end: the real server imports the files, answers without a model, and the value of the
answer's cell is compared. `WENYUAN_BINARY_DIR=build/release python3 bench/cells/run.py DATA [--development] [--absent] [--models] [--show]`;
DATA is the folder of public test collections (for its sec-10q). --absent asks what no table holds as well: how often a cell, or
anything, is given as the answer."""
import argparse
import json
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tests" / "e2e")]

import documents  # noqa: E402
from wenyuan_server import Server  # noqa: E402


def plain(value: str) -> str:
    """Without what a currency, white space or the grouping of digits adds."""
    return "".join(value.replace("$", "").replace(",", "").split())


def same(value: str, wanted: str) -> bool:
    if plain(value) == plain(wanted):
        return True
    try:
        return float(plain(value)) == float(plain(wanted))
    except ValueError:
        return False


def ask_for_absent(admin, options):
    name = "development_absent.jsonl" if options.development else "absent.jsonl"
    questions = [json.loads(line) for line in (HERE / name).read_text().splitlines()]
    cells, answers = {}, {}
    for question in questions:
        asked = admin.call("POST", "/api/v1/ask", {"question": question["text"], "extractive": True}).json
        first = asked["sentences"][0] if asked["sentences"] else None
        cells.setdefault(question["lacks"], []).append(bool(first and first["cell"]))
        answers.setdefault(question["lacks"], []).append(bool(first))
        if options.show and first:
            print(f'{question["id"]} {question["text"]}\n  got {first["text"]} (answerability {asked["answerability"]:.2f})')
    for lacks, results in cells.items():
        print(f"{lacks} not there: a cell {sum(results)}, any answer {sum(answers[lacks])} of {len(results)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--development", action="store_true", help="the tables that were tuned on")
    parser.add_argument("--absent", action="store_true", help="also questions whose row or column is not there")
    parser.add_argument("--show", action="store_true", help="print each answer that is wrong")
    parser.add_argument("--models", action="store_true", help="with the embedder and the reranker that ./run installs")
    options = parser.parse_args()
    name = "development.jsonl" if options.development else "questions.jsonl"
    questions = [json.loads(line) for line in (HERE / name).read_text().splitlines()]
    files = documents.development() if options.development else documents.measured()
    reports = {path.name: path.read_bytes() for path in sorted((options.data / "sec-10q" / "docs").glob("*.pdf"))}

    server = Server(embedder="auto", settings='reranker = "auto"\n') if options.models else Server()
    try:
        admin = server.administrator()
        library = admin.call("POST", "/api/v1/libraries", {"name": "Tables"}).json["id"]
        received = [admin.upload(library, file, content) for file, content in (files | reports).items()]
        for answer in received:
            document = admin.wait_until_done(answer.json["document"]["document_id"])
            assert document["state"] == "ready", document
        while options.models and admin.get("/api/v1/status").json["embedding"]["state"] != "done":
            time.sleep(1)
        right = {}
        for question in questions:
            asked = admin.call("POST", "/api/v1/ask", {"question": question["text"], "extractive": True}).json
            first = asked["sentences"][0] if asked["sentences"] else None
            cell = first and first["cell"]
            good = bool(cell) and same(cell["value"], question["value"])
            right.setdefault(question["source"], []).append(good)
            if options.show and not good:
                print(f'{question["id"]} {question["text"]}\n  wanted {question["value"]}, got '
                      f'{first["text"] if first else "a refusal"} (answerability {asked["answerability"]:.2f})')
                if cell:
                    print(f"  {json.dumps(cell, ensure_ascii=False)}")
        for source, results in right.items():
            print(f"{source}: {sum(results)} of {len(results)} = {sum(results) / len(results):.3f}")
        if options.absent:
            ask_for_absent(admin, options)
    finally:
        server.close()


if __name__ == "__main__":
    main()
