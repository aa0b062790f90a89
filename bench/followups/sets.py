"""Two-turn questions with the document that answers the second, made from public collections.

A question is {"first", "answer", "second", "document", "half"}: `half` is "dev" (rules may be made on it) or "reported"
(never looked at), by dialogue or document. `complete` questions need no turn before; they must keep their answer when
one of something else goes before them."""
import collections
import gzip
import json
import pathlib
import random
import re
import zlib


def lines(path: pathlib.Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def half_of(key: str) -> str:
    return "dev" if zlib.crc32(key.encode()) % 2 else "reported"


def names_in(text: str, names) -> list[str]:
    """Of the names that stand in it, those that are in no longer one."""
    found = [name for name in names if name in text]
    return [name for name in found if not any(name != other and name in other for other in found)]


def crosswoz(data: pathlib.Path):
    """People planning a trip: one card of facts for each hotel, restaurant and sight, questions as they typed them."""
    acts = {row["id"]: row for row in lines(data / "crosswoz/val.jsonl.gz")}
    names = {slot[3] for row in acts.values() for slot in row["slots"] if slot[2] == "名称" and len(slot[3]) > 2}
    cards, questions = collections.defaultdict(dict), []
    dialogues = lines(data / "crosswoz/dialogues.val.jsonl.gz")
    for dialogue in dialogues:
        for at, (role, text) in enumerate(dialogue["turns"]):
            if role == "sys" and (listed := re.search(r"周边(?:的)?\S{2}有(.+?)[。.]?$", text)):
                names.update(name.strip() for name in re.split(r"[,，、]", listed.group(1)) if 2 < len(name.strip()) < 20)
    for dialogue in dialogues:
        turns, current = dialogue["turns"], {}
        for at in range(0, len(turns) - 1, 2):
            said = turns[at][1]
            reply = turns[at + 1][1]
            act = acts.get(f"{dialogue['id']}-{at}")
            if not act:
                continue
            asked = [intent.split("-")[1:] for intent in act["intents"] if intent.startswith("Request-")]
            recommended = [domain for domain, *slot in asked if slot == ["名称"]]
            if recommended:
                named = names_in(reply, names)
                current = {recommended[0]: named[0]} if len(named) == 1 and not reply.startswith("抱歉，没") else {}
                first = (said, reply)
                continue
            facts = [(domain, "-".join(slot)) for domain, *slot in asked if domain in current]
            if not facts or len(facts) != len(asked) or "抱歉" in reply or "没有" in reply:
                continue
            name = current[facts[0][0]]
            cards[name]["-".join(sorted({slot for _, slot in facts}))] = reply
            if at >= 2 and turns[at - 2][1] == first[0] and not names_in(said, names):
                questions.append({"first": first[0], "answer": first[1], "second": said, "document": name,
                                  "half": half_of(dialogue["id"])})
    documents = {name: f"# {name}\n\n" + "".join(f"{slot}：{reply}\n\n" for slot, reply in facts.items())
                 for name, facts in cards.items()}
    return documents, questions


def kdconv(data: pathlib.Path):
    """People chatting about films, music and places: one card for each, from the triples of the dialogues."""
    cards, questions = collections.defaultdict(dict), []
    dialogues = lines(data / "kdconv/dev.jsonl.gz")
    for dialogue in dialogues:
        for turn in dialogue["turns"]:
            for subject, relation, value in turn["triples"]:
                cards[subject][relation, value] = True
    for dialogue in dialogues:
        turns = dialogue["turns"]
        for at in range(len(turns) - 3):
            first, answer, second, reply = turns[at:at + 4]
            subjects = {triple[0] for triple in reply["triples"]}
            if len(subjects) != 1 or not second["text"].endswith("？"):
                continue
            name = next(iter(subjects))
            short = re.sub(r"[（(].*", "", name)
            if short in second["text"] or (short not in first["text"] and short not in answer["text"]):
                continue
            questions.append({"first": first["text"], "answer": answer["text"], "second": second["text"],
                              "document": name, "half": "reported"})
    documents = {name: f"# {name}\n\n" + "".join(f"{'简介' if relation == 'Information' else relation}：{value}\n\n" for relation, value in facts)
                 for name, facts in cards.items()}
    return documents, questions


COMPANY = re.compile(r"^(?:(?:When|What|Who|How|Which|Where|By|With|Why|In|On|Did|Was|Does|Is)\b.*?)?((?:[A-Z][\w&]+ )+(?:Ltd|Co|Inc|Corp)\.|\S{2,16}?公司)")


def dragonball(data: pathlib.Path):
    """Reports of companies, zh and en: the second question about the same one with a pronoun for it, or the same question
    about another company."""
    corpus = {row["id"]: row for row in lines(data / "dragonball/corpus.jsonl.gz")}
    documents = {key: f"{row.get('title', '')}\n\n{row['text']}" for key, row in corpus.items()}
    facts, questions, by_form = collections.defaultdict(list), [], collections.defaultdict(list)
    for query in lines(data / "dragonball/queries.jsonl.gz"):
        found = COMPANY.match(query["text"])
        if query["type"] != "fact" or query["domain"] != "finance" or not found or len(query["relevant"]) != 1:
            continue
        if not query["refs"]:
            continue
        company = found.group(1).strip()
        facts[query["relevant"][0]].append((query["text"], company, query["refs"]))
        by_form[query["text"].replace(company, "@")].append((query["text"], company, query["refs"], query["relevant"][0]))
    for document, rows in sorted(facts.items()):
        for (first, company, _), (second, same, refs) in zip(rows, rows[1:]):
            if company != same:
                continue
            chinese = "公司" in company
            pronoun = (re.sub(re.escape(company), "它" if len(second) % 2 else "该公司", second) if chinese else
                       second.replace(company + "'s", "its").replace(company, "it"))
            questions.append({"first": first, "answer": None, "second": pronoun, "document": document, "refs": refs,
                              "kind": "pronoun zh" if chinese else "pronoun en", "half": half_of(document)})
    for rows in by_form.values():
        for (first, _, _, _), (_, company, refs, document) in zip(rows, rows[1:]):
            chinese = "公司" in company
            questions.append({"first": first, "answer": None, "document": document, "refs": refs,
                              "second": f"那{company}呢？" if chinese else f"What about {company}?",
                              "kind": "ellipsis zh" if chinese else "ellipsis en", "half": half_of(document)})
    return documents, questions


def cmrc2018(data: pathlib.Path, count: int = 250):
    """Complete questions about articles of an encyclopedia."""
    documents = {row["id"]: row["text"] for row in lines(data / "cmrc2018/corpus.jsonl.gz")[:count]}
    complete = [{"second": query["text"], "document": query["relevant"][0], "half": half_of(query["id"])}
                for query in lines(data / "cmrc2018/queries.jsonl.gz") if query["relevant"][0] in documents]
    return documents, complete


def sample(questions, half: str, count: int, seed: int = 8):
    chosen = [question for question in questions if question["half"] == half]
    random.Random(seed).shuffle(chosen)
    return chosen[:count]
