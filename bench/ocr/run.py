#!/usr/bin/env python3
"""Character error rate, speed and memory of text recognition on twenty made pages.

    pip install pillow numpy          (a virtual environment of your own)
    nice ninja -C build/release wenyuan_read_pages
    bench/ocr/run.py DATA PROGRAM     DATA holds cmrc2018, drcd and xquad; PROGRAM is wenyuan_read_pages
    bench/ocr/run.py DATA PROGRAM /usr/share/tesseract-ocr/5/tessdata     the same with Tesseract

A4 pages of 11 pt text in Noto Sans or Serif CJK: simplified, traditional, English and mixed; clean, with noise (blur, grey
noise of deviation 18, 0.6 % salt and pepper), skewed by 1.2 to 1.8 degrees, and both; 150, 200 and 300 dpi. The error rate is
edit distance over length after NFKC, without white space.
"""
import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = pathlib.Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED, TRADITIONAL = 2, 3  # faces in the collections
LINES = 42
SEED = 20261126


def texts(path: pathlib.Path) -> str:
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    random.Random(SEED).shuffle(rows)
    return "\n".join(" ".join(row["text"].split()) for row in rows[:60])


def wrap(text: str, font, width: float, skip: int) -> "list[str]":
    lines, line = [], ""
    for token in tokens(text):
        if token == "\n" or font.getlength(line + token) > width:
            if line.strip():
                lines.append(line.strip())
            line = "" if token.isspace() else token
        else:
            line += token
        if len(lines) >= skip + LINES:
            break
    return lines[skip:skip + LINES]


def tokens(text: str):
    word = ""
    for character in text:
        if character.isascii() and not character.isspace():
            word += character
            continue
        if word:
            yield word
        word = ""
        yield character
    if word:
        yield word


def draw(text: str, face: int, dpi: int, serif: bool, skip: int):
    kind = "Serif" if serif else "Sans"
    font = ImageFont.truetype(str(FONTS / f"Noto{kind}CJK-Regular.ttc"), round(11 * dpi / 72), index=face)
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    margin = round(0.9 * dpi)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    lines = wrap(text, font, width - 2 * margin, skip)
    step = (height - 2 * margin) / LINES
    for row, line in enumerate(lines):
        pen.text((margin, margin + row * step), line, fill=0, font=font)
    return page, lines


def spoil(page, noise: bool, skew: float, seed: int):
    if skew:
        page = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if not noise:
        return page
    source = numpy.random.default_rng(seed)
    grey = numpy.asarray(page.filter(ImageFilter.GaussianBlur(0.7)), dtype=float)
    grey = grey + source.normal(0, 18, grey.shape)
    spots = source.random(grey.shape)
    grey[spots < 0.003] = 0
    grey[spots > 0.997] = 255
    return Image.fromarray(numpy.clip(grey, 0, 255).astype("uint8"))


def pages(data: pathlib.Path):
    """Name, picture, lines of twenty pages."""
    zh, tw, en = (texts(data / name) for name in ("cmrc2018/corpus.jsonl.gz", "drcd/corpus.jsonl.gz", "xquad/corpus.en.jsonl.gz"))
    mixed = "\n".join(a + " " + b[:160] for a, b in zip(zh.split("\n"), en.split("\n")))
    wanted = []
    for dpi in (150, 200, 300):
        for noise, skew in ((False, 0), (True, 0), (False, 1.5), (True, -1.8)):
            wanted.append((f"zh {dpi} {'noise ' if noise else ''}{'skew' if skew else ''}".strip(), zh, SIMPLIFIED, dpi, noise, skew))
        wanted.append((f"zh {dpi}", zh, SIMPLIFIED, dpi, False, 0))
    wanted += [("mixed 200", mixed, SIMPLIFIED, 200, False, 0), ("mixed 200", mixed, SIMPLIFIED, 200, False, 0),
               ("tw 200", tw, TRADITIONAL, 200, False, 0), ("en 200", en, SIMPLIFIED, 200, False, 0),
               ("en 200 noise skew", en, SIMPLIFIED, 200, True, 1.2)]
    for number, (name, text, face, dpi, noise, skew) in enumerate(wanted):
        page, lines = draw(text, face, dpi, number % 2 == 1, number * LINES if text is zh else (number % 2) * LINES)
        yield name, spoil(page, noise, skew, SEED + number), lines


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def distance(a: str, b: str) -> int:
    row = numpy.arange(len(b) + 1)
    codes = numpy.array([ord(c) for c in b])
    for i, character in enumerate(a, 1):
        best = numpy.minimum(row[1:] + 1, row[:-1] + (codes != ord(character)))
        row = numpy.concatenate(([i], best))
        row = numpy.minimum.accumulate(row - numpy.arange(len(row))) + numpy.arange(len(row))
    return int(row[-1])


def main() -> None:
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for number, (name, page, lines) in enumerate(pages(pathlib.Path(sys.argv[1]))):
            path = pathlib.Path(folder) / f"{number:02}.pgm"
            page.save(path)
            made.append((name, path, lines))
        models = sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parents[2] / "third_party" / "ocr"
        done = subprocess.run([sys.argv[2], str(models), *(str(path) for _, path, _ in made)],
                              stdout=subprocess.PIPE, text=True, check=True)
    answers = done.stdout.split("\n\n")
    groups: "dict[str, list[tuple[int, int]]]" = {}
    seconds = 0.0
    for (name, _, lines), answer in zip(made, answers):
        spent, _, text = answer.partition("\n")
        want = bare("".join(lines))
        errors = distance(want, bare(text))
        seconds += float(spent)
        kind = "clean" if not ("noise" in name or "skew" in name) else "noise, skew"
        for group in (kind, "all"):
            groups.setdefault(group, []).append((errors, len(want)))
        print(f"{name:20} {errors / len(want):.4f}  {errors:3} of {len(want)}  {float(spent):.2f} s")
    for group, counts in groups.items():
        print(f"{group:20} {sum(c[0] for c in counts) / sum(c[1] for c in counts):.4f}")
    print(f"pages per second of one core {len(made) / seconds:.3f}")


if __name__ == "__main__":
    main()
