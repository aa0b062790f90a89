// Just enough reading for the mock: our own test PDFs, Markdown and plain text.

const kPage = { width: 595, height: 842 };

function block(blocks, kind, text, extra = {}) {
  blocks.push({ block: blocks.length, kind, level: 0, page: 0, text, spans: [], table: null, ...extra });
}

function parsePdf(bytes) {
  const blocks = [];
  const streams = bytes.toString('latin1').match(/stream\n[\s\S]*?\nendstream/g) ?? [];
  streams.forEach((stream, index) => {
    for (const [, size, x, y, escaped] of stream.matchAll(/BT \/F1 (\S+) Tf (\S+) (\S+) Td \((.*)\) Tj ET/g)) {
      const text = escaped.replace(/\\([\\()])/g, '$1');
      const top = kPage.height - Number(y) - Number(size) * 0.78;
      const box = {
        page: index + 1,
        left: Number(x),
        top,
        right: Number(x) + text.length * Number(size) * 0.49,
        bottom: top + Number(size),
      };
      const heading = Number(size) > 14;
      block(blocks, heading ? 'heading' : 'paragraph', text, {
        level: heading ? 1 : 0,
        page: index + 1,
        spans: [{ begin: 0, end: text.length, box }],
      });
    }
  });
  const pages = streams.map((_, index) => ({ page: index + 1, ...kPage, label: String(index + 1) }));
  return { format: 'pdf', blocks, pages };
}

function table(rows) {
  const cells = rows.flatMap((row, index) =>
    row.map((text, column) => ({ row: index, column, row_span: 1, column_span: 1, header: index === 0, text, boxes: [] })),
  );
  return { rows: rows.length, columns: rows[0].length, cells };
}

function parseMarkdown(text) {
  const blocks = [];
  for (const paragraph of text.split(/\n\s*\n/).map((one) => one.trim())) {
    const heading = /^(#+) (.*)$/.exec(paragraph);
    if (heading) block(blocks, 'heading', heading[2], { level: heading[1].length });
    else if (paragraph.startsWith('```')) block(blocks, 'code', paragraph.replace(/^```.*\n|\n```$/g, ''));
    else if (paragraph.startsWith('|')) {
      const rows = paragraph
        .split('\n')
        .filter((row) => !/^\|[\s|-]+$/.test(row))
        .map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()));
      block(blocks, 'table', '', { table: table(rows) });
    } else if (paragraph.startsWith('- ')) {
      for (const item of paragraph.split('\n')) block(blocks, 'list_item', item.slice(2), { level: 1 });
    } else if (paragraph) block(blocks, 'paragraph', paragraph);
  }
  return { format: 'md', blocks, pages: [] };
}

const kFormats = { pdf: 'pdf', md: 'md', docx: 'docx', txt: 'txt', xlsx: 'xlsx', pptx: 'pptx', html: 'html', eml: 'eml' };

// `{format, blocks, pages, title}`; throws a message for a person when the content cannot be read.
export function parse(name, bytes) {
  if (name.includes('locked')) throw new Error('locked');
  const parsed = bytes.subarray(0, 5).toString() === '%PDF-' ? parsePdf(bytes) : parseMarkdown(bytes.toString());
  const ending = name.split('.').at(-1);
  const format = parsed.format === 'pdf' ? 'pdf' : (kFormats[ending] ?? 'txt');
  const title = parsed.blocks.find(({ kind }) => kind === 'heading')?.text ?? name.split('/').at(-1);
  return { ...parsed, format, title };
}

export function chunksOf(documentId, revision, blocks) {
  const chunks = [];
  const path = [];
  for (const { block: number, kind, level, page, text, spans, table: cells } of blocks) {
    if (kind === 'heading') path.splice(level - 1, path.length, text);
    const words = cells
      ? Array.from({ length: cells.rows }, (_, row) =>
          cells.cells.filter((cell) => cell.row === row).map((cell) => cell.text).join(' | '),
        ).join('\n')
      : text;
    if (kind === 'heading') continue;
    chunks.push({
      chunk_id: `${documentId}.${revision}.${chunks.length}`,
      number: chunks.length,
      page,
      boxes: spans.map(({ box }) => box),
      heading_path: path.filter(Boolean).join(' > '),
      text: words,
      block_begin: number,
      block_end: number + 1,
    });
  }
  return chunks;
}
