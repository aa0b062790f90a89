#!/usr/bin/env python3
"""What parsing costs and how faithful it is: run.py BUILD DATA WORK [--peers]. See README.md."""
import argparse
import collections
import json
import os
import statistics
import subprocess
import sys

import contents
import tables
import words

OFFICE = ("docx", "pptx", "xlsx", "odt", "ods", "html", "eml")
MIN_WORDS = 5
# ErrorCode of libs/base
STATES = {0: "broken", 2: "password needed", 5: "limit reached", 6: "unsupported or no text", 10: "timeout"}


def parse(build, work, name, requests):
    """One line of JSON per (path, password), by a sandboxed parser of its own; kept in WORK."""
    process = subprocess.run([f"{build}/bench/parse/wenyuan_parse_corpus", f"{build}/bin/wenyuan-parser"],
                             input="".join(f"{path}\t{password}\n" if password else f"{path}\n"
                                           for path, password in requests),
                             stdout=subprocess.PIPE, text=True, check=True)
    with open(f"{work}/{name}.jsonl", "w", encoding="utf-8") as file:
        file.write(process.stdout)
    return {line["path"]: line for line in map(json.loads, process.stdout.split("\n")[:-1])}


def state(line):
    if "message" in line:
        return STATES.get(line["error"], f"error {line['error']}")
    if any(words.block_texts(b) != [""] for b in line["blocks"]):
        return "text"
    return "text in the files inside" if line["texts_inside"] else "pictures, or files without text"


def filings(args):
    folder = f"{args.data}/sec-10q/docs"
    paths = [f"{folder}/{name}" for name in sorted(os.listdir(folder))]
    lines = parse(args.build, args.work, "sec-10q", [(p, "") for p in paths])
    pages = sum(line["pages"] for line in lines.values())
    cpu = sum(line["cpu"] for line in lines.values())
    print(f"sec-10q: {pages} pages, {cpu:.2f} CPU s, {pages / cpu:.0f} pages/s of one core, "
          f"peak {max(l['peak'] for l in lines.values()) / 2**20:.0f} MiB")
    recalls = []
    for path in paths:
        plain = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        ours = "\n".join(t for b in lines[path]["blocks"] for t in words.block_texts(b))
        recalls.append(words.compare(words.bag(plain), words.bag(ours)))
    print(f"sec-10q words beside poppler: recall {statistics.mean(r for r, _ in recalls):.4f}, "
          f"precision {statistics.mean(p for _, p in recalls):.4f}")
    return {os.path.basename(p)[:-4]: lines[p] for p in paths}


def page_tables(line, page):
    return [b for b in line["blocks"] if b["page"] == page and "cells" in b]


def statements(args, lines):
    total = [0, 0, 0]
    rows = 0
    for name, pages in tables.STATEMENTS.items():
        for page in pages:
            reference = tables.reference_rows(f"{args.data}/sec-10q/docs/{name}.pdf", page)
            found = [tables.row_cells(r) for b in page_tables(lines[name], page) for r in tables.grid_rows(b["cells"])]
            one = tables.score(reference, [r for r in found if r])
            rows += len(reference)
            total = [a + b for a, b in zip(total, one)]
            headed = any(c[4] for b in page_tables(lines[name], page) for c in b["cells"])
            print(f"  {name} page {page}: {one[0]} of {one[1]} cells, {one[2]} found, header rows {'yes' if headed else 'no'}")
    recall, precision = total[0] / total[1], total[0] / total[2] if total[2] else 0
    f1 = 2 * recall * precision / (recall + precision) if total[0] else 0
    print(f"statements: {rows} rows, {total[1]} cells: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")
    false = [(n, p) for n, pages in tables.PROSE.items() for p in pages for _ in page_tables(lines[n], p)]
    print(f"false tables on {sum(map(len, tables.PROSE.values()))} pages of prose: {len(false)} {false or ''}")


def comparable(record):
    return record["format"] in OFFICE and "expected" in record


def fidelity(args, name, texts, corpus):
    """Prints recall and precision by format of {path: text, or (text, text with spans spread)}; returns
    [(recall, precision, path)]. Markdown has no spans: expected texts in it repeat what spans."""
    by_format = collections.defaultdict(list)
    for record in corpus:
        if not comparable(record):
            continue
        expected = words.expected_words(f"{args.data}/doc-corpus/{record['expected']}", record["expected_kind"])
        if sum(expected.values()) < MIN_WORDS:
            continue
        path = f"{args.data}/doc-corpus/{record['file']}"
        text = texts.get(path, "")
        if isinstance(text, tuple):
            text = text["markdown" in record["expected_kind"]]
        by_format[record["format"]].append((*words.compare(expected, words.bag(text)), path))
    every = [one for files in by_format.values() for one in files]
    for kind, files in [*sorted(by_format.items()), ("all", every)]:
        print(f"  {name} {kind} ({len(files)}): recall {statistics.mean(f[0] for f in files):.3f}, precision "
              f"{statistics.mean(f[1] for f in files):.3f}, recall > .98 on {sum(f[0] > .98 for f in files)}")
    return every


