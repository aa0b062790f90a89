#!/usr/bin/env python3
"""What a real model writes about passages, once, for wenyuan_answer_proof to check again and again.

Asks a wenyuan-model (--socket) with the plain prompt of tests/golden/prompt/ and its grammar, at temperature
0, questions of cmrc2018 (zh), dragonball (zh, en) and xquad (en). A group is two passages that are alike, in
some order, and up to three questions about one of them, so that the prompt's beginning is read once; every
third group also gets a question whose own passage is not shown (`hidden`). Documents are halved by their
names as in corrupt.py: `development` is for looking at, `reported` for the figures. Only documents that the
shipped reranker was not trained on are taken (bench/reranker/prepare.py). `--short` makes passages of six
tenths of the length, every other group has one passage only, and every second one a hidden question;
`--but` names files with questions that were looked at before (judged.jsonl), which are not asked again.
Each line of the output: the question, its gold answers, the passages, the model's words as they came, and
how long they took. Goes on where an output file ends.
"""
import argparse
import http.client
import json
import pathlib
import random
import re
import socket
import sys
import time

from corrupt import half_of, lines, pieces

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "reranker"))
from parts import part_of  # noqa: E402

MOST = {"zh": 380, "en": 1100}  # characters of a passage
GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden" / "prompt"
LONGEST = {"zh": 200, "en": 600}  # characters of a sentence
REFUSAL = {"zh": "资料中没有找到答案。", "en": "The sources do not contain the answer."}


class Connection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=1800)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def system_turn(language):
    golden = (GOLDEN / f"plain_{language}.txt").read_text(encoding="utf-8")
    return golden.split("=== system\n")[1].split("\n=== user")[0]


def prompt_of(question, passages, language):
    zh = language == "zh"
    prompt = "资料：\n" if zh else "Sources:\n"
    for number, one in enumerate(passages, 1):
        end = f"[资料{number}结束]" if zh else f"[end of source {number}]"
        prompt += f"\n[{number}] {one['title']}\n{one['text']}\n{end}\n"
    return prompt + ("\n问题：" if zh else "\nQuestion: ") + question


def grammar_of(count, language):
    return (f'root ::= "{REFUSAL[language]}" | statement{{1,5}}\nstatement ::= text cite "\\n"?\n'
            f"text ::= [^\\[\\]\\n。！？]{{2,{LONGEST[language]}}} [。！？]?\n"
            'cite ::= ("[" number "]"){1,3}\nnumber ::= ' +
            " | ".join(f'"{n}"' for n in range(count, 0, -1)) + "\n")


def ask(path, question, passages, language, most_tokens):
    messages = [{"role": "system", "content": system_turn(language)},
                {"role": "user", "content": prompt_of(question, passages, language)}]
    return chat(path, messages, grammar_of(len(passages), language), "\n".join(one["text"] for one in passages), most_tokens)


def chat(path, messages, grammar, quotable, most_tokens):
    """The model's words, and seconds to the first and the last of them."""
    body = {"model": "", "messages": messages, "temperature": 0, "max_tokens": most_tokens, "grammar": grammar,
            "quotable": quotable, "stream": True, "stream_options": {"include_usage": True}}
    connection = Connection(path)
    began, first, raw, usage = time.monotonic(), None, "", {}
    connection.request("POST", "/v1/chat/completions", json.dumps(body), {"Content-Type": "application/json"})
    for line in connection.getresponse():
        if not line.startswith(b"data: {"):
            continue
        event = json.loads(line[6:])
        usage = event.get("usage") or usage
        for choice in event.get("choices", []):
            piece = choice.get("delta", {}).get("content") or ""
            if piece and first is None:
                first = time.monotonic() - began
            raw += piece
    return {"raw": raw, "first_s": first and round(first, 1), "all_s": round(time.monotonic() - began, 1), "usage": usage}


def grams_of(text):
    return {text[i:i + 2] for i in range(len(text) - 1)}


