#!/usr/bin/env python3
"""Sentences that a passage says, and the same with one thing made wrong, for wenyuan_answer_proof.

Every line of the output: what was done (`kind`), the statement, the passages to check it against (the
one it comes from, and the three of its collection that are most like it). Wrong kinds: number, date,
name, unit, negation. True kinds: verbatim, rewritten (other forms of numbers and dates, a clause left
out), answer (gold answers of dragonball, written by people and models from the passages).
Documents are halved by their names: `development` is for looking at, `reported` is for the figures.
"""
import argparse
import gzip
import hashlib
import json
import pathlib
import random
import re
import subprocess

PERSON = re.compile(r"谁|誰|哪位|什么人|什麼人|\bwho\b", re.I)
PLACE = re.compile(r"哪里|哪裡|哪个城市|哪個城市|哪个国家|哪個國家|哪国|哪國|什么地方|where", re.I)
HOUSE = re.compile(r"哪家|哪个公司|哪個公司|什么公司|哪所|哪个机构|which (?:company|organi)", re.I)
ZH_NUMBER = re.compile(r"(?<![\d.,年月/-])\d[\d,]*(?:\.\d+)?(?![\d.,]*\d)(?!\s*[年月日号號])")
ZH_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号號])?)?|\d{1,2}月\d{1,2}[日号號]")
EN_DATE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2})?(?:, \d{4}| \d{4})|\b(?:in|of|since|by) (?:19|20)\d{2}\b")
MONTHS = "January February March April May June July August September October November December".split()
UNITS = [("万元", "亿元"), ("亿元", "万元"), ("萬", "億"), ("亿", "万"), ("万", "亿"), ("美元", "日元"),
         ("公里", "米"), ("公尺", "公里"), ("米", "公里"), ("%", "‰"), ("个月", "年"), ("天", "个月"),
         ("小时", "天"), ("分钟", "小时"), ("公斤", "吨"), ("元", "美元"), ("岁", "个月"),
         ("billion", "million"), ("million", "billion"), ("percent", "percentage points"),
         ("%", " percentage points"), ("months", "years"), ("weeks", "months"), ("years", "months"),
         ("days", "weeks"), ("hours", "days"), ("km", "m")]
NEGATE_ZH = [("并不是", "是"), ("不是", "是"), ("没有", "有"), ("沒有", "有"), ("不能", "能"), ("不得", "可以"),
             ("未能", "能"), ("不会", "会"), ("是", "不是"), ("有", "没有"), ("可以", "不可以"), ("能够", "不能够"),
             ("会", "不会"), ("開始", "沒有開始"), ("开始", "没有开始"), ("获得", "没有获得"), ("实现", "没有实现"),
             ("完成", "没有完成"), ("成为", "没有成为"), ("位于", "不位于"), ("增加", "减少"), ("上升", "下降")]
NEGATE_EN = [(" was not ", " was "), (" is not ", " is "), (" did not ", " did "), (" cannot ", " can "),
             (" was ", " was not "), (" is ", " is not "), (" were ", " were not "), (" are ", " are not "),
             (" has ", " has not "), (" can ", " cannot "), (" will ", " will not "), (" had ", " had not "),
             (" increased ", " decreased ")]


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sentences(text, chinese):
    if chinese:
        found = re.findall(r"[^。！？\n]+[。！？]", text)
        return [one.strip() for one in found if 12 <= len(one.strip()) <= 120]
    found = re.split(r"(?<=[a-z0-9)%][.?!])\s+(?=[A-Z])", text.replace("\n", " "))
    return [one.strip() for one in found if 40 <= len(one.strip()) <= 320]


def half_of(document):
    return ("development", "reported")[hashlib.sha256(document.encode()).digest()[0] % 2]


class Passage:
    def __init__(self, name, title, text, chinese, source):
        self.name, self.title, self.text, self.chinese, self.source = name, title, text, chinese, source
        self.grams = {text[i:i + 2] for i in range(len(text) - 1)}


def pieces(text, size):
    piece = ""
    for paragraph in text.split("\n"):
        if piece and len(piece) + len(paragraph) > size:
            yield piece
            piece = ""
        piece += ("\n" if piece else "") + paragraph
    if piece:
        yield piece