def said_by_files(args, texts, corpus):
    """The same of expected texts without the faults of how they were made; for precision, what the file says
    elsewhere (notes, comments, alternative texts, numbers, charts) is no false word."""
    every = []
    for record in corpus:
        path = f"{args.data}/doc-corpus/{record['file']}"
        if not comparable(record):
            continue
        given = words.expected_words(f"{args.data}/doc-corpus/{record['expected']}", record["expected_kind"])
        if sum(given.values()) < MIN_WORDS:
            continue
        expected = contents.mended_words(record["expected_kind"], path, given)
        found = words.bag(texts[path]["markdown" in record["expected_kind"]])
        recall, _ = words.compare(expected, found)
        said = contents.words_of_file(path)
        said |= expected
        precision = sum((said & found).values()) / sum(found.values()) if found else 0.0
        every.append((recall, precision, path))
    print(f"  expected texts mended, false is what the file does not say ({len(every)}): recall "
          f"{statistics.mean(f[0] for f in every):.3f}, precision {statistics.mean(f[1] for f in every):.3f}, "
          f"recall > .98 on {sum(f[0] > .98 for f in every)}")
    for recall, precision, path in sorted(every):
        if args.verbose and (recall <= .98 or precision < .9):
            print(f"    mended {recall:.3f} {precision:.3f} {os.path.basename(path)}")


def standard(args, name, text, corpus):
    record = next(r for r in corpus if r["id"] == "ASVS-31f7755e65")
    expected = words.expected_words(f"{args.data}/doc-corpus/{record['expected']}", record["expected_kind"])
    recall, precision = words.compare(expected, words.bag(text[f"{args.data}/doc-corpus/{record['file']}"]))
    print(f"{name} ASVS 4.0.3 PDF: recall {recall:.4f}, precision {precision:.4f}")


def corpus_run(args, corpus):
    path = {r["id"]: f"{args.data}/doc-corpus/{r['file']}" for r in corpus}
    # A file comes under its own name: the corpus names files by content hash but keeps the ending.
    lines = parse(args.build, args.work, "doc-corpus", [(path[r["id"]], r.get("password", "")) for r in corpus])
    counts = collections.Counter()
    by_format = collections.defaultdict(collections.Counter)
    for record in corpus:
        one = state(lines[path[record["id"]]])
        counts[one] += 1
        by_format[one][record["format"]] += 1
    print(f"doc-corpus: {len(corpus)} files, {sum(l['cpu'] for l in lines.values()):.1f} CPU s (files inside "
          f"{sum(l.get('cpu_inside', 0) for l in lines.values()):.1f}), longest "
          f"{max(l['cpu'] for l in lines.values()):.1f} s, peak {max(l['peak'] for l in lines.values()) / 2**20:.0f} MiB")
    for one, count in counts.most_common():
        print(f"  {one}: {count} ({', '.join(f'{f} {n}' for f, n in by_format[one].most_common())})")
    if args.verbose:
        for record in corpus:
            line = lines[path[record["id"]]]
            if state(line) != "text":
                print(f"    {record['id']} {record['name']} {record['tags']}: {state(line)}: {line.get('message', '')}")
    texts = {p: words.searchable_text(l) for p, l in lines.items()}
    standard(args, "wenyuan", texts, corpus)
    fidelity(args, "wenyuan, each cell once:", texts, corpus)
    both = {p: (texts[p], words.searchable_text(l, True)) for p, l in lines.items()}
    every = fidelity(args, "wenyuan", both, corpus)
    for recall, precision, file in sorted(every):
        if args.verbose and (recall <= .98 or precision < .9):
            print(f"    {recall:.3f} {precision:.3f} {os.path.basename(file)}")
    said_by_files(args, both, corpus)


def write_long_pdf(path, pages):
    """A PDF of `pages` pages of 40 lines each."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in range(pages):
        lines = "".join(f"(Page {page + 1} line {n}: the quick brown fox jumps over the lazy dog {page * n}) Tj T*\n"
                        for n in range(40))
        stream = f"BT /F 10 Tf 14 TL 60 760 Td\n{lines}ET"
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects)} 0 R>>")
    objects[1] = f"<</Type/Pages/Count {pages}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>"
    with open(path, "wb") as file:
        offsets = []
        file.write(b"%PDF-1.4\n")
        for number, body in enumerate(objects, 1):
            offsets.append(file.tell())
            file.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
        start = file.tell()
        file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
        file.writelines(f"{offset:010} 00000 n \n".encode() for offset in offsets)
        file.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


def long_document(args):
    path = f"{args.work}/long.pdf"
    write_long_pdf(path, 1600)
    line = parse(args.build, args.work, "long", [(path, "")])[path]
    print(f"1,600 pages of text: {line.get('pages', line.get('message'))} pages, {line['cpu']:.1f} CPU s, "
          f"parser's peak {line['peak'] / 2**20:.0f} MiB")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", help="build/release")
    options.add_argument("data", help="the folder with doc-corpus and sec-10q")
    options.add_argument("work", help="for results; made when missing")
    options.add_argument("--verbose", action="store_true", help="names the files without text and those that lost words")
    options.add_argument("--peers", action="store_true", help="the same with programs from PyPI, in an environment in WORK")
    args = options.parse_args()
    os.makedirs(args.work, exist_ok=True)
    with open(f"{args.data}/doc-corpus/manifest.jsonl", encoding="utf-8") as file:
        corpus = [json.loads(line) for line in file]
    statements(args, filings(args))
    corpus_run(args, corpus)
    long_document(args)
    if args.peers:
        import peers
        peers.run(args, corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main())
