// A line of the help: what is written and what it does, or a remark.
export interface SyntaxLine {
  written?: string;
  text: string;
}

const kFarIn = /^ {10,}/;

// The server's table of plain text (two blanks, what is written, two blanks or more, what it does; a line far in goes on
// with the one above) in pieces that a page of any width can lay out.
export function syntaxLines(help: string): SyntaxLine[] {
  const rows = help.split('\n').filter((row) => row.trim() !== '');
  return rows.flatMap((row, index): SyntaxLine[] => {
    if (kFarIn.test(row)) return [];
    if (!row.startsWith('  ')) return [{ text: row.trim() }];
    const next = rows[index + 1] ?? '';
    if (kFarIn.test(next)) return [{ written: row.trim(), text: next.trim() }];
    const cut = row.trimEnd().lastIndexOf('  ');
    return [{ written: row.slice(0, cut).trim(), text: row.slice(cut).trim() }];
  });
}