def read_passages(data):
    passages = []
    for name in ("cmrc2018", "drcd"):
        for one in lines(data / name / "corpus.jsonl.gz"):
            passages.append(Passage(one["id"], one.get("title", ""), one["text"], True, name))
    for one in lines(data / "dragonball" / "corpus.jsonl.gz"):
        chinese = one["language"] == "zh"
        for at, piece in enumerate(pieces(one["text"], 500 if chinese else 1500)):
            passages.append(Passage(one["id"], one["title"], piece, chinese, "dragonball"))
    for file in sorted((data / "sec-10q" / "docs").glob("*.pdf")):
        text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
        for at, block in enumerate(re.split(r"\n\s*\n", text)):
            block = re.sub(r"\s+", " ", block)
            if len(block) >= 200 and block.count("  ") < 3:
                passages.append(Passage(f"{file.stem}", file.stem.replace("_", " "), block, False, "sec-10q"))
    return passages


def read_names(data, passages):
    """Answers of people to questions for a name, by what was asked; with where they stand."""
    names, places = {}, {}
    for source in ("cmrc2018", "drcd"):
        texts = {one.name: one for one in passages if one.source == source}
        for query in lines(data / source / "queries.jsonl.gz"):
            asked = next((kind for kind, pattern in (("person", PERSON), ("place", PLACE), ("house", HOUSE))
                          if pattern.search(query["text"])), None)
            answer = query["answers"][0].strip("。，「」《》“” ")
            if not asked or not 2 <= len(answer) <= 9 or re.search(r"[\d，、和与的是在]", answer):
                continue
            document = next(iter(query["relevant"]))
            names.setdefault((source, asked), set()).add(answer)
            places.setdefault(document, []).append((answer, (source, asked)))
    titles = {one.title.split("_")[-1] for one in passages if one.source == "dragonball"}
    patients = [one for one in titles if len(one) < 5 or re.fullmatch(r"[A-Z]\. \w+", one)]
    houses = "|".join(re.escape(one) for one in sorted(titles - set(patients), key=len, reverse=True))
    for source, chinese, pattern in (
            ("dragonball", True, houses + r"|[\u4e00-\u9fff]某某?|(?:浙江|江苏|广东|北京|上海|四川|山东|湖北|福建|河南)省?"),
            ("dragonball", False, houses + r"|\b[A-Z]\. [A-Z][a-z]+|(?<=[a-z] )[A-Z][a-z]{3,} [A-Z][a-z]{3,}(?= [a-z])"),
            ("sec-10q", False, r"(?<=[a-z] )(?:AWS|NVIDIA|Apple|Amazon|iPhone|iPad|Mac|Europe|Japan|Greater China|North America|Mellanox|Arm|Whole Foods|Rivian|Ireland)\b")):
        mine = [one for one in passages if one.source == source and one.chinese == chinese]
        for one in mine:
            for found in set(re.findall(pattern, one.text)):
                kind = (source, "zh" if chinese else "en", found in titles or len(found) > 4, "某" in found)
                names.setdefault(kind, set()).add(found)
                places.setdefault((one.name, one.text[:40]), []).append((found, kind))
    return {kind: sorted(all_of) for kind, all_of in names.items()}, places


def other_number(written, dice):
    digits = [i for i, c in enumerate(written) if c.isdigit()]
    for _ in range(50):
        changed = list(written)
        way = dice.randrange(3)
        if way == 0:
            at = dice.choice(digits)
            changed[at] = dice.choice([d for d in "123456789" if d != changed[at]])
        elif way == 1 and len(digits) > 1:
            a, b = dice.sample(digits, 2)
            changed[a], changed[b] = changed[b], changed[a]
        else:
            changed.append("0") if "." not in written and "," not in written else changed.insert(0, "1")
        new = "".join(changed)
        if float(new.replace(",", "")) != float(written.replace(",", "")) and not re.match(r"0\d", new):
            return new
    return None


def corrupt_number(text, passage, dice, names, places):
    # Of dates the numbers are left alone.
    dates = [found.span() for found in (ZH_DATE if passage.chinese else EN_DATE).finditer(text)]
    found = [one for one in ZH_NUMBER.finditer(text)
             if not any(a <= one.start() < b for a, b in dates) and not re.match(r"[A-Za-z-]", text[one.start() - 1:one.start()] or " ")]
    if not found:
        return None
    one = dice.choice(found)
    new = other_number(one.group().rstrip(","), dice)
    return new and (text[:one.start()] + new + text[one.start() + len(one.group().rstrip(",")):], one.group(), new)


