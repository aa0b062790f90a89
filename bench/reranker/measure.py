"""What the reranker does with the reported questions: order of documents, choice of a sentence, refusal."""
import math
import random

import numpy as np

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


def _best_windows(encoder: Encoder, documents: "list[dict]", questions: "list[dict]") -> "list[np.ndarray]":
    texts, where = [], []
    for row, question in enumerate(questions):
        for hit, (place, _) in enumerate(question["found"][:READ]):
            for window in windows(documents[place])[:6]:
                texts.append(pair(question["ids"], window, documents[place]["title"]))
                where.append((row, hit))
    best = [np.full(len(question["found"][:READ]), -np.inf) for question in questions]
    for (row, hit), score in zip(where, run(encoder, texts, lambda rows, _: encoder.scores(rows))):
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


def _print_sentences(encoder: Encoder, name: str, documents: "list[dict]", questions: "list[dict]") -> None:
    texts, where, holds = [], [], []
    for row, question in enumerate(questions):
        place, _, held = next(gold for gold in question["gold"] if gold[1])
        holds.append(held)
        for sentence in range(len(documents[place]["starts"])):
            texts.append(pair(question["ids"], span(documents[place], sentence, sentence + 1), documents[place]["title"]))
            where.append((row, sentence))
    best: "dict[int, tuple[float, int]]" = {}
    for (row, sentence), score in zip(where, run(encoder, texts, lambda rows, _: encoder.scores(rows))):
        best[row] = max(best.get(row, (-np.inf, 0)), (float(score), sentence))
    right = np.mean([best[row][1] in held for row, held in enumerate(holds)])
    print(f"{name}, {len(questions)} questions: right sentence of the gold passage {right:.3f}", flush=True)


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
                           and not question["none"] and any(at for _, at, _ in question["gold"])])
        if questions:
            _print_sentences(encoder, name, documents, questions)
