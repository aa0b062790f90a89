"""The cells of ten statements: reference rows from poppler's layout, rows of our tables, their F1."""
import collections
import re
import subprocess

STATEMENTS = {"2022_Q3_AAPL": (4, 6, 8), "2023_Q1_AMZN": (4, 5, 6), "2022_Q3_NVDA": (3, 5, 7), "2023_Q2_AMZN": (4,)}
PROSE = {"2022_Q3_AAPL": (22, 25, 26, 27, 28), "2022_Q3_NVDA": (34, 35, 36, 37, 38, 39, 40, 41, 42),
         "2022_Q3_AMZN": (21, 23, 32, 34, 35, 36)}

_VALUE = re.compile(r"\$?\(?\$?[\d][\d,]*(\.\d+)?\)?%?$|\$?[—–-]$")


def joined(parts):
    """'$', '(' and '$(' belong to what follows; ')', '%' and ')%' to what stands before."""
    out = []
    prefix = ""
    for part in (p.strip() for p in parts):
        if not part:
            continue
        if re.fullmatch(r"\$\(?|\(", part):
            prefix += part
        elif re.fullmatch(r"\)|%|\)%", part) and out:
            out[-1] += part
        else:
            out.append(prefix + part)
            prefix = ""
    return out + ([prefix] if prefix else [])


def is_value(text):
    return _VALUE.fullmatch(text.replace(" ", "")) is not None


def key(label):
    return re.sub(r"\W+", "", label).lower()


def value(text):
    return re.sub(r"[\s$]", "", text)


def row_cells(parts):
    """(label, values) of one row, or None where it is no row of a label and values."""
    parts = joined(parts)
    if len(parts) < 2 or not re.search(r"[^\W\d]", parts[0]) or is_value(parts[0]):
        return None
    values = parts[1:]
    return (key(parts[0]), [value(v) for v in values]) if all(map(is_value, values)) else None


def reference_rows(pdf, page):
    text = subprocess.run(["pdftotext", "-layout", "-f", str(page), "-l", str(page), pdf, "-"], check=True,
                          capture_output=True, text=True).stdout
    rows = []
    label = ""
    for line in text.splitlines():
        line = re.sub(r"([$(])\s{2,}(?=[\d(—–$])", r"\1", line)  # a sign and its number, however far apart
        line = re.sub(r"(?<=[\d)%—])\s+(?=\$)", "   ", line)
        parts = re.split(r"\s{2,}", line.strip())
        row = row_cells(parts)
        if not row and label and len(parts) > 1 and is_value(parts[0]):
            row = row_cells([label + " " + parts[0], *parts[1:]])  # a label that goes over two lines
        if row:
            rows.append(row)
        label = line.strip() if len(parts) == 1 and re.search(r"[^\W\d]", line) else ""
    return rows


def grid_rows(cells):
    """Rows of texts from [row, column, row span, column span, header, text]."""
    rows = collections.defaultdict(list)
    for row, column, _, _, _, text in sorted(cells, key=lambda c: (c[0], c[1])):
        rows[row].append(text)
    return [row for _, row in sorted(rows.items()) if row]


def score(reference, found):
    """(hits, reference cells, found cells). A cell counts where its row's label matches (or ends so: labels
    that go over two lines are joined in ours and not in the reference) at the same position in the row."""
    left = list(found)
    hits = 0
    for label, values in reference:
        best = None
        for candidate in left:
            if candidate[0] == label or (candidate[0].endswith(label) and len(label) > 3):
                same = sum(a == b for a, b in zip(values, candidate[1]))
                if best is None or same > best[0]:
                    best = (same, candidate)
        if best:
            hits += best[0]
            left.remove(best[1])
    return hits, sum(len(v) for _, v in reference), sum(len(v) for _, v in found)
