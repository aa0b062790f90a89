#!/usr/bin/env python3
"""Harder wrong statements than corrupt.py makes, in its form, of kinds that the proof's rules were not made from.

The wrong thing is a thing of the same passage: within-number, within-date, within-name put another number (of
the same unit), date or name of the passage into a sentence; exchanged-* let two of a sentence change places.
answer-* corrupt gold answers of dragonball, which say in other words what the passages do (`answer`, written
too): a wrong number, date, name, unit or denial is not given away by being nearly verbatim there. Halves as
in corrupt.py.
"""
import argparse
import json
import pathlib
import random
import re

import corrupt
from corrupt import EN_DATE, ZH_DATE, ZH_NUMBER, alike, gold_answers, half_of, read_names, read_passages, sentences

UNIT_BEHIND = re.compile(r"\s?(?:%|万元|亿元|元|万|亿|[\u4e00-\u9fff]|[A-Za-z]+)?")


def numbers_of(text, chinese):
    dates = [found.span() for found in (ZH_DATE if chinese else EN_DATE).finditer(text)]
    for found in ZH_NUMBER.finditer(text):
        inside = any(a <= found.start() < b for a, b in dates)
        if not inside and not re.match(r"[A-Za-z-]", text[found.start() - 1:found.start()] or " "):
            written = found.group().rstrip(",")
            behind = UNIT_BEHIND.match(text, found.start() + len(written)).group().strip()
            yield written, behind, found.start()


def put(text, at, old, new):
    return text[:at] + new + text[at + len(old):], old, new


def within_number(text, passage, dice, names, places):
    mine = list(numbers_of(text, passage.chinese))
    values = {written for written, _, _ in mine}
    other = [(one, new) for one in mine for new, behind, _ in numbers_of(passage.text, passage.chinese)
             if new not in values and behind == one[1]]
    if not other:
        return None
    (old, _, at), new = dice.choice(other)
    return put(text, at, old, new)


def dates_of(text, chinese):
    return [(found.group(), found.start()) for found in (ZH_DATE if chinese else EN_DATE).finditer(text)]


def shape(date):
    return re.sub(r"\d+|[A-Z][a-z]+", "0", date)


def within_date(text, passage, dice, names, places):
    mine = dates_of(text, passage.chinese)
    other = [(one, new) for one in mine for new, _ in dates_of(passage.text, passage.chinese)
             if shape(new) == shape(one[0]) and new not in text]
    if not other:
        return None
    (old, at), new = dice.choice(other)
    return put(text, at, old, new)


def names_of(passage, places):
    there = places.get(passage.name, []) + places.get((passage.name, passage.text[:40]), [])
    return [(name, kind) for name, kind in there if name in passage.text]


def apart(one, other):
    return one not in other and other not in one and not (set(one) & set(other) and not one.isascii())


def within_name(text, passage, dice, names, places):
    there = names_of(passage, places)
    other = [(old, new) for old, kind in there for new, kind_of_new in there
             if old in text and new not in text and kind[:2] == kind_of_new[:2] and apart(old, new)]
    if not other:
        return None
    old, new = dice.choice(other)
    return text.replace(old, new), old, new


def exchange(text, one, other):
    (a, at), (b, behind) = sorted((one, other), key=lambda pair: pair[1])
    return text[:at] + b + text[at + len(a):behind] + a + text[behind + len(b):], a, b


def exchanged_number(text, passage, dice, names, places):
    mine = list(numbers_of(text, passage.chinese))
    pairs = [(one, other) for one in mine for other in mine if one[2] < other[2] and one[0] != other[0] and one[1] == other[1]]
    if not pairs:
        return None
    one, other = dice.choice(pairs)
    return exchange(text, (one[0], one[2]), (other[0], other[2]))


def exchanged_name(text, passage, dice, names, places):
    mine = [name for name, _ in names_of(passage, places) if text.count(name) == 1]
    pairs = [(one, other) for one in mine for other in mine if text.find(one) < text.find(other) and apart(one, other)]
    # "A and B" is the same as "B and A".
    pairs = [(one, other) for one, other in pairs
             if not re.fullmatch(r"[、，, ]*(?:和|与|及|以及|and|or|或)?[、，, ]*|.{0,12}[、和与及].{0,12}", text[text.find(one) + len(one):text.find(other)])]
    if not pairs:
        return None
    one, other = dice.choice(pairs)
    return exchange(text, (one, text.find(one)), (other, text.find(other)))


HARD = {"within-number": within_number, "within-date": within_date, "within-name": within_name,
        "exchanged-number": exchanged_number, "exchanged-name": exchanged_name}
OF_ANSWERS = {"number": corrupt.corrupt_number, "date": corrupt.corrupt_date, "name": corrupt.corrupt_name,
              "unit": corrupt.corrupt_unit, "negation": corrupt.corrupt_negation, **HARD}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--each", type=int, default=60, help="statements of a kind and half")
    parser.add_argument("--answers", type=int, default=400, help="gold answers of a half")
    given = parser.parse_args()
    dice = random.Random(given.seed)
    passages = read_passages(given.data)
    names, places = read_names(given.data, passages)
    count = 0
    with given.output.open("w", encoding="utf-8") as output:
        def write(half, kind, passage, statement, others, was=None, now=None, question=""):
            nonlocal count
            output.write(json.dumps({
                "id": count, "half": half, "kind": kind, "set": passage.source,
                "language": "zh" if passage.chinese else "en", "statement": statement, "was": was, "now": now, "question": question,
                "passages": [{"title": one.title, "text": one.text, "document": one.name} for one in (passage, *others)]},
                ensure_ascii=False) + "\n")
            count += 1

        for half in ("development", "reported"):
            mine = [one for one in passages if half_of(one.name) == half]
            for kind, change in HARD.items():
                made, seen = 0, set()
                for _ in range(60_000):
                    passage = dice.choice(mine)
                    all_of = sentences(passage.text, passage.chinese)
                    changed = change(dice.choice(all_of), passage, dice, names, places) if all_of else None
                    if not changed or changed[0] in seen or changed[0] in passage.text:
                        continue
                    seen.add(changed[0])
                    same = [one for one in passages if one.source == passage.source and one.chinese == passage.chinese]
                    write(half, kind, passage, changed[0], alike(passage, same, dice), changed[1], changed[2])
                    made += 1
                    if made == given.each:
                        break
        made = gold_answers(given.data, passages, given.answers, random.Random(given.seed))
        for half, all_of in made.items():
            for passage, statement, others, question in all_of:
                write(half, "answer", passage, statement, others, question=question)
                # Its words may stand in any of the passages shown.
                shown = corrupt.Passage(passage.name, passage.title, "\n".join(one.text for one in (passage, *others)),
                                        passage.chinese, passage.source)
                known = dict(places)
                known[(shown.name, shown.text[:40])] = [one for other in (passage, *others) for one in names_of(other, places)]
                for kind, change in OF_ANSWERS.items():
                    changed = change(statement, shown, dice, names, known)
                    if changed and changed[0] != statement:
                        write(half, "answer-" + kind, passage, changed[0], others, changed[1], changed[2], question)


if __name__ == "__main__":
    main()
