#!/usr/bin/env python3
"""Answers and refusals in libraries of a few passages, as everybody's first one is.

    python3 bench/small_libraries.py PROGRAM DATA [--development]

PROGRAM is wenyuan, DATA the folder of public test collections. From XQuAD, in Chinese and English: six libraries each of
1, 3 and 10 passages; questions that they answer, and as many as 40 that they do not, half of these about other passages
of the same articles. By words alone. About half a minute. --development: all passages of the half that is not reported,
by tens, with all of their questions, and up to 80 others.
"""
import collections
import gzip
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE / "reranker"))

from parts import part_of  # noqa: E402

SIZES, LIBRARIES, MOST_ANSWERABLE, UNANSWERABLE = (1, 3, 10), 6, 25, 20


def lines(path: pathlib.Path) -> "list[dict]":
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def article(passage: str) -> str:
    return passage.partition("-")[0]


def measures(program: str, folder: pathlib.Path, corpus: "list[dict]", questions: "list[dict]") -> "dict[str, float]":
    for name, rows in (("corpus", corpus), ("queries", questions)):
        (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    done = subprocess.run([program, "eval", "answers", "--mode", "keywords", "--corpus", folder / "corpus.jsonl", "--queries",
                           folder / "queries.jsonl"], stdout=subprocess.PIPE, text=True, check=True)
    return {name: float(value) for name, value in re.findall(r"^(\w+)\s+([\d.]+)", done.stdout, re.MULTILINE)}


def main():
    development = sys.argv[3:] == ["--development"]
    if len(sys.argv) != 3 and not development:
        sys.exit(__doc__)
    program, data = sys.argv[1], pathlib.Path(sys.argv[2]) / "xquad"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for language in ("zh", "en"):
            passages, questions = lines(data / f"corpus.{language}.jsonl.gz"), lines(data / f"queries.{language}.jsonl.gz")
            draw, most, absent = random.Random(3), MOST_ANSWERABLE, UNANSWERABLE
            if development:
                most, absent = None, 2 * UNANSWERABLE
                passages = [passage for passage in passages if part_of("xquad", passage["id"]) != "reported"]
                questions = [question for question in questions if part_of("xquad", question["relevant"][0]) != "reported"]
            draw.shuffle(passages)
            for size in SIZES[-1:] if development else SIZES:
                sums = collections.Counter()
                for at in range(0, len(passages) if development else LIBRARIES * size, size):
                    library = passages[at:at + size]
                    held = {passage["id"] for passage in library}
                    about = {article(passage) for passage in held}
                    right = [q for q in questions if q["relevant"][0] in held][:most]
                    near = [q for q in questions if q["relevant"][0] not in held and article(q["relevant"][0]) in about]
                    far = [q for q in questions if article(q["relevant"][0]) not in about]
                    wrong = draw.sample(near, min(len(near), absent)) + draw.sample(far, absent)
                    of_right = measures(program, folder, library, right)
                    of_wrong = measures(program, folder, library, wrong)
                    sums.update({"right": len(right), "answered": (1 - of_right["refused"]) * len(right),
                                 "contained": of_right["answer_contains"] * len(right), "wrong": len(wrong),
                                 "answered wrongly": (1 - of_wrong["refused"]) * len(wrong)})
                print(f"{language} {size:2d} passages: answered {sums['answered'] / sums['right']:.3f}, the answer in it "
                      f"{sums['contained'] / sums['right']:.3f} of {sums['right']}; answered though the passage is not there "
                      f"{sums['answered wrongly'] / sums['wrong']:.3f} of {sums['wrong']}", flush=True)


if __name__ == "__main__":
    main()
