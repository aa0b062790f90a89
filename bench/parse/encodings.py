#!/usr/bin/env python3
"""How many texts of each encoding and length are read rightly: encodings.py BUILD DATA. See README.md."""
import argparse
import gettext
import glob
import gzip
import json
import random
import subprocess

LENGTHS = (10, 20, 50, 200, 2000)
SAMPLES = 100
LOCALE = "/usr/share/locale"


def collection(data, name, file):
    with gzip.open(f"{data}/{name}/{file}", "rt", encoding="utf-8") as lines:
        return "\n".join(json.loads(line)["text"] for line, _ in zip(lines, range(400)))


def messages(language):
    """The translated messages of the programs that are installed, without what is only ASCII."""
    texts = []
    for path in sorted(glob.glob(f"{LOCALE}/{language}/LC_MESSAGES/*.mo")):
        try:
            with open(path, "rb") as file:
                catalogue = gettext.GNUTranslations(file)
        except (OSError, UnicodeDecodeError):
            continue
        texts += [t for key, t in catalogue._catalog.items() if key and isinstance(t, str) and not t.isascii()]
    return "\n".join(texts)


def encodable(text, encoding):
    """The lines that the encoding can write."""
    lines = []
    for line in text.split("\n"):
        try:
            line.encode(encoding)
        except UnicodeEncodeError:
            continue
        if line.strip():
            lines.append(line)
    return "\n".join(lines)


def running(text, encoding, length, rng):
    """About `length` bytes of whole characters, with one at least that is not ASCII."""
    while True:
        start = rng.randrange(max(1, len(text) - length))
        piece = ""
        size = 0
        for character in text[start:start + length]:
            size += len(character.encode(encoding))
            if size > length:
                break
            piece += character
        if piece.strip() and not piece.isascii():
            return piece


def table_like(text, encoding, length, rng):
    """Mostly ASCII: lines of numbers with two characters of the language each."""
    letters = [c for c in text if not c.isascii() and c.isalpha()]
    rows = ""
    while True:
        start = rng.randrange(len(letters) - 2)
        row = f"{rng.randrange(10000)},{''.join(letters[start:start + 2])},{rng.random():.3f},OK\n"
        if rows and len((rows + row).encode(encoding)) > length:
            return rows
        rows += row


def rate(program, samples, encoding):
    lines = "".join(sample.encode(encoding).hex() + "\n" for sample in samples)
    output = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.split("\n")
    return sum(bytes.fromhex(line).decode() == sample.replace("\r", "") for line, sample in zip(output, samples))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build")
    options.add_argument("data", help="the folder with crud-news and drcd")
    options.add_argument("--seed", type=int, default=20261126)
    args = options.parse_args()
    simplified = collection(args.data, "crud-news", "corpus.jsonl.gz")
    traditional = collection(args.data, "drcd", "corpus.jsonl.gz")
    japanese = messages("ja")
    rows = [("GB18030", simplified, "gb18030"), ("Big5", traditional, "cp950"), ("Shift-JIS", japanese, "cp932"),
            ("EUC-JP", japanese, "euc_jp"), ("EUC-KR", messages("ko"), "cp949"),
            ("UTF-16LE, no mark", simplified, "utf-16-le"), ("UTF-16BE, no mark", simplified, "utf-16-be"),
            ("UTF-8", simplified, "utf-8"), ("windows-1252, French", messages("fr"), "cp1252"),
            ("windows-1252, German", messages("de"), "cp1252"), ("windows-1251, Russian", messages("ru"), "cp1251"),
            ("KOI8-R, Russian", messages("ru"), "koi8-r")]
    program = f"{args.build}/bench/parse/wenyuan_decode_text"
    right = total = 0
    for name, text, encoding in rows:
        text = encodable(text, encoding)
        for kind, make in (("", running), (", table", table_like)):
            if kind and encoding not in ("gb18030", "cp950", "cp932", "euc_jp", "cp949"):
                continue
            rates = []
            for length in LENGTHS:
                if kind and length < 50:
                    rates.append("")
                    continue
                rng = random.Random(f"{args.seed} {name} {kind} {length}")
                hits = rate(program, [make(text, encoding, length, rng) for _ in range(SAMPLES)], encoding)
                rates.append(str(hits))
                if length >= 50:
                    right += hits
                    total += SAMPLES
            print(f"{name + kind}: " + " / ".join(rates))
    print(f"from 50 bytes on: {right / total:.4f} of {total}")


if __name__ == "__main__":
    main()
