#!/usr/bin/env python3
"""measure.py DATA summaries | labels | meaning: what summaries and classifications without a model are worth, on the real program
(WENYUAN_BINARY_DIR); meaning: labels with the embedder that ./run installs. Documents of even place are development, of odd place reported. Standard library only."""
import collections
import gzip
import json
import math
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "e2e"))
from wenyuan_server import Server  # noqa: E402


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def words(text):
    found = []
    for run in re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]", text.lower()):
        found.append(run)
    return found


def grams(text, n):
    tokens = words(text)
    return collections.Counter(tuple(tokens[at:at + n]) for at in range(len(tokens) - n + 1))


def rouge(summary, reference, n):
    mine, theirs = grams(summary, n), grams(reference, n)
    shared = sum((mine & theirs).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / sum(mine.values()), shared / sum(theirs.values())
    return 2 * precision * recall / (precision + recall)


def sentences_of(text):
    return [one.strip() for one in re.split(r"(?<=[。！？.!?])\s*|\n+", text) if len(one.strip()) > 15]


def cut(sentences, characters):
    """As many of the first sentences as a summary of so many characters has room for."""
    kept = ""
    for sentence in sentences:
        if kept and len(kept) + len(sentence) > characters:
            break
        kept += sentence + " "
    return kept


def house(files, embedder="off"):
    """A server whose one library holds these files, and their ids by name."""
    server = Server(embedder=embedder)
    owner = server.administrator()
    library = owner.call("POST", "/api/v1/libraries", {"name": "all"}).json["id"]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
        server.command("import", folder, "--library", library and "all", "--wait")
    ids = {}
    while True:
        page = owner.get("/api/v1/documents", limit=1000, offset=len(ids)).json
        for document in page["documents"]:
            ids[document["source_name"].split("/")[-1]] = document["document_id"]
        if len(ids) >= page["total"]:
            while embedder != "off" and owner.get("/api/v1/status").json["embedding"]["state"] != "done":
                time.sleep(1)
            return server, owner, ids


def measure_summaries(data):
    sets = {"gov_report": [(row["document"], row["answers"][0]) for row in rows(data / "leval/gov_report_summ.jsonl.gz")]}
    corpus = {row["id"]: row for row in rows(data / "dragonball/corpus.jsonl.gz")}
    wanted = collections.defaultdict(list)
    for query in rows(data / "dragonball/queries.jsonl.gz"):
        if query["type"] == "summary" and len(query["relevant"]) == 1:
            wanted[query["relevant"][0]].append(query["answers"][0])
    for language in ("zh", "en"):
        sets[f"dragonball {language}"] = [(corpus[key]["text"], "\n".join(answers)) for key, answers in wanted.items()
                                          if corpus[key].get("language", "zh") == language]
    files = {f"{name.replace(' ', '-')}-{at}.txt": text for name, pairs in sets.items() for at, (text, _) in enumerate(pairs)}
    server, owner, ids = house(files)
    print("set | documents | ours R1 R2 | first sentences R1 R2 | ms")
    for name, pairs in sets.items():
        halves = {"": range(len(pairs))} if name == "gov_report" else {
            " development": range(0, len(pairs), 2), " reported": range(1, len(pairs), 2)}
        for half, places in halves.items():
            sums = collections.Counter()
            for at in places:
                text, reference = pairs[at]
                summary = owner.call("POST", "/api/v1/summaries", {"document": ids[f"{name.replace(' ', '-')}-{at}.txt"],
                                                                   "length": "long"}).json
                ours = " ".join(point["sentence"]["text"] for point in summary["points"])
                lead = cut(sentences_of(text), len(ours))
                for n in (1, 2):
                    sums[f"ours{n}"] += rouge(ours, reference, n)
                    sums[f"lead{n}"] += rouge(lead, reference, n)
                sums["ms"] += summary["elapsed_ms"]
            count = len(places)
            print(f"{name}{half} | {count} | {sums['ours1'] / count:.3f} {sums['ours2'] / count:.3f} | "
                  f"{sums['lead1'] / count:.3f} {sums['lead2'] / count:.3f} | {sums['ms'] / count:.0f}", flush=True)
    server.close()


SETS = {
    "bbc-news": ("bbc-news/docs.jsonl.gz", 400, 200, {
        "business": "companies, markets, economy, shares, profits", "entertainment": "film, music, tv, awards, actors",
        "politics": "government, parliament, election, ministers, party", "sport": "football, rugby, cricket, athletics, match",
        "tech": "computers, internet, software, phones, games"}, {"tech": "technology"}),
    "thucnews-titles": ("thucnews-titles/titles.jsonl.gz", 800, 300, {
        "finance": "银行、基金、理财、保险、黄金、债券、外汇", "realty": "楼盘、房价、住宅、地产、户型",
        "stocks": "股市、A股、大盘、涨停、个股、港股", "education": "高考、考研、大学、招生、留学、考试",
        "science": "手机、电脑、互联网、数码、芯片、软件", "society": "男子、女子、警方、事故、村民",
        "politics": "外交、总统、政府、国务院、部长、军方", "sports": "足球、篮球、比赛、联赛、球员、冠军",
        "game": "网游、玩家、电竞、公测、网络游戏", "entertainment": "电影、明星、演员、歌手、导演、综艺"},
        {"finance": "财经", "realty": "房产", "stocks": "股票", "education": "教育", "science": "科技", "society": "社会",
         "politics": "时政", "sports": "体育", "game": "游戏", "entertainment": "娱乐"}),
}


def judge(owner, document, labels):
    answer = owner.call("POST", "/api/v1/classifications", {"document": document, "labels": labels})
    assert answer.status == 200, answer.body
    return answer.json


def measure_labels(data, only, embedder):
    """Every second row is development (printed apart); labels are never shown to the library. "None" is measured by taking
    the right label away."""
    print("set | labels | half | documents | right | said none though right label there | said none, right label taken away | "
          "confidence right/wrong | margins")
    for name, (path, size, asked, descriptions, names) in SETS.items():
        if only and name not in only:
            continue
        everything = rows(data / path)
        step = max(1, len(everything) // size)
        sample = everything[::step][:size]
        files = {f"t{at}.txt": (row.get("title", "") + "\n\n" + row["text"]).strip() for at, row in enumerate(sample)}
        server, owner, ids = house(files, embedder)
        for described in (False, True):
            labels = {key: {"name": names.get(key, key), **({"description": text} if described else {})}
                      for key, text in descriptions.items()}
            for half in (0, 1):
                places = list(range(half, len(sample), 2))[:: max(1, len(sample) // 2 // (asked // 2))]
                right = none = none_without = 0
                confident, doubtful, fits = [], [], []
                for at in places:
                    truth = sample[at]["label"]
                    found = judge(owner, ids[f"t{at}.txt"], list(labels.values()))
                    best = found["scores"][0]
                    good = best["label"] == labels[truth]["name"]
                    right += good
                    (confident if good else doubtful).append(best["confidence"])
                    none += not best["fits"]
                    margin = math.log(max(best["confidence"], 1e-12) / max(found["none"], 1e-12))
                    others = [label for key, label in labels.items() if key != truth]
                    away = judge(owner, ids[f"t{at}.txt"], others)
                    none_without += not away["scores"][0]["fits"]
                    fits.append((margin, math.log(max(away["scores"][0]["confidence"], 1e-12) / max(away["none"], 1e-12)), good))
                count = len(places)
                mean = lambda values: sum(values) / max(1, len(values))  # noqa: E731
                with_label = sorted(one[0] for one in fits)
                without = sorted(one[1] for one in fits)
                quantiles = [f"{side[int(share * (count - 1))]:.2f}" for side in (with_label, without) for share in (.05, .1, .5, .9)]
                print(f"{name} | {'described' if described else 'names'} | {'dev' if half == 0 else 'reported'} | {count} | "
                      f"{right / count:.3f} | {none / count:.3f} | {none_without / count:.3f} | {mean(confident):.2f}/{mean(doubtful):.2f} | "
                      f"{' '.join(quantiles)}", flush=True)
        server.close()


def main():
    data = pathlib.Path(sys.argv[1])
    if sys.argv[2] == "summaries":
        measure_summaries(data)
    else:
        measure_labels(data, sys.argv[3:], "auto" if sys.argv[2] == "meaning" else "off")


if __name__ == "__main__":
    main()