def corrupt_date(text, passage, dice, names, places):
    found = list((ZH_DATE if passage.chinese else EN_DATE).finditer(text))
    if not found:
        return None
    one = dice.choice(found)
    old = one.group()
    numbers = list(re.finditer(r"\d+", old))
    month = next((m for m in MONTHS if m in old), None)
    if month and dice.random() < .3:
        new = old.replace(month, dice.choice([m for m in MONTHS if m != month]))
    else:
        at = dice.choice(numbers)
        value = int(at.group())
        if value > 999:
            value += dice.choice([-10, -3, -2, -1, 1, 2, 3, 10])
        else:
            behind = old[at.end():at.end() + 1]
            value = dice.choice([v for v in range(1, 13 if behind == "月" else 28) if v != value])
        new = old[:at.start()] + str(value) + old[at.end():]
    return text[:one.start()] + new + text[one.end():], old, new


def corrupt_name(text, passage, dice, names, places):
    there = places.get(passage.name, []) + places.get((passage.name, passage.text[:40]), [])
    there = [(name, kind) for name, kind in there if name in text]
    if not there:
        return None
    name, kind = dice.choice(there)
    # Not one that is the same in other words.
    others = [one for one in names[kind] if not set(one) & set(name) or not passage.chinese]
    others = [one for one in others if one not in name and name not in one]
    if not others:
        return None
    new = dice.choice(others)
    return text.replace(name, new), name, new


def corrupt_unit(text, passage, dice, names, places):
    found = [(old, new, one) for old, new in UNITS for one in re.finditer(r"(?<=\d)\s?" + re.escape(old), text)
             if old.isascii() != passage.chinese or old == "%"]
    found = [one for one in found if not (one[0] == "%" and passage.chinese == one[1].startswith(" "))]
    if not found:
        return None
    old, new, one = dice.choice(found)
    return text[:one.start()] + one.group().replace(old, new) + text[one.end():], old, new


def corrupt_negation(text, passage, dice, names, places):
    pairs = [pair for pair in (NEGATE_ZH if passage.chinese else NEGATE_EN) if pair[0] in text]
    # "但是", "总是", "所有": not the verb.
    pairs = [pair for pair in pairs if pair[0] not in "是有会" or
             not re.search(r"[但总于还就只凡如若可或都也正所拥具享占含据会社议学协工公国机大年盛宴集]" + pair[0] + "|" + pair[0] + "[员议计长社所关利效名时的限权]", text)]
    if not pairs:
        return None
    old, new = dice.choice(pairs)
    return text.replace(old, new, 1), old, new


