"""Writes tables with real structure as DOCX and XLSX: merged cells, header rows, number formats. Standard library only.

A table is a list of rows; a row is a list of cells; a cell is a text, a number, or Cell(...). A cell that another one
covers is left out, as in HTML."""
import dataclasses
import io
import zipfile
from xml.sax.saxutils import escape


@dataclasses.dataclass
class Cell:
    value: object
    columns: int = 1
    rows: int = 1
    style: str = ""  # of a number: "", "grouped", "percent"


def as_cell(value) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def placed(rows):
    """(row, column, cell) of each cell, spans counted, and how many columns there are."""
    taken, result, width = set(), [], 0
    for row, cells in enumerate(rows):
        column = 0
        for cell in map(as_cell, cells):
            while (row, column) in taken:
                column += 1
            result.append((row, column, cell))
            for r in range(row, row + cell.rows):
                for c in range(column, column + cell.columns):
                    taken.add((r, c))
            column += cell.columns
            width = max(width, column)
    return result, width


def shown(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, str):
        return value
    if cell.style == "percent":
        return f"{value * 100:.1f}%"
    return f"{value:,}" if cell.style == "grouped" else str(value)


def package(parts: dict) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*targets) -> str:
    lines = "".join(f'<Relationship Id="rId{i + 1}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                    for i, (kind, target) in enumerate(targets))
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def types(**overrides) -> str:
    lines = "".join(f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/>'
                    for kind, part in ((kind, part) for part, kind in overrides.items()))
    return ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>')


def docx(title: str, blocks: list) -> bytes:
    """Blocks: a text (a paragraph), ("heading", text), ("caption", text), ("table", rows, header rows)."""
    body = [paragraph(title, "Title")]
    for block in blocks:
        if isinstance(block, str):
            body.append(paragraph(block))
        elif block[0] == "table":
            body.append(word_table(block[1], block[2]))
        else:
            body.append(paragraph(block[1], {"heading": "Heading1", "caption": "Caption"}[block[0]]))
    document = ('<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                f'<w:body>{"".join(body)}</w:body></w:document>')
    styles = ('<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
              + "".join(f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{n}"/></w:style>' for i, n in
                        (("Title", "Title"), ("Heading1", "heading 1"), ("Caption", "caption"))) + "</w:styles>")
    return package({
        "[Content_Types].xml": types(**{"/word/document.xml": "wordprocessingml.document.main+xml",
                                        "/word/styles.xml": "wordprocessingml.styles+xml"}),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(("styles", "styles.xml")),
        "word/styles.xml": styles, "word/document.xml": document})


def paragraph(text: str, style: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{mark}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def word_table(rows, header_rows: int) -> str:
    cells, width = placed(rows)
    grid = {}
    for row, column, cell in cells:
        for r in range(row, row + cell.rows):
            grid[r, column] = (cell, r > row)
    text = ["<w:tbl><w:tblGrid>", '<w:gridCol w:w="1500"/>' * width, "</w:tblGrid>"]
    for row in range(len(rows)):
        text.append("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if row < header_rows else ""))
        column = 0
        while column < width:
            cell, goes_on = grid.get((row, column), (Cell(""), False))
            marks = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
            if cell.rows > 1:
                marks += "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
            text.append(f'<w:tc><w:tcPr>{marks}</w:tcPr>{paragraph("" if goes_on else shown(cell))}</w:tc>')
            column += cell.columns
        text.append("</w:tr>")
    return "".join(text) + "</w:tbl>"


def xlsx(sheets: list) -> bytes:
    """Sheets: (name, rows)."""
    parts = {"xl/styles.xml": STYLES}
    listed, targets, overrides = [], [], {"/xl/workbook.xml": "spreadsheetml.sheet.main+xml",
                                          "/xl/styles.xml": "spreadsheetml.styles+xml"}
    for number, (name, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet(rows)
        listed.append(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>')
        targets.append(("worksheet", f"worksheets/sheet{number}.xml"))
        overrides[f"/xl/worksheets/sheet{number}.xml"] = "spreadsheetml.worksheet+xml"
    parts["xl/workbook.xml"] = (f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
                                f'<sheets>{"".join(listed)}</sheets></workbook>')
    parts["xl/_rels/workbook.xml.rels"] = relations(*targets, ("styles", "styles.xml"))
    parts["_rels/.rels"] = relations(("officeDocument", "xl/workbook.xml"))
    return package({"[Content_Types].xml": types(**overrides), **parts})


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMATS = {"": 0, "grouped": 1, "percent": 2}
STYLES = (f'<?xml version="1.0"?><styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/>'
          '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
          '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/>'
          '<xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>')


def sheet(rows) -> str:
    cells, _ = placed(rows)
    lines, merges = {}, []
    for row, column, cell in cells:
        place = f"{chr(65 + column)}{row + 1}"
        if cell.columns > 1 or cell.rows > 1:
            merges.append(f'<mergeCell ref="{place}:{chr(64 + column + cell.columns)}{row + cell.rows}"/>')
        if isinstance(cell.value, str):
            content = f'<c r="{place}" t="inlineStr"><is><t>{escape(cell.value)}</t></is></c>' if cell.value else ""
        else:
            content = f'<c r="{place}" s="{FORMATS[cell.style]}"><v>{cell.value}</v></c>'
        lines.setdefault(row, []).append(content)
    data = "".join(f'<row r="{row + 1}">{"".join(contents)}</row>' for row, contents in sorted(lines.items()))
    merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{merged}</worksheet>'
