"""Word, Excel and PowerPoint files as zipped XML: the few parts that a reader needs.

Every entry has the same date and is stored, not deflated, so that a run gives the same bytes
whatever the version of zlib.
"""

import io
import zipfile
from xml.sax.saxutils import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
MIME = "application/vnd.openxmlformats-officedocument."
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def package(parts):
    """Zips {name: text}, [Content_Types].xml first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(2025, 6, 2, 9, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, DECLARATION + text)
    return buffer.getvalue()


def content_types(overrides):
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{mime}"/>' for name, mime in overrides
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}'
        f'<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def relationships(targets):
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def core(title, author):
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2025-06-02T09:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def root_relationships(main):
    return relationships([(f"{OFFICE}/officeDocument", main), (CORE, "docProps/core.xml")])


# Word


def _run(text, bold=False):
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text, style=None):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{_run(text)}</w:p>"


def heading(text, level=1):
    return paragraph(text, f"Heading{level}")


def list_item(text):
    return (
        '<w:p><w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/>'
        f'<w:numId w:val="1"/></w:numPr></w:pPr>{_run(text)}</w:p>'
    )


def word_table(rows):
    """The first row is the header and repeats on every page."""
    xml = ""
    for number, row in enumerate(rows):
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{9000 // len(row)}" w:type="dxa"/></w:tcPr>'
            f"<w:p>{_run(cell, bold=number == 0)}</w:p></w:tc>"
            for cell in row
        )
        xml += f"<w:tr>{properties}{cells}</w:tr>"
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{9000 // len(rows[0])}"/>' for _ in rows[0])
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{xml}</w:tbl>"
    )


def docx(title, author, body):
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>'
    for level in (1, 2, 3):
        styles += (
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
            f'<w:rPr><w:b/><w:sz w:val="{34 - 4 * level}"/></w:rPr></w:style>'
        )
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    main = f"{MIME}wordprocessingml."
    return package(
        {
            "[Content_Types].xml": content_types(
                [
                    ("word/document.xml", main + "document.main+xml"),
                    ("word/styles.xml", main + "styles+xml"),
                    ("word/numbering.xml", main + "numbering+xml"),
                ]
            ),
            "_rels/.rels": root_relationships("word/document.xml"),
            "docProps/core.xml": core(title, author),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{"".join(body)}{page}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
            "word/numbering.xml": numbering,
            "word/_rels/document.xml.rels": relationships(
                [(f"{OFFICE}/styles", "styles.xml"), (f"{OFFICE}/numbering", "numbering.xml")]
            ),
        }
    )


# Excel


def _column(number):
    return chr(ord("A") + number)


def _cell(row, column, value, strings):
    reference = f"{_column(column)}{row}"
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"><v>{value}</v></c>'
    if value not in strings:
        strings.append(value)
    return f'<c r="{reference}" t="s"><v>{strings.index(value)}</v></c>'


def xlsx(title, author, sheets):
    """sheets: (name, rows, merged ranges); None is a cell that a merged one covers."""
    strings, parts, overrides = [], {}, []
    for number, (_, rows, merged) in enumerate(sheets, 1):
        data = ""
        for at, row in enumerate(rows, 1):
            cells = "".join(_cell(at, column, value, strings) for column, value in enumerate(row))
            data += f'<row r="{at}">{cells}</row>'
        spans = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
        spans = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{SHEET}"><sheetData>{data}</sheetData>{spans}</worksheet>'
        )
        overrides.append((f"xl/worksheets/sheet{number}.xml", f"{MIME}spreadsheetml.worksheet+xml"))
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, (name, _, _) in enumerate(sheets, 1)
    )
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    targets = [(f"{OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets.append((f"{OFFICE}/sharedStrings", "sharedStrings.xml"))
    overrides.append(("xl/workbook.xml", f"{MIME}spreadsheetml.sheet.main+xml"))
    overrides.append(("xl/sharedStrings.xml", f"{MIME}spreadsheetml.sharedStrings+xml"))
    return package(
        {
            "[Content_Types].xml": content_types(overrides),
            "_rels/.rels": root_relationships("xl/workbook.xml"),
            "docProps/core.xml": core(title, author),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relationships(targets),
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}" uniqueCount="{len(strings)}">{shared}</sst>',
            **parts,
        }
    )


# PowerPoint


def _shape(number, kind, lines):
    text = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind}"/><p:cNvSpPr/>'
        f'<p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>"
    )


def _tree(shapes):
    return (
        '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>"
    )


def pptx(title, author, slides):
    """slides: (title, lines, notes)."""
    space = f'xmlns:p="{SLIDE}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}"'
    parts, overrides, targets = {}, [], []
    for number, (heading_text, lines, notes) in enumerate(slides, 1):
        shapes = _shape(2, "title", [heading_text]) + _shape(3, "body", lines)
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {space}>{_tree(shapes)}</p:sld>"
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(
            [(f"{OFFICE}/notesSlide", f"../notesSlides/notesSlide{number}.xml")]
        )
        parts[f"ppt/notesSlides/notesSlide{number}.xml"] = (
            f'<p:notes {space}>{_tree(_shape(2, "body", [notes]))}</p:notes>'
        )
        parts[f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels"] = relationships(
            [(f"{OFFICE}/slide", f"../slides/slide{number}.xml")]
        )
        overrides.append((f"ppt/slides/slide{number}.xml", f"{MIME}presentationml.slide+xml"))
        overrides.append(
            (f"ppt/notesSlides/notesSlide{number}.xml", f"{MIME}presentationml.notesSlide+xml")
        )
        targets.append((f"{OFFICE}/slide", f"slides/slide{number}.xml"))
    identifiers = "".join(
        f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1)
    )
    overrides.append(("ppt/presentation.xml", f"{MIME}presentationml.presentation.main+xml"))
    return package(
        {
            "[Content_Types].xml": content_types(overrides),
            "_rels/.rels": root_relationships("ppt/presentation.xml"),
            "docProps/core.xml": core(title, author),
            "ppt/presentation.xml": f"<p:presentation {space}><p:sldIdLst>{identifiers}</p:sldIdLst>"
            '<p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relationships(targets),
            **parts,
        }
    )
