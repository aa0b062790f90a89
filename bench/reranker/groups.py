"""Groups of passages for a question, the first of which answers it: what a step is trained on."""
import collections
import random
import typing

import numpy as np
import torch

from encoder import FIRST, SEPARATOR, padded

LONGEST_PASSAGE, GROUP = 230, 8
SHORT, MIDDLE, LONG = "SML"  # a sentence, some around it, all that fits; the same for a whole group, so that length tells nothing
LESS_OFTEN = {"dragonball": 0.8, "squad": 0.7, "cmrc-trial": 1.5}
ACROSS_LANGUAGES = 1.5
NEVER_TRAINED = ("dureader-demo", "crud-news")  # by their licence, and for its size


def span(document: dict, begin: int, end: int) -> np.ndarray:
    starts = document["starts"]
    return document["ids"][starts[begin]:starts[end] if end < len(starts) else len(document["ids"])]


def pair(question: "list[int]", passage, title=None) -> "list[int]":
    """As libs/llm_llama makes one text of two."""
    above = [] if title is None else list(title)
    return [FIRST, *question, SEPARATOR, *above, *list(passage)[:LONGEST_PASSAGE - len(above)], SEPARATOR]


def windows(document: dict, size: int = 220) -> list:
    """Whole sentences, as many as fit."""
    found, begin, sentences = [], 0, len(document["starts"])
    while begin < sentences:
        end = begin + 1
        while end < sentences and len(span(document, begin, end + 1)) <= size:
            end += 1
        window = span(document, begin, end)
        found += [window[at:at + size] for at in range(0, len(window), size)]
        begin = end
    return found or [document["ids"][:size]]


def grown(chance: random.Random, document: dict, sentence: int, mode: str, without=frozenset()) -> "tuple[int, int]":
    """A sentence and some around it, none of `without`: the first one, and past the last."""
    begin, end, sentences = sentence, sentence + 1, len(document["starts"])
    left = 0 if mode == SHORT else chance.randint(1, 3) if mode == MIDDLE else 99
    size = LONGEST_PASSAGE - len(document["title"]) - 2 if mode == LONG else 160
    while left > 0:
        ways = []
        if begin > 0 and begin - 1 not in without and len(span(document, begin - 1, end)) <= size:
            ways.append((begin - 1, end))
        if end < sentences and end not in without and len(span(document, begin, end + 1)) <= size:
            ways.append((begin, end + 1))
        if not ways:
            break
        begin, end = chance.choice(ways)
        left -= 1
    return begin, end


class Text(typing.NamedTuple):
    """A passage beside its question; where the answer's first and last token stand in it (0, 0: nowhere; -1, -1: nobody knows)."""
    ids: "list[int]"
    answer: "tuple[int, int]" = (0, 0)


