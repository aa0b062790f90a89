#!/usr/bin/env python3
"""Reads test collections into what train.py trains and measures a reranker with.

    python3 bench/reranker/prepare.py DATA CMRC_TRIAL SQUAD EMBEDDER.gguf OUT.pkl

DATA is the folder of public test collections; CMRC_TRIAL is cmrc2018_trial.json in the SQuAD style, SQUAD a file of SQuAD 2.0's
training part (README.md says which). EMBEDDER.gguf is the model whose words and first weights are taken. Needs PyPI tokenizers,
numpy and scipy. Questions are split by document as libs/answer/bench/cases.cpp splits them: "train", "held" (for calibration,
never trained on) and "reported".
"""
import collections
import gzip
import json
import pathlib
import pickle
import re
import sys

import numpy as np
import scipy.sparse
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts" / "models"))
from gguf_reader import GgufReader  # noqa: E402
from gguf_values import numbers, strings  # noqa: E402
from parts import article_of, part_of  # noqa: E402

SENTENCE_END = re.compile(r'(?<=[。！？；!?;\n])|(?<=[.])(?=\s+[A-Z"“(])')
HAN, WORD = re.compile(r"[\u3400-\u9fff]+"), re.compile(r"[a-z0-9]+")
LONGEST_QUESTION, LONGEST_TITLE, CANDIDATES, MOST_PLACES = 64, 24, 60, 3


def lines(path: pathlib.Path) -> "list[dict]":
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def tokenizer_of(model: GgufReader) -> Tokenizer:
    pieces = [piece.decode("utf-8", "replace") for piece in strings(model, "tokenizer.ggml.tokens")]
    scores = numbers(model, "tokenizer.ggml.scores").tolist()
    unknown = int(numbers(model, "tokenizer.ggml.unknown_token_id"))
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores)), unknown, False))
    table = numbers(model, "tokenizer.ggml.precompiled_charsmap").tobytes()
    tokenizer.normalizer = normalizers.Sequence([normalizers.Precompiled(table), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def sentences(text: str) -> "list[tuple[int, int]]":
    spans, at = [], 0
    for piece in SENTENCE_END.split(text):
        if spans and len(piece.strip()) < 4:
            spans[-1][1] += len(piece)
        else:
            spans.append([at, at + len(piece)])
        at += len(piece)
    return [tuple(span) for span in spans] or [(0, 0)]


def terms(text: str) -> "list[str]":
    text = text.lower()
    found = WORD.findall(text)
    for run in HAN.findall(text):
        found += [run[i:i + 2] for i in range(len(run) - 1)] or [run]
    return found


def keyword_hits(documents: "list[dict]", questions: "list[dict]", most: int) -> "dict[str, list[tuple[str, float]]]":
    """The best documents by BM25, their scores as a share of what the question can reach."""
    numbers_of: "dict[str, int]" = {}
    rows, columns, counts, lengths = [], [], [], []
    for row, document in enumerate(documents):
        counted = collections.Counter(terms((document.get("title") or "") + " " + document["text"]))
        lengths.append(sum(counted.values()))
        for term, count in counted.items():
            rows.append(row)
            columns.append(numbers_of.setdefault(term, len(numbers_of)))
            counts.append(count)
    length, row, column, count = np.array(lengths, float), np.array(rows), np.array(columns), np.array(counts, float)
    frequency = np.bincount(column, minlength=len(numbers_of))
    rarity = np.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
    of_unknown = np.log(1 + (len(documents) + 0.5) / 0.5)
    weight = rarity[column] * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length[row] / length.mean()))
    matrix = scipy.sparse.csr_matrix((weight, (column, row)), shape=(len(numbers_of), len(documents)))
    hits = {}
    for question in questions:
        asked = set(terms(question["text"]))
        known = [numbers_of[term] for term in asked if term in numbers_of]
        reachable = 2.2 * (rarity[known].sum() + of_unknown * (len(asked) - len(known)))
        score = np.asarray(matrix[known].sum(0)).ravel() / max(reachable, 1e-9) if known else np.zeros(len(documents))
        best = np.argsort(-score, kind="stable")[:most]
        hits[question["id"]] = [(documents[at]["id"], float(score[at])) for at in best if score[at] > 0]
    return hits


def tokens_of(offsets: "list[tuple[int, int]]", begin: int, end: int) -> "tuple[int, int] | None":
    """The first and the last token of a piece of a text."""
    touched = [token for token, (first, past) in enumerate(offsets) if first < end and past > begin]
    return (touched[0], touched[-1]) if touched else None


