#!/usr/bin/env python3
"""Collects articles and questions of the public test collections for wenyuan_corpus.

    bench/retrieval/texts.py DATA FOLDER

Writes articles.zh.txt and articles.en.txt (one article a line, its lines parted by tabs) and questions.zh.txt and
questions.en.txt (one question a line) into FOLDER. DATA is the folder of collections, FOLDER is made if missing.
"""
import gzip
import json
import pathlib
import sys

# file, language (or the field that says it), the field that holds the text
ARTICLES = [
    ("crud-news/corpus", "zh", "text"), ("cmrc2018/corpus", "zh", "text"), ("drcd/corpus", "zh", "text"),
    ("dragonball/corpus", "language", "text"), ("dureader-demo/corpus", "zh", "text"), ("xquad/corpus.zh", "zh", "text"),
    ("rgb/zh_refine", "zh", "positive"), ("rgb/zh_int", "zh", "positive"),
    ("nq-oracle/corpus", "en", "text"), ("cranfield/corpus", "en", "text"), ("bbc-news/docs", "en", "text"),
    ("xquad/corpus.en", "en", "text"), ("cosqa/code", "en", "code"), ("leval/gov_report_summ", "en", "document"),
    ("leval/legal_contract_qa", "en", "document"), ("leval/meeting_summ", "en", "document"),
    ("leval/multidoc_qa", "en", "document"), ("leval/natural_question", "en", "document"),
    ("leval/scientific_qa", "en", "document"),
]
QUESTIONS = [
    ("cmrc2018/queries", "zh"), ("drcd/queries", "zh"), ("crud-news/queries", "zh"), ("dureader-demo/queries", "zh"),
    ("xquad/queries.zh", "zh"), ("rgb/zh_refine", "zh"), ("nq-oracle/queries", "en"), ("cranfield/queries", "en"),
    ("xquad/queries.en", "en"), ("cosqa/queries.dev", "en"), ("dragonball/queries", "language"),
]


def lines(path: pathlib.Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def flat(value) -> str:
    return flat("\n".join(map(flat, value))) if isinstance(value, list) else value


def one_line(text: str) -> str:
    return "\t".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def main():
    data, folder = map(pathlib.Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    articles: dict[str, list[str]] = {"zh": [], "en": []}
    questions: dict[str, list[str]] = {"zh": [], "en": []}
    for name, language, field in ARTICLES:
        for line in lines(data / f"{name}.jsonl.gz"):
            articles[line.get(language, language)].append(one_line(flat(line[field])))
    for name, language in QUESTIONS:
        for line in lines(data / f"{name}.jsonl.gz"):
            questions[line.get(language, language)].append(" ".join(line["text"].split()))
    for kind, texts in (("articles", articles), ("questions", questions)):
        for language, found in texts.items():
            found = [text for text in dict.fromkeys(found) if text]
            (folder / f"{kind}.{language}.txt").write_text("\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
