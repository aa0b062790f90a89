#!/usr/bin/env python3
"""Real files, damaged at random, through the sandboxed parser as the server runs it: damaged.py BUILD DATA WORK [--seed N]
[--files N] [--rounds N]. Each must end in a stated state, with a reason in both languages, within the limits; what does
not is named and kept in WORK. Exit status 1 when there is one."""
import argparse
import collections
import json
import os
import random
import subprocess
import sys

# How a file may end, by ErrorCode of libs/base.
STATES = {None: "read", 0: "broken", 2: "password needed", 5: "limit reached", 6: "unsupported or no text", 10: "timeout"}
MOST_SECONDS = 30
MOST_BYTES = 2**30


def cut(data, other, draw):
    return data[:draw.randrange(len(data))]


def flip(data, other, draw):
    data = bytearray(data)
    for _ in range(draw.choice((1, 4, 16, 64))):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def join(data, other, draw):
    at = draw.randrange(len(data))
    return data[:at] + other[draw.randrange(len(other)):]


def append(data, other, draw):
    return data + other


def repeat(data, other, draw):
    at, length = draw.randrange(len(data)), draw.randrange(1, 5000)
    return data[:at] + data[at:at + length] * draw.choice((2, 10)) + data[at:]


def drop(data, other, draw):
    at = draw.randrange(len(data))
    return data[:at] + data[at + draw.randrange(1, 2000):]


def zero(data, other, draw):
    at, length = draw.randrange(len(data)), draw.randrange(1, 5000)
    return data[:at] + bytes(len(data[at:at + length])) + data[at + length:]


DAMAGES = (cut, flip, join, append, repeat, drop, zero)


def choose(corpus, count, draw):
    """As many formats as there can be, then more of the frequent ones."""
    by_format = collections.defaultdict(list)
    for record in corpus:
        by_format[record["format"]].append(record)
    for records in by_format.values():
        draw.shuffle(records)
    chosen = []
    while len(chosen) < count and any(by_format.values()):
        chosen += [records.pop() for records in by_format.values() if records]
    return chosen[:count]


def fault(line):
    if line.get("error") not in STATES:
        return f"error {line['error']}"
    if "error" in line and not (line["message"] and line["message_zh"]):
        return "no reason in both languages"
    if line["seconds"] > MOST_SECONDS + 5 or line.get("error") == 10:
        return f"took {line['seconds']:.1f} s"
    if line["peak"] > MOST_BYTES:
        return f"took {line['peak'] / 2**20:.0f} MiB"
    if line.get("error") == 0 and "parser" in line["message"]:
        return "the parser ended"
    return None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", help="build/release")
    options.add_argument("data", help="the folder with doc-corpus")
    options.add_argument("work", help="for what was damaged; made when missing")
    options.add_argument("--seed", type=int, default=None)
    options.add_argument("--files", type=int, default=42)
    options.add_argument("--rounds", type=int, default=7, help="copies of each, each damaged in another way")
    args = options.parse_args()
    seed = random.SystemRandom().randrange(2**32) if args.seed is None else args.seed
    draw = random.Random(seed)
    with open(f"{args.data}/doc-corpus/manifest.jsonl", encoding="utf-8") as file:
        corpus = [json.loads(line) for line in file]
    contents = []
    for record in choose(corpus, args.files, draw):
        with open(f"{args.data}/doc-corpus/{record['file']}", "rb") as file:
            contents.append((record, file.read()))
    contents = [one for one in contents if one[1]]
    os.makedirs(args.work, exist_ok=True)
    requests = []
    for number, (record, data) in enumerate(contents):
        for i in range(args.rounds):
            damage = DAMAGES[i % len(DAMAGES)]
            path = f"{args.work}/{number}-{i}-{damage.__name__}{os.path.splitext(record['file'])[1]}"
            with open(path, "wb") as file:
                file.write(damage(data, draw.choice(contents)[1], draw))
            requests.append(f"{path}\t{record['password']}\n" if record.get("password") else f"{path}\n")
    process = subprocess.run([f"{args.build}/bench/parse/wenyuan_parse_corpus", f"{args.build}/bin/wenyuan-parser"],
                             input="".join(requests), stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in process.stdout.split("\n")[:-1]]
    states = collections.Counter(STATES.get(line.get("error"), "other") for line in lines)
    print(f"seed {seed}: {len(contents)} files of {len({r['format'] for r, _ in contents})} formats, {len(lines)} of "
          f"{len(requests)} damaged copies ended: {', '.join(f'{s} {n}' for s, n in states.most_common())}; longest "
          f"{max(l['seconds'] for l in lines):.1f} s, peak {max(l['peak'] for l in lines) / 2**20:.0f} MiB")
    faults = [(line, fault(line)) for line in lines if fault(line)]
    for line, why in faults:
        print(f"  {line['path']}: {why}: {line.get('message', '')}")
    for line in lines:
        if not fault(line):
            os.remove(line["path"])
    return 1 if faults or len(lines) != len(requests) else 0


if __name__ == "__main__":
    sys.exit(main())