class Pool:
    """Documents and questions as numbers of tokens."""

    def __init__(self, tokenizer: Tokenizer):
        self._tokenizer = tokenizer
        self.documents: "list[dict]" = []
        self.questions: "list[dict]" = []
        self._place: "dict[tuple[str, str], int]" = {}
        self._of_set: "dict[str, list[int]]" = collections.defaultdict(list)

    def _encode(self, texts: "list[str]"):
        return self._tokenizer.encode_batch(texts, add_special_tokens=False)

    def add_documents(self, name: str, rows: "list[dict]") -> None:
        bodies = self._encode([row["text"] for row in rows])
        titles = self._encode([(row.get("title") or "").replace("_", " ") for row in rows])
        for row, body, title in zip(rows, bodies, titles):
            spans, starts = sentences(row["text"]), []
            for token, (begin, _) in enumerate(body.offsets):
                while len(starts) < len(spans) and begin >= spans[len(starts)][0]:
                    starts.append(token)
            starts += [len(body.ids)] * (len(spans) - len(starts))
            self._place[name, row["id"]] = len(self.documents)
            self._of_set[name].append(len(self.documents))
            article = article_of(name, row["id"]).rsplit("/", 1)[0]
            self.documents.append({"name": name, "id": row["id"], "article": article, "ids": body.ids, "starts": starts,
                                   "title": title.ids[:LONGEST_TITLE], "text": row["text"], "spans": spans,
                                   "offsets": body.offsets})

    def _answers_in(self, document: dict, row: dict, alone: bool) -> "list[tuple[int, int]]":
        """Where the answer's words stand: first and last token, of the place that is marked or of the first few that say it."""
        text, pieces = document["text"], []
        answers = [answer for answer in row.get("answers") or [] if answer]
        if row.get("answer_start") and alone:
            pieces = [(start, start + len(answer)) for start in row["answer_start"][:1] for answer in answers if text.startswith(answer, start)][:1]
        elif row.get("refs") is None:
            for answer in answers:
                pieces += [found.span() for found in re.finditer(re.escape(answer), text, re.IGNORECASE)][:MOST_PLACES]
        return [tokens for tokens in (tokens_of(document["offsets"], *piece) for piece in pieces) if tokens]

    def _gold(self, place: int, row: dict, alone: bool) -> "tuple[int, list[int], list[int], list[tuple[int, int]]]":
        """A relevant document, its sentences that answer, all that hold the answer, and where its words stand."""
        return *self._sentences(place, row, alone), self._answers_in(self.documents[place], row, alone)

    def _sentences(self, place: int, row: dict, alone: bool) -> "tuple[int, list[int], list[int]]":
        document = self.documents[place]
        held = [number for number, (begin, end) in enumerate(document["spans"])
                if any(answer.lower() in document["text"][begin:end].lower() for answer in row.get("answers") or [] if answer)]
        if row.get("refs") is not None:
            held = [number for number, (begin, end) in enumerate(document["spans"])
                    if any(ref.strip()[:40].lower() in document["text"][begin:end].lower() for ref in row["refs"] if ref.strip())]
            return place, held, held
        if row.get("answer_start") and alone:
            at = [number for number, (begin, end) in enumerate(document["spans"])
                  if any(begin <= start < end for start in row["answer_start"])]
            return place, at, sorted(set(held) | set(at))
        return place, held, held

    def add_questions(self, name: str, of: str, rows: "list[dict]", hits: "dict[str, list[tuple[str, float]]]") -> None:
        for row, encoded in zip(rows, self._encode([row["text"] for row in rows])):
            relevant = [document for document in row["relevant"] if (of, document) in self._place]
            if not relevant:
                continue
            none = row.get("type") == "unanswerable" or bool(row.get("impossible"))
            answers = [answer.lower() for answer in row.get("answers") or [] if answer and not none]
            places = [self._place[of, document] for document in relevant]
            part = part_of(of, relevant[0])
            found = [(self._place[of, document], score) for document, score in hits.get(row["id"], []) if (of, document) in self._place]
            tell = [place for place in self._of_set[of]
                    if part == "train" and any(answer in self.documents[place]["text"].lower() for answer in answers)]
            self.questions.append({
                "set": name, "id": row["id"], "ids": encoded.ids[:LONGEST_QUESTION], "part": part, "none": none, "relevant": places,
                "gold": [self._gold(place, row, len(relevant) == 1) for place in places],
                "grades": row["relevant"] if isinstance(row["relevant"], dict) else None,
                "found": found, "tell": tell})


