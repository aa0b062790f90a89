#!/usr/bin/env python3
"""How often the second question of two finds its document, alone and with the turn before it; and whether complete
questions keep their answer when a turn about something else goes before them. On the real server, without a model.

    WENYUAN_BINARY_DIR=build/release bench/followups/run.py --data ../../shared/data --half reported
"""
import argparse
import os
import pathlib
import random
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/e2e"))
os.environ.setdefault("WENYUAN_BINARY_DIR", str(TOP / "build/release"))

import sets  # noqa: E402
from wenyuan_server import Server  # noqa: E402


class Library:
    """The documents of one collection in a library of their own."""

    def __init__(self, owner, name: str, documents: dict):
        self.owner = owner
        self.id = owner.call("POST", "/api/v1/libraries", {"name": name}).json["id"]
        self.key_of = {}
        for key, text in documents.items():
            received = owner.upload(self.id, f"{len(self.key_of)}.md", text.encode())
            self.key_of[received.json["document"]["document_id"]] = key
        while any(owner.get("/api/v1/documents", library=self.id, state=state, limit=1).json["total"]
                  for state in ("queued", "running")):
            time.sleep(0.5)

    def ask(self, question: str, before=()):
        answer = self.owner.call("POST", "/api/v1/ask", {"question": question, "libraries": [self.id], "extractive": True,
                                                         "before": list(before)})
        assert answer.status == 200, answer.body
        return answer.json

    def first(self, answer):
        """The document at 1: of the first citation or, when refused, of the nearest passage."""
        place = answer["sentences"][0]["citations"][0] if answer["sentences"] else next(iter(answer["passages"]), None)
        return place and self.key_of[place["document_id"]]


def quotes(answer, refs) -> bool:
    said = "".join(citation["quote"] for sentence in answer["sentences"] for citation in sentence["citations"])
    return any(ref[:20] in said for ref in refs or ())


def before(library: Library, question: dict):
    answer = question["answer"]
    if answer is None:
        answer = library.ask(question["first"])["answer"]
    return [{"question": question["first"], "answer": answer}]


def follow(name: str, library: Library, questions, verbose: bool):
    rows = {}
    for question in questions:
        alone = library.ask(question["second"])
        together = library.ask(question["second"], before(library, question))
        found = [library.first(answer) == question["document"] for answer in (alone, together)]
        kept = [quotes(answer, question.get("refs")) for answer in (alone, together)]
        answered = [not answer["refused"] for answer in (alone, together)]
        rows.setdefault(question.get("kind", "all"), []).append((*found, *answered, *kept, "refs" in question))
        if verbose and not found[1]:
            print("   missed:", question["first"], "|", (question["answer"] or "")[:60], "|", question["second"], "→",
                  together["understood"], "|", library.first(together), "≠", question["document"])
    for kind, found in rows.items():
        share = [sum(column) / len(found) for column in zip(*found)]
        line = f"{name:11} {kind:12} {len(found):4} | right document at 1: alone {share[0]:.2f}, in the conversation {share[1]:.2f}"
        line += f" | answered {share[2]:.2f} {share[3]:.2f}"
        print(line + (f" | gold sentence cited {share[4]:.2f} {share[5]:.2f}" if share[6] else ""), flush=True)


def keep(name: str, library: Library, questions, others, verbose: bool):
    turn_of = random.Random(8)
    same = right_before = right_after = 0
    for question in questions:
        other = turn_of.choice([one for one in others if one["document"] != question["document"]])
        alone = library.ask(question["second"])
        beside = library.ask(question["second"], [{"question": other["second"], "answer": library.ask(other["second"])["answer"]}])
        same += alone["answer"] == beside["answer"] or (alone["refused"] and beside["refused"])
        right_before += library.first(alone) == question["document"]
        right_after += library.first(beside) == question["document"]
        if verbose and alone["answer"] != beside["answer"]:
            print("   changed:", question["second"], "→", beside["understood"])
    count = len(questions)
    print(f"{name:11} complete     {count:4} | same answer behind a turn about something else {same / count:.3f}"
          f" | right document at 1 {right_before / count:.2f} {right_after / count:.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="the folder of the public collections")
    parser.add_argument("--half", choices=("dev", "reported"), default="dev")
    parser.add_argument("--sets", nargs="+", default=["crosswoz", "kdconv", "dragonball", "cmrc2018"])
    parser.add_argument("--count", type=int, default=100, help="questions of each collection")
    parser.add_argument("--verbose", action="store_true", help="print what was missed (never for the reported half)")
    options = parser.parse_args()
    verbose = options.verbose and options.half == "dev"
    server = Server()
    try:
        owner = server.administrator()
        for name in options.sets:
            documents, questions = getattr(sets, name)(options.data)
            chosen = sets.sample(questions, options.half, 4 * options.count if name == "dragonball" else options.count)
            if not chosen:
                continue
            library = Library(owner, name, documents)
            if name == "cmrc2018":
                keep(name, library, chosen, questions, verbose)
                continue
            follow(name, library, chosen, verbose)
            if name == "dragonball":
                complete = [{"second": one["first"], "document": one["document"]} for one in chosen if one["kind"].startswith("pronoun")]
                keep(name, library, complete[:options.count], complete, verbose)
    finally:
        server.close()


if __name__ == "__main__":
    main()
