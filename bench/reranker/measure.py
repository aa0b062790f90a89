"""What the reranker does with the reported questions: order of documents, choice of a sentence and of the words in it, refusal."""
import math
import random

import numpy as np
import torch

from encoder import Encoder, run
from groups import pair, span, windows

SETS = ("cmrc2018", "drcd", "xquad.zh.zh", "xquad.en.en", "xquad.zh.en", "xquad.en.zh", "nq-oracle", "dureader-demo", "crud-news")
SENTENCES_OF = ("cmrc2018", "drcd", "xquad.zh.zh", "xquad.en.en", "xquad.en.zh", "nq-oracle", "dragonball")
ORDER_WEIGHTS = (0, 2, 4, 6, 8, 16, 1e6)  # of the order found, beside the model's log-odds
MOST_QUESTIONS, READ, SHOWN = 900, 10, 5


def _some(questions: "list[dict]") -> "list[dict]":
    return questions if len(questions) <= MOST_QUESTIONS else random.Random(5).sample(questions, MOST_QUESTIONS)


def _gain(grades: "dict[int, float]", order: "list[int]") -> float:
    """nDCG@10."""
    def of(values) -> float:
        return sum((2 ** value - 1) / math.log2(place + 2) for place, value in enumerate(values))
    return of([grades.get(place, 0) for place in order[:10]]) / of(sorted(grades.values(), reverse=True)[:10])


def _read(encoder: Encoder, texts: "list[list[int]]") -> np.ndarray:
    """Of each text its score, and the first and the last token of its likeliest answer."""
    return run(encoder, texts, lambda rows, ids, mask: torch.cat([encoder.scores(rows)[:, None], encoder.best_spans(rows, ids, mask)], 1))


def _best_windows(encoder: Encoder, documents: "list[dict]", questions: "list[dict]") -> "list[np.ndarray]":
    texts, where = [], []
    for row, question in enumerate(questions):
        for hit, (place, _) in enumerate(question["found"][:READ]):
            for window in windows(documents[place])[:6]:
                texts.append(pair(question["ids"], window, documents[place]["title"]))
                where.append((row, hit))
    best = [np.full(len(question["found"][:READ]), -np.inf) for question in questions]
    for (row, hit), score in zip(where, run(encoder, texts, lambda rows, *_: encoder.scores(rows))):
        best[row][hit] = max(best[row][hit], score)
    return best


def _print_order(name: str, documents: "list[dict]", questions: "list[dict]", best: "list[np.ndarray]") -> None:
    shown = []
    for weight in ORDER_WEIGHTS:
        first, gains = [], []
        for question, scores in zip(questions, best):
            found = np.array([score for _, score in question["found"][:READ]])
            found = (found - found.min()) / max(1e-9, found.max() - found.min())
            order = [question["found"][hit][0] for hit in np.argsort(-(scores + weight * found), kind="stable")]
            first.append(order[0] in question["relevant"])
            if question["grades"]:
                gains.append(_gain({place: float(question["grades"][documents[place]["id"]]) for place in question["relevant"]}, order))
        shown.append(f"{weight:g}: {np.mean(first):.3f}" + (f" (nDCG@10 {np.mean(gains):.3f})" if gains else ""))
    print(f"{name}, {len(questions)} questions, hit@1 by weight of the order found: {', '.join(shown)}", flush=True)


def _print_refusal(name: str, questions: "list[dict]", best: "list[np.ndarray]") -> None:
    with_gold, without = [], []
    for question, scores in zip(questions, best):
        with_gold.append(scores[:SHOWN].max())
        left = [score for (place, _), score in zip(question["found"], scores) if place not in question["relevant"]][:SHOWN]
        if left:
            without.append(max(left))
    bound = np.quantile(with_gold, 0.05)
    print(f"{name}: refused without gold at 5 % false refusals {np.mean(np.array(without) < bound):.3f}", flush=True)


def _overlap(first: "tuple[int, int]", second: "tuple[int, int]") -> float:
    """F1 of two runs of tokens."""
    shared = min(first[1], second[1]) - max(first[0], second[0]) + 1
    return 2 * shared / (first[1] - first[0] + second[1] - second[0] + 2) if shared > 0 else 0.0


def _print_sentences(encoder: Encoder, name: str, documents: "list[dict]", questions: "list[dict]") -> None:
    texts, where, gold = [], [], []
    for row, question in enumerate(questions):
        place, _, held, answers = next(one for one in question["gold"] if one[1])
        document = documents[place]
        gold.append((held, answers))
        for sentence, start in enumerate(document["starts"]):
            texts.append(pair(question["ids"], span(document, sentence, sentence + 1), document["title"]))
            where.append((row, sentence, start - 2 - len(question["ids"]) - len(document["title"])))
    best: "dict[int, tuple[float, int, tuple[int, int]]]" = {}
    for (row, sentence, shift), (score, first, last) in zip(where, _read(encoder, texts)):
        best[row] = max(best.get(row, (-np.inf, 0, (0, 0))), (float(score), sentence, (int(first) + shift, int(last) + shift)))
    right = np.mean([best[row][1] in held for row, (held, _) in enumerate(gold)])
    overlaps = [max(_overlap(best[row][2], answer) for answer in answers) for row, (_, answers) in enumerate(gold) if answers]
    told = f", F1 of the answer's tokens {np.mean(overlaps):.3f}" if overlaps else ""
    print(f"{name}, {len(questions)} questions: right sentence of the gold passage {right:.3f}{told}", flush=True)


def measure(encoder: Encoder, data: dict) -> None:
    documents = data["documents"]
    for name in SETS:
        questions = _some([question for question in data["questions"] if question["set"] == name and question["found"]
                           and (question["part"] == "reported" or name == "dureader-demo")])
        if not questions:
            continue
        best = _best_windows(encoder, documents, questions)
        _print_order(name, documents, questions, best)
        if name not in ("dureader-demo", "crud-news"):
            _print_refusal(name, questions, best)
    for name in SENTENCES_OF:
        questions = _some([question for question in data["questions"] if question["set"] == name and question["part"] == "reported"
                           and not question["none"] and any(at for _, at, _, _ in question["gold"])])
        if questions:
            _print_sentences(encoder, name, documents, questions)
