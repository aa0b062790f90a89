#!/usr/bin/env python3
"""Writes the reported questions of xquad for `wenyuan eval retrieval`: those that the reranker was not trained on.

    python3 bench/reranker/reported.py DATA OUT

OUT gets queries.zh.jsonl and queries.en.jsonl (over DATA/xquad/corpus.zh.jsonl.gz and .en), and a library of two languages,
mixed.jsonl: every other paragraph only in Chinese, the rest only in English; mixed.zh.jsonl and mixed.en.jsonl are the
questions whose paragraph is only there in the other language.
"""
import json
import pathlib
import sys

from prepare import lines, part_of


def write(path: pathlib.Path, rows: "list[dict]") -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = pathlib.Path(sys.argv[1]) / "xquad", pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    texts = {language: {row["id"]: row for row in lines(data / f"corpus.{language}.jsonl.gz")} for language in ("zh", "en")}
    only = {document: "zh" if place % 2 == 0 else "en" for place, document in enumerate(sorted(texts["zh"]))}
    write(out / "mixed.jsonl", [texts[language][document] for document, language in only.items()])
    for language in ("zh", "en"):
        reported = [row for row in lines(data / f"queries.{language}.jsonl.gz") if part_of("xquad", next(iter(row["relevant"]))) == "reported"]
        write(out / f"queries.{language}.jsonl", reported)
        write(out / f"mixed.{language}.jsonl", [row for row in reported if only[next(iter(row["relevant"]))] != language])


if __name__ == "__main__":
    main()
