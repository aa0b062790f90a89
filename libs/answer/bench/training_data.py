#!/usr/bin/env python3
"""Brings sets for wenyuan_answer_train into the common form of a test collection.

    python3 libs/answer/bench/training_data.py DATA CMRC_TRIAL OUT

DATA is the folder of public test collections; CMRC_TRIAL is cmrc2018_trial.json in the SQuAD style (the trial part of CMRC 2018,
ymcui/cmrc2018@c0eb1b6ba219, CC-BY-SA-4.0). Into OUT: cmrc2018-trial; dragonball-refs, whose answers are the gold sentences, and
dragonball-fact-zh, its Chinese fact questions that have one; rgb-zh, whose documents are the passages of each question of
zh_refine, named QUESTION/p0 … (they hold the answer) and QUESTION/n0 … (they do not); joint/cmrc2018-trial, joint/drcd …, the
questions of one set over the documents of all sets of its language.
"""
import gzip
import json
import pathlib
import sys


def lines(path: pathlib.Path) -> "list[dict]":
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write(folder: pathlib.Path, corpus: "list[dict]", queries: "list[dict]", part: str = ""):
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus", corpus), ("queries", queries)):
        with gzip.open(folder / f"{name}{part}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def cmrc_trial(path: pathlib.Path, reported: "set[str]") -> "tuple[list[dict], list[dict]]":
    corpus, queries = [], []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            if paragraph["context"] in reported:
                continue
            corpus.append({"id": paragraph["id"], "title": article.get("title", ""), "text": paragraph["context"]})
            for question in paragraph["qas"]:
                answers = sorted({answer["text"] for answer in question["answers"]})
                queries.append({"id": question["id"], "text": question["question"], "answers": answers,
                                "relevant": [paragraph["id"]]})
    return corpus, queries


def rgb(rows: "list[dict]") -> "tuple[list[dict], list[dict]]":
    corpus, queries = [], []
    for row in rows:
        for mark, passages in (("p", row["positive"]), ("n", row["negative"])):
            corpus += [{"id": f"{row['id']}/{mark}{place}", "title": "", "text": text} for place, text in enumerate(passages)]
        queries.append({"id": row["id"], "text": row["text"], "answers": row["answer_groups"][0],
                        "relevant": [f"{row['id']}/p0"]})
    return corpus, queries


def joint(sets: "dict[str, tuple[pathlib.Path, str]]", out: pathlib.Path):
    corpora = {name: lines(folder / f"corpus{part}.jsonl.gz") for name, (folder, part) in sets.items()}
    for name, (folder, part) in sets.items():
        others = [{**row, "id": f"{other}/{row['id']}"} for other in sets if other != name for row in corpora[other]]
        once = {row["text"]: row for row in reversed(corpora[name] + others)}
        write(out / folder.name, list(reversed(once.values())), lines(folder / f"queries{part}.jsonl.gz"), part)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    data, trial, out = (pathlib.Path(argument) for argument in sys.argv[1:])
    reported = {document["text"] for document in lines(data / "cmrc2018" / "corpus.jsonl.gz")}
    write(out / "cmrc2018-trial", *cmrc_trial(trial, reported))
    write(out / "rgb-zh", *rgb(lines(data / "rgb" / "zh_refine.jsonl.gz")))
    documents, questions = lines(data / "dragonball" / "corpus.jsonl.gz"), lines(data / "dragonball" / "queries.jsonl.gz")
    proven = [{**question, "answers": question["refs"]} for question in questions if question["refs"]]
    write(out / "dragonball-refs", documents, proven)
    write(out / "dragonball-fact-zh", [document for document in documents if document["language"] == "zh"],
          [question for question in proven if question["language"] == "zh" and question["type"] == "fact"])
    joint({"cmrc2018-trial": (out / "cmrc2018-trial", ""), "drcd": (data / "drcd", ""), "xquad.zh": (data / "xquad", ".zh")},
          out / "joint")
    joint({"xquad.en": (data / "xquad", ".en"), "nq-oracle": (data / "nq-oracle", "")}, out / "joint")


if __name__ == "__main__":
    main()
