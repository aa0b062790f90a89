"""The same measures for programs from PyPI, in an environment of their own under WORK. Run by run.py --peers;
as a program it reads paths on standard input and prints a line of JSON for each."""
import collections
import json
import os
import resource
import subprocess
import sys
import venv

PACKAGES = ("markitdown[docx,pptx,xlsx,xls,pdf,outlook]==0.1.9", "pdfplumber==0.11.10")


def environment(work):
    folder = f"{work}/peers"
    if not os.path.exists(f"{folder}/done"):
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/pip", "install", "-q", *PACKAGES], check=True)
        open(f"{folder}/done", "w").close()
    return f"{folder}/bin/python"


def read(python, peer, paths):
    """{path: line}; a file that ends the program is left out and the rest read by a new one."""
    lines = {}
    left = list(paths)
    while left:
        process = subprocess.run([python, __file__, peer], input="\n".join(left) + "\n", stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True)
        for text in process.stdout.split("\n")[:-1]:
            line = json.loads(text)
            lines[line["path"]] = line
        left = [p for p in left if p not in lines][1:]
    return lines


def markdown_tables(text):
    """Rows of cells of the tables in Markdown."""
    rows = [[c.strip() for c in line.strip().strip("|").split("|")] for line in text.split("\n") if line.lstrip().startswith("|")]
    return [r for r in rows if any(c.strip("-: ") for c in r)]


def run(args, corpus):
    import run as bench  # the functions that print
    import tables
    import words
    python = environment(args.work)
    folder = f"{args.data}/sec-10q/docs"
    filings = [f"{folder}/{name}" for name in sorted(os.listdir(folder))]
    files = [f"{args.data}/doc-corpus/{r['file']}" for r in corpus if bench.comparable(r) or r["id"] == "ASVS-31f7755e65"]
    for peer in ("markitdown", "pdfplumber"):
        lines = read(python, peer, filings)
        cpu = sum(line["cpu"] for line in lines.values())
        print(f"{peer}: sec-10q {536 / cpu:.1f} pages/s of one core")
        statements(peer, args, python, tables)
        if peer == "markitdown":
            text = {p: words.without_markdown(l["text"]) for p, l in read(python, peer, files).items()}
            bench.standard(args, peer, collections.defaultdict(str, text), corpus)
            bench.fidelity(args, peer, text, corpus)


def statements(peer, args, python, tables):
    total = [0, 0, 0]
    requests = {f"{args.data}/sec-10q/docs/{name}.pdf#{page}": (name, page)
                for name, pages in tables.STATEMENTS.items() for page in pages}
    lines = read(python, peer, requests) if peer == "pdfplumber" else {}
    whole = {} if lines else read(python, peer, [f"{args.data}/sec-10q/docs/{n}.pdf" for n in tables.STATEMENTS])
    for request, (name, page) in requests.items():
        reference = tables.reference_rows(f"{args.data}/sec-10q/docs/{name}.pdf", page)
        if lines:
            rows = lines.get(request, {}).get("rows", [])
        else:  # Markdown does not say where pages end: only rows with a label of this page count as found
            labels = {label for label, _ in reference}
            rows = [r for r in markdown_tables(whole[f"{args.data}/sec-10q/docs/{name}.pdf"]["text"])
                    if r and tables.key(r[0]) in labels]
        found = [r for r in map(tables.row_cells, rows) if r]
        total = [a + b for a, b in zip(total, tables.score(reference, found))]
    recall = total[0] / total[1]
    precision = total[0] / total[2] if total[2] else 0
    f1 = 2 * recall * precision / (recall + precision) if total[0] else 0
    what = "" if lines else " (precision over-counts: rows of other pages with the same labels)"
    print(f"{peer}: statements F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}{what}")


def convert(peer):
    if peer == "markitdown":
        from markitdown import MarkItDown
        program = MarkItDown()
        return lambda path: {"text": program.convert(path).text_content}
    import pdfplumber

    def plumb(path):
        path, _, page = path.partition("#")
        with pdfplumber.open(path) as pdf:
            if page:
                found = pdf.pages[int(page) - 1].extract_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"})
                return {"rows": [[c or "" for c in row] for t in found for row in t]}
            return {"text": "\n".join(p.extract_text() + str(p.extract_tables()) for p in pdf.pages)}
    return plumb


def main():
    program = convert(sys.argv[1])

    def used():
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return usage.ru_utime + usage.ru_stime
    for path in sys.stdin.read().split("\n")[:-1]:
        before = used()
        try:
            line = program(path)
        except Exception as error:  # whatever it is, the file is not read
            line = {"text": "", "error": str(error)[:200]}
        print(json.dumps({"path": path, "cpu": used() - before, **line}), flush=True)


if __name__ == "__main__":
    main()
