import type { Block, TableCell } from '../api/types';

// The characters [begin, end) of a block's text, or of one of its table's cells.
export interface QuoteRange {
  block: number;
  cell?: number; // index among the table's cells
  begin: number;
  end: number;
}

interface Letters {
  text: string; // folded, without white space
  where: QuoteRange[]; // for each UTF-16 unit of `text`
}

// Parsed text and quoted text may differ in width, case and white space, never in letters.
function fold(character: string): string {
  return character.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}

function append(letters: Letters, source: string, place: Pick<QuoteRange, 'block' | 'cell'>) {
  let at = 0;
  for (const character of source) {
    for (const unit of fold(character).split('')) {
      letters.text += unit;
      letters.where.push({ ...place, begin: at, end: at + character.length });
    }
    at += character.length;
  }
}

function lettersOf(blocks: Block[]): Letters {
  const letters: Letters = { text: '', where: [] };
  for (const block of blocks) {
    append(letters, block.text, { block: block.block });
    block.table?.cells.forEach((cell, index) => append(letters, cell.text, { block: block.block, cell: index }));
  }
  return letters;
}

// Joins what lies in one text into one range.
function merge(places: QuoteRange[]): QuoteRange[] {
  const merged: QuoteRange[] = [];
  for (const place of places) {
    const last = merged.at(-1);
    if (last && last.block === place.block && last.cell === place.cell) last.end = Math.max(last.end, place.end);
    else merged.push({ ...place });
  }
  return merged;
}

function exact(blocks: Block[], folded: string): QuoteRange[] {
  const letters = lettersOf(blocks);
  const at = letters.text.indexOf(folded);
  return at < 0 ? [] : merge(letters.where.slice(at, at + folded.length));
}

// A table's row is quoted with its header and separators between: then the cells of the row that fits best.
function cellsOfRow(blocks: Block[], folded: string): QuoteRange[] {
  let best: QuoteRange[] = [];
  let bestLetters = 0;
  for (const block of blocks) {
    const rows = new Map<number, QuoteRange[]>();
    const letters = new Map<number, number>();
    block.table?.cells.forEach((cell: TableCell, index) => {
      const text = [...cell.text].map(fold).join('');
      if (!text || !folded.includes(text)) return;
      rows.set(cell.row, [
        ...(rows.get(cell.row) ?? []),
        { block: block.block, cell: index, begin: 0, end: cell.text.length },
      ]);
      // The header is quoted with every row: it decides only where nothing else does.
      const weight = cell.header ? text.length / 1000 : text.length;
      letters.set(cell.row, (letters.get(cell.row) ?? 0) + weight);
    });
    for (const [row, places] of rows) {
      const found = letters.get(row) ?? 0;
      if (found > bestLetters) {
        best = places;
        bestLetters = found;
      }
    }
  }
  return best;
}

// Finds quoted words again in the blocks they were cut from (numbers [begin, end)), else anywhere. Empty: not found.
export function findQuote(blocks: Block[], quote: string, begin: number, end: number): QuoteRange[] {
  const folded = [...quote].map(fold).join('');
  if (!folded) return [];
  const near = blocks.filter(({ block }) => block >= begin && block < end);
  const found = exact(near, folded);
  if (found.length > 0) return found;
  const cells = cellsOfRow(near, folded);
  return cells.length > 0 ? cells : exact(blocks, folded);
}
