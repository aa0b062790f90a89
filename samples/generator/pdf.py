"""A PDF written by hand: standard fonts, real text, ruled tables, drawings, an outline."""


def _escape(text):
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


class Page:
    """Draws from the top down; (0, 0) is the top left corner, as a reader sees it."""

    width, height = 595, 842

    def __init__(self):
        self._operators = []
        self.headings = []  # (text, y)

    def text(self, x, y, text, size=11, font="F1"):
        self._operators.append(
            f"BT /{font} {size} Tf 1 0 0 1 {x:.1f} {self.height - y:.1f} Tm ({_escape(text)}) Tj ET"
        )

    def heading(self, y, text, size=15):
        self.headings.append((text, y - size))
        self.text(60, y, text, size, "F2")
        return y + size + 9

    def lines(self, y, lines, size=11, x=60):
        for line in lines:
            self.text(x, y, line, size)
            y += size + 4
        return y + 6

    def fill(self, x, y, width, height, grey):
        self._operators.append(
            f"{grey} g {x:.1f} {self.height - y - height:.1f} {width:.1f} {height:.1f} re f 0 g"
        )

    def box(self, x, y, width, height):
        self._operators.append(
            f"0.8 w {x:.1f} {self.height - y - height:.1f} {width:.1f} {height:.1f} re S"
        )

    def line(self, x1, y1, x2, y2):
        self._operators.append(
            f"0.8 w {x1:.1f} {self.height - y1:.1f} m {x2:.1f} {self.height - y2:.1f} l S"
        )

    def table(self, y, rows, widths, size=10):
        """The header row is filled, every cell is ruled."""
        height, left = size + 10, 60
        for number, row in enumerate(rows):
            x = left
            if number == 0:
                self.fill(left, y, sum(widths), height, 0.85)
            for width, cell in zip(widths, row):
                self.box(x, y, width, height)
                self.text(x + 5, y + size + 3, cell, size, "F2" if number == 0 else "F1")
                x += width
            y += height
        return y + 14

    def stream(self):
        return "\n".join(self._operators).encode("cp1252")


def pdf(title, author, pages):
    objects = []  # bodies; object n is objects[n - 1]

    def add(body):
        objects.append(body if isinstance(body, bytes) else body.encode("cp1252"))
        return len(objects)

    catalog, tree = add(""), add("")
    fonts = " ".join(
        f"/F{number} {add(f'<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>')} 0 R"
        for number, name in enumerate(("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"), 1)
    )
    kids, entries = [], []
    for page in pages:
        stream = page.stream()
        content = add(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        number = add(
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.width} {page.height}] "
            f"/Resources << /Font << {fonts} >> >> /Contents {content} 0 R >>"
        )
        kids.append(number)
        entries += [(text, number, page.height - y) for text, y in page.headings]
    objects[tree - 1] = (
        f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    ).encode()

    outline = add("")
    first = len(objects) + 1
    for at, (text, page, y) in enumerate(entries):
        around = f" /Prev {first + at - 1} 0 R" if at else ""
        around += f" /Next {first + at + 1} 0 R" if at + 1 < len(entries) else ""
        add(
            f"<< /Title ({_escape(text)}) /Parent {outline} 0 R{around} "
            f"/Dest [{page} 0 R /XYZ 0 {y} 0] >>"
        )
    objects[outline - 1] = (
        f"<< /Type /Outlines /First {first} 0 R /Last {len(objects)} 0 R /Count {len(entries)} >>"
    ).encode()
    information = add(
        f"<< /Title ({_escape(title)}) /Author ({_escape(author)}) /CreationDate (D:20250602090000Z) >>"
    )
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R /Outlines {outline} 0 R >>".encode()

    result = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(result))
        result += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(result)
    result += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    result += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    result += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        catalog,
        information,
        start,
    )
    return result