def chinese_numeral(number):
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    if number < 20:
        return "十" + (digits[number % 10] if number % 10 else "")
    return digits[number // 10] + "十" + (digits[number % 10] if number % 10 else "")


def rewrite(text, passage, dice):
    """Another way to write the same."""
    was = text
    if passage.chinese:
        ways = [
            lambda t: re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", t),
            lambda t: re.sub(r"(\d{4})年", lambda m: "".join("〇一二三四五六七八九"[int(c)] for c in m[1]) + "年", t),
            lambda t: re.sub(r"(?<![\d.,])(\d{1,2})(?=[个位人家名天岁])", lambda m: chinese_numeral(int(m[1])), t),
            lambda t: re.sub(r"(\d+(?:\.\d+)?)[%％]", r"百分之\1", t),
            lambda t: re.sub(r"(?<![\d.,])(\d+)万", lambda m: f"{int(m[1]) * 10000:,}", t),
            lambda t: re.sub(r"(?<![\d.,])(\d)(\d{3})(?![\d年.,-])", r"\1,\2", t),
            lambda t: re.sub(r"\d", lambda m: chr(ord(m[0]) + 0xFEE0), t),
        ]
    else:
        ways = [
            lambda t: re.sub(r"(" + "|".join(MONTHS) + r") (\d{1,2}), (\d{4})",
                             lambda m: f"{m[3]}-{MONTHS.index(m[1]) + 1:02}-{int(m[2]):02}", t),
            lambda t: re.sub(r"(" + "|".join(MONTHS) + r") (\d{1,2}), (\d{4})", r"\2 \1 \3", t),
            lambda t: re.sub(r"(\d+(?:\.\d+)?)%", r"\1 percent", t),
            lambda t: re.sub(r"(\d+(?:\.\d+)?) million", lambda m: f"{float(m[1]) * 1e6:,.0f}", t),
            lambda t: re.sub(r"(\d),(\d{3})", r"\1\2", t),
        ]
    dice.shuffle(ways)
    for way in ways:
        if way(text) != text:
            text = way(text)
            break
    clauses = re.split(r"(?<=，)" if passage.chinese else r"(?<=, )(?=[a-z])", text)
    if len(clauses) > 2 and dice.random() < .6:
        del clauses[dice.randrange(1, len(clauses) - 1) if len(clauses) > 3 else len(clauses) - 1]
        text = "".join(clauses).rstrip("，, ")
        text += "" if text.endswith(("。", ".")) else ("。" if passage.chinese else ".")
    return (text, None, None) if text != was else None


def alike(passage, passages, dice):
    others = [one for one in dice.sample(passages, min(80, len(passages)))
              if one is not passage and one.chinese == passage.chinese and one.text != passage.text]
    others += [one for one in passages if one.name == passage.name and one is not passage][:8]
    others.sort(key=lambda one: -len(one.grams & passage.grams) / (1 + len(one.grams | passage.grams)))
    kept = []
    for one in others:
        if len(kept) < 3 and one.text not in [two.text for two in kept]:
            kept.append(one)
    return kept


def gold_answers(data, passages, most, dice):
    by_name = {}
    for one in passages:
        by_name.setdefault(one.name, []).append(one)
    made = {"development": [], "reported": []}
    queries = [one for one in lines(data / "dragonball" / "queries.jsonl.gz") if one["type"] in ("fact", "multi_hop")]
    dice.shuffle(queries)
    for query in queries:
        documents = list(query["relevant"])
        chinese = query["language"] == "zh"
        mine = [one for name in documents for one in by_name.get(name, []) if one.source == "dragonball"]
        for answer in query["answers"][:1]:
            if not mine or not sentences(answer, chinese):
                continue
            statement = sentences(answer, chinese)[0]
            grams = {statement[i:i + 2] for i in range(len(statement) - 1)}
            best = sorted(mine, key=lambda one: -len(grams & one.grams))[:4]
            half = half_of(documents[0])
            count = sum(one[0].chinese == chinese for one in made[half])
            if count < most // 2:
                made[half].append((best[0], statement, best[1:], query["text"]))
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, help="the folder of all collections")
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--each", type=int, default=100, help="statements of a kind and half")
    given = parser.parse_args()
    dice = random.Random(given.seed)
    passages = read_passages(given.data)
    names, places = read_names(given.data, passages)
    by_source = {}
    for one in passages:
        by_source.setdefault((one.source, one.chinese, half_of(one.name)), []).append(one)
    kinds = {"number": corrupt_number, "date": corrupt_date, "name": corrupt_name, "unit": corrupt_unit,
             "negation": corrupt_negation, "verbatim": lambda t, *_: (t, None, None),
             "rewritten": lambda t, p, d, *_: rewrite(t, p, d)}
    count = 0
    with given.output.open("w", encoding="utf-8") as output:
        def write(half, kind, passage, statement, others, was=None, now=None, question=""):
            nonlocal count
            shown = [passage, *others]
            output.write(json.dumps({
                "id": count, "half": half, "kind": kind, "set": passage.source,
                "language": "zh" if passage.chinese else "en", "statement": statement, "was": was, "now": now,
                "question": question,
                "passages": [{"title": one.title, "text": one.text, "document": one.name} for one in shown]},
                ensure_ascii=False) + "\n")
            count += 1
        for half in ("development", "reported"):
            groups = sorted(key for key in by_source if key[2] == half)
            for kind, change in kinds.items():
                made, tries, seen = 0, 0, set()
                while made < given.each and tries < 200_000:
                    tries += 1
                    mine = by_source[groups[tries % len(groups)]]
                    passage = dice.choice(mine)
                    all_of = sentences(passage.text, passage.chinese)
                    if not all_of:
                        continue
                    sentence = dice.choice(all_of)
                    changed = change(sentence, passage, dice, names, places)
                    if not changed or changed[0] in seen or (kind != "verbatim" and changed[0] == sentence):
                        continue
                    if kind not in ("verbatim", "rewritten") and changed[0] in passage.text:
                        continue
                    seen.add(changed[0])
                    same = [one for one in passages if one.source == passage.source and one.chinese == passage.chinese]
                    write(half, kind, passage, changed[0], alike(passage, same, dice), changed[1], changed[2])
                    made += 1
        for half, made in gold_answers(given.data, passages, given.each * 2, dice).items():
            for passage, statement, others, question in made:
                write(half, "answer", passage, statement, others, question=question)


if __name__ == "__main__":
    main()