def add_squad_style(pool: Pool, name: str, path: pathlib.Path, known: "set[str]") -> None:
    documents, questions = [], []
    for number, article in enumerate(json.loads(path.read_text("utf-8"))["data"]):
        for place, paragraph in enumerate(article["paragraphs"]):
            if paragraph["context"] in known:
                continue
            document = paragraph.get("id") or f"{number}/{place}"
            documents.append({"id": document, "title": article.get("title", ""), "text": paragraph["context"]})
            for question in paragraph["qas"]:
                answers, impossible = question["answers"], question.get("is_impossible", False)
                questions.append({"id": question["id"], "text": question["question"], "impossible": impossible,
                                  "answers": sorted({answer["text"] for answer in answers}), "relevant": [document],
                                  "answer_start": [answers[0]["answer_start"]] if answers and not impossible else None})
    pool.add_documents(name, documents)
    pool.add_questions(name, name, questions, keyword_hits(documents, questions, CANDIDATES))


def fill(pool: Pool, data: pathlib.Path) -> None:
    for name in ("cmrc2018", "drcd", "nq-oracle", "dureader-demo"):
        documents, questions = lines(data / name / "corpus.jsonl.gz"), lines(data / name / "queries.jsonl.gz")
        pool.add_documents(name, documents)
        pool.add_questions(name, name, questions, keyword_hits(documents, questions, CANDIDATES))
    texts = {language: lines(data / "xquad" / f"corpus.{language}.jsonl.gz") for language in ("zh", "en")}
    asked = {language: lines(data / "xquad" / f"queries.{language}.jsonl.gz") for language in ("zh", "en")}
    for language, documents in texts.items():
        pool.add_documents(f"xquad.{language}", documents)
    for question_language, questions in asked.items():
        for language, documents in texts.items():
            twins = {question["id"]: question for question in asked[language]}
            rows = [{**question, "answers": twins[question["id"]]["answers"], "answer_start": twins[question["id"]]["answer_start"]}
                    for question in questions]
            pool.add_questions(f"xquad.{question_language}.{language}", f"xquad.{language}", rows,
                               keyword_hits(documents, rows, CANDIDATES))
    documents, questions = lines(data / "crud-news" / "corpus.jsonl.gz"), lines(data / "crud-news" / "queries.jsonl.gz")
    hits = keyword_hits(documents, questions, 30)
    wanted = {document for found in hits.values() for document, _ in found} | {d for q in questions for d in q["relevant"]}
    pool.add_documents("crud-news", [{**row, "text": row["text"][:1600]} for row in documents if row["id"] in wanted])
    pool.add_questions("crud-news", "crud-news", questions, hits)
    pool.add_documents("dragonball", lines(data / "dragonball" / "corpus.jsonl.gz"))
    pool.add_questions("dragonball", "dragonball",
                       [{**question, "refs": question.get("refs") or []} for question in lines(data / "dragonball" / "queries.jsonl.gz")
                        if question["type"] in ("fact", "multi_hop", "unanswerable") and len(question["relevant"]) == 1], {})


def main() -> None:
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    data, trial, squad, embedder, out = (pathlib.Path(argument) for argument in sys.argv[1:])
    tokenizer = tokenizer_of(GgufReader(embedder.read_bytes()))
    pool = Pool(tokenizer)
    fill(pool, data)
    known = {document["text"] for document in pool.documents if document["name"] in ("cmrc2018", "xquad.en")}
    add_squad_style(pool, "cmrc-trial", trial, known)
    add_squad_style(pool, "squad", squad, known)
    prefixes = {prefix: tokenizer.encode(prefix, add_special_tokens=False).ids for prefix in ("query:", "passage:")}
    used = {0, 1, 2, 3}.union(*prefixes.values(), *(d["ids"] for d in pool.documents), *(d["title"] for d in pool.documents),
                              *(q["ids"] for q in pool.questions))
    words = sorted(used)
    number_of = {word: number for number, word in enumerate(words)}

    def renumbered(ids: "list[int]") -> np.ndarray:
        return np.array([number_of[token] for token in ids], np.uint16 if len(words) < 65536 else np.uint32)

    for document in pool.documents:
        document["ids"], document["title"] = renumbered(document["ids"]), renumbered(document["title"])
        del document["text"], document["spans"], document["offsets"]
    for question in pool.questions:
        question["ids"] = renumbered(question["ids"])
    with open(out, "wb") as file:
        pickle.dump({"documents": pool.documents, "questions": pool.questions, "words": np.array(words, np.int32),
                     "prefixes": {prefix: renumbered(ids).tolist() for prefix, ids in prefixes.items()}}, file, 4)
    print(collections.Counter((question["set"], question["part"]) for question in pool.questions))


if __name__ == "__main__":
    main()