class Groups(torch.utils.data.IterableDataset):
    """Steps of questions, each with GROUP texts: batches of about equal length (ids, mask, where answers stand), where each text was,
    and whether the question's first text answers it (of questions that nothing answers, none does)."""

    def __init__(self, documents: "list[dict]", questions: "list[dict]", steps: int, questions_a_step: int, seed: int):
        self._documents, self._steps, self._each, self._seed = documents, steps, questions_a_step, seed
        self.questions = [question for question in questions if question["part"] == "train" and question["set"] not in NEVER_TRAINED
                          and (question["none"] or any(at for _, at, _, _ in question["gold"]))]
        self._of_set, self._of_article = collections.defaultdict(list), collections.defaultdict(list)
        for place, document in enumerate(documents):
            self._of_set[document["name"]].append(place)
            self._of_article[document["name"], document["article"]].append(place)
        self._weights = [LESS_OFTEN.get(question["set"], ACROSS_LANGUAGES if question["set"].startswith("xquad") else 1.0)
                         for question in self.questions]

    def _passage(self, chance: random.Random, document: dict, sentence: int, mode: str, without=frozenset()) -> tuple:
        return document, span(document, *grown(chance, document, sentence, mode, without)), 0, None

    def _of_its_document(self, chance: random.Random, question: dict, mode: str) -> list:
        """A passage that answers, and some of the same document that do not; with each, where it begins and where answers stand."""
        place, at, holds, answers = chance.choice([gold for gold in question["gold"] if gold[1]])
        document = self._documents[place]
        begin, end = grown(chance, document, chance.choice(at), mode)
        passages = [(document, span(document, begin, end), document["starts"][begin], answers)]
        others = [sentence for sentence in range(len(document["starts"])) if sentence not in holds]
        for _ in range(chance.choice((2, 3)) if others else 0):
            if mode == LONG and chance.random() < 0.5:  # the passage with its answer taken out
                left = [token for sentence in others for token in span(document, sentence, sentence + 1)]
                first = chance.randrange(max(1, len(left) - LONGEST_PASSAGE + 40))
                passages.append((document, left[first:first + LONGEST_PASSAGE], 0, None))
            else:
                passages.append(self._passage(chance, document, chance.choice(others), mode, frozenset(holds)))
        return passages

    def _another(self, chance: random.Random, question: dict) -> "dict | None":
        """A document that does not answer: rather one that was found for the question, or of the same article."""
        own = self._documents[question["relevant"][0]]
        drawn = chance.random()
        if question["near"] and drawn < 0.65:
            place = question["near"][min(int(chance.expovariate(0.25)), len(question["near"]) - 1)]
        elif drawn < 0.85:
            place = chance.choice(self._of_article[own["name"], own["article"]])
            if place in question["relevant"] and not question["none"]:
                place = chance.choice(self._of_set[own["name"]])
        else:
            place = chance.choice(self._of_set[own["name"]])
        if place in question["relevant"] and not question["none"]:
            return None
        return self._documents[place]

    def _group(self, chance: random.Random, question: dict) -> "list[Text]":
        mode = chance.choices((SHORT, MIDDLE, LONG), (0.3, 0.3, 0.4))[0]
        if question["none"]:
            document = self._documents[question["relevant"][0]]
            passages = [self._passage(chance, document, chance.randrange(len(document["starts"])), mode) for _ in range(4)]
        else:
            passages = self._of_its_document(chance, question, mode)
        while len(passages) < GROUP:
            document = self._another(chance, question)
            if document is not None and len(document["ids"]):
                passages.append(self._passage(chance, document, chance.randrange(len(document["starts"])), mode))
        return [self._text(chance, question, *passage) for passage in passages[:GROUP]]

    def _text(self, chance: random.Random, question: dict, document: dict, passage, begin: int, answers: "list | None") -> Text:
        title = document["title"] if chance.random() < 0.5 else []
        ids = pair(question["ids"], passage, title)
        if answers is None:
            return Text(ids)
        shift = 2 + len(question["ids"]) + len(title) - begin
        seen = [(first + shift, last + shift) for first, last in answers if first >= begin and last + shift < len(ids) - 1]
        return Text(ids, chance.choice(seen) if seen else (-1, -1))

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        number, workers = (worker.id, worker.num_workers) if worker else (0, 1)
        chance = random.Random(self._seed * 1000 + number)
        for _ in range(number, self._steps, workers):
            drawn = chance.choices(self.questions, self._weights, k=self._each)
            texts = [text for question in drawn for text in self._group(chance, question)]
            order = sorted(range(len(texts)), key=lambda place: len(texts[place].ids))
            quarter, where = max(1, len(texts) // 4), np.empty(len(texts), np.int64)
            where[order] = np.arange(len(texts))
            parts = [[texts[place] for place in order[at:at + quarter]] for at in range(0, len(order), quarter)]
            batches = [(*padded([text.ids for text in part]), torch.tensor([text.answer for text in part])) for part in parts]
            yield batches, torch.from_numpy(where), torch.tensor([not question["none"] for question in drawn])
