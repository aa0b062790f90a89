// A plain PDF with text in Helvetica, so that tests need no file from elsewhere. Latin letters only.

const kWidth = 595; // A4, points
const kHeight = 842;

const escape = (text) => text.replace(/[\\()]/g, '\\$&');

// `pages` is a list of pages, each a list of {text, size, x, y}; y is the base line from the top of the page.
export function makePdf(pages) {
  const objects = [];
  const add = (body) => objects.push(body); // returns the object's number
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(''); // the page tree, when the pages are known
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const kids = pages.map((lines) => {
    const stream = lines
      .map(({ text, size, x, y }) => `BT /F1 ${size} Tf ${x} ${kHeight - y} Td (${escape(text)}) Tj ET`)
      .join('\n');
    const content = add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${kWidth} ${kHeight}] /Contents ${content} 0 R ` +
        '/Resources << /Font << /F1 3 0 R >> >> >>',
    );
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;

  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

// Lines of text set under one another, over as many pages as they need; a line that starts with "# " is a heading.
export function makeTextPdf(lines) {
  const kTop = 72;
  const kBottom = 770;
  const pages = [[]];
  let y = kTop;
  for (const line of lines) {
    const heading = line.startsWith('# ');
    const size = heading ? 18 : 11;
    if (y > kBottom || line === '\f') {
      pages.push([]);
      y = kTop;
    }
    if (line === '\f') continue;
    pages.at(-1).push({ text: heading ? line.slice(2) : line, size, x: 72, y });
    y += size * (heading ? 2 : 1.5);
  }
  return makePdf(pages);
}
