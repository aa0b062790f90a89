"""Bags of words: Latin and other words, Han characters, kana and hangul one by one."""
import collections
import html
import json
import re

_CJK = "぀-ヿ㐀-䶿一-鿿가-힣豈-﫿"
_WORD = re.compile(f"[{_CJK}]|[^\\W_{_CJK}]+")


def bag(text):
    return collections.Counter(_WORD.findall(text))


def compare(expected, found):
    """(recall, precision) of two bags."""
    common = sum((expected & found).values())
    recall = common / sum(expected.values()) if expected else 1.0
    precision = common / sum(found.values()) if found else 0.0
    return recall, precision


def without_markdown(text):
    """What a reader sees of Markdown: no tags, no link targets, no escapes."""
    text = re.sub(r"<!--.*?-->|<!doctype[^>]*>", " ", text, flags=re.S | re.I)
    text = re.sub(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)", r" \2 ", text)
    text = re.sub(r"</?[a-zA-Z][^<>]*>", " ", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+.!|<>~-])", r"\1", text)
    return html.unescape(text)


def expected_words(path, kind):
    """The bag of an expected/ file of doc-corpus."""
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    if "email package" in kind:
        mail = json.loads(text)
        text = mail["subject"] + "\n" + mail["first_text_part"]
        if re.search(r"</?(html|head|title|meta|body|table|div|p|br)\b[^<>]*>", text, re.I):
            text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S | re.I)
            text = without_markdown(text)
    elif "markdown" in kind:
        text = without_markdown(text)
    return bag(text)


def block_texts(block, spread=False):
    """Its text, or those of its cells; `spread`: a cell over several positions once for each of them."""
    if "cells" not in block:
        return [block["text"]]
    return [cell[5] for cell in block["cells"] for _ in range(min(cell[2] * cell[3], 1000) if spread else 1)]


def is_address_block(text):
    return all(re.match(r"(From|To|Cc|Date): ", line) for line in text.split("\n"))


def searchable_text(line, spread=False):
    """The text that a search would find: no running headers, nothing hidden; of a message without the
    block of sender and receivers, which the expected text has not either."""
    pieces = []
    for block in line.get("blocks", []):
        if block["kind"] in ("page_header", "hidden"):
            continue
        if line["format"] == "eml" and is_address_block(block.get("text", "")):
            continue
        pieces += block_texts(block, spread)
    return "\n".join(pieces)