def collection(data, name, language, size):
    """Passages by document, and questions by document."""
    corpus = data / name / ("corpus.en.jsonl.gz" if name == "xquad" else "corpus.jsonl.gz")
    queries = data / name / ("queries.en.jsonl.gz" if name == "xquad" else "queries.jsonl.gz")
    passages = {}
    for one in lines(corpus):
        if one.get("language", language) == language:
            for text in pieces(one["text"], size):
                if 80 <= len(text) <= size * 1.3:
                    passages.setdefault(one["id"], []).append({"document": one["id"], "title": one.get("title", ""), "text": text})
    questions = {}
    for one in lines(queries):
        if one.get("language", language) == language and one.get("type", "fact") in ("fact", "multi_hop"):
            questions.setdefault(next(iter(one["relevant"])), []).append(one)
    return passages, questions


def holds(passage, query):
    text = re.sub(r"\s+", "", passage["text"])
    return any(re.sub(r"\s+", "", proof) in text for proof in query.get("refs") or query["answers"] if len(proof) > 1)


def groups_of(data, name, language, half, dice, short):
    passages, questions = collection(data, name, language, MOST[language] * 6 // 10 if short else MOST[language])
    everything = [one for mine in passages.values() for one in mine]
    documents = [one for one in passages if questions.get(one) and half_of(one) == half and part_of(name, one) == "reported"]
    dice.shuffle(documents)
    for at, document in enumerate(documents):
        for gold in dice.sample(passages[document], len(passages[document])):
            mine = [one for one in questions[document] if holds(gold, one)]
            if len(mine) >= (1 if short else 2):
                break
        else:
            continue
        grams = grams_of(gold["text"])
        near = sorted((one for one in dice.sample(everything, min(150, len(everything))) if one["document"] != document),
                      key=lambda one: -len(grams & grams_of(one["text"])) / len(grams | grams_of(one["text"])))
        shown = [gold] if short and at % 2 else [gold, near[0]]
        dice.shuffle(shown)
        dice.shuffle(mine)
        asked = [(one, False) for one in mine[:3]]
        hidden = [one for other in near[1:6] for one in questions.get(other["document"], []) if not any(holds(p, one) for p in shown)]
        if at % (2 if short else 3) == 0 and hidden:
            asked.append((dice.choice(hidden), True))
        yield {"set": name, "language": language, "half": half, "passages": shown, "asked": asked}


def rounds(data, dice, short, halves):
    """Groups of all collections in turn, of the two halves in turn, until nothing is left of any."""
    made = [groups_of(data, *one, half, random.Random(dice.random()), short) for half in halves
            for one in (("cmrc2018", "zh"), ("dragonball", "zh"), ("xquad", "en"), ("dragonball", "en"))]
    while made:
        for groups in list(made):
            group = next(groups, None)
            if group:
                yield group
            else:
                made.remove(groups)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--socket", required=True)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--most-tokens", type=int, default=160)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--halves", nargs="+", default=["development", "reported"])
    parser.add_argument("--but", type=pathlib.Path, nargs="*", default=[])
    given = parser.parse_args()
    known = {json.loads(one)["id"] for looked_at in given.but for one in looked_at.open(encoding="utf-8")}
    if given.output.exists():
        known |= {json.loads(one)["id"] for one in given.output.open(encoding="utf-8")}
    count = 0
    with given.output.open("a", encoding="utf-8") as output:
        for group in rounds(given.data, random.Random(given.seed), given.short, given.halves):
            for query, hidden in group["asked"]:
                if count >= given.questions:
                    return
                count += 1
                name = f"{group['set']}/{group['language']}/{query['id']}" + ("/hidden" if hidden else "")
                if name in known:
                    continue
                reply = ask(given.socket, query["text"], group["passages"], group["language"], given.most_tokens)
                output.write(json.dumps({
                    "id": name, "set": group["set"], "language": group["language"], "half": group["half"], "hidden": hidden,
                    "question": query["text"], "gold": query["answers"], "passages": group["passages"], **reply},
                    ensure_ascii=False) + "\n")
                output.flush()
                print(f"{name} {reply['first_s']} {reply['all_s']} s:", query["text"], "=>", reply["raw"], flush=True)


if __name__ == "__main__":
    main()
