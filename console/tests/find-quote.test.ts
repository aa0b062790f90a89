import { describe, expect, it } from 'vitest';

import type { Block, Table } from '../src/api/types';
import { findQuote } from '../src/proof/find-quote';

const paragraph = (block: number, text: string): Block => ({
  block,
  kind: 'paragraph',
  level: 0,
  page: 0,
  text,
  spans: [],
  box: null,
  confidence: 100,
  origin: 'file',
  table: null,
});

function tableBlock(block: number, rows: string[][]): Block {
  const cells = rows.flatMap((row, index) =>
    row.map((text, column) => ({ row: index, column, row_span: 1, column_span: 1, header: index === 0, text, boxes: [] })),
  );
  const table: Table = { rows: rows.length, columns: rows[0]?.length ?? 0, cells };
  return { ...paragraph(block, ''), kind: 'table', table };
}

describe('findQuote', () => {
  const blocks = [paragraph(0, '第五章 休假'), paragraph(1, '试用期员工按实际出勤月数 折算年假。病假不计。'), paragraph(2, '病假不计。')];

  it('finds the words where they stand', () => {
    expect(findQuote(blocks, '病假不计。', 1, 2)).toEqual([{ block: 1, begin: 18, end: 23 }]);
  });

  it('looks first in the blocks that the passage was cut from', () => {
    expect(findQuote(blocks, '病假不计。', 2, 3)[0]?.block).toBe(2);
  });

  it('looks past white space and width', () => {
    expect(findQuote(blocks, '实际出勤月数折算年假', 1, 2)).toEqual([{ block: 1, begin: 6, end: 17 }]);
    expect(findQuote([paragraph(0, 'ＡＢＣ　ﬁne')], 'abc fine', 0, 1)).toEqual([{ block: 0, begin: 0, end: 7 }]);
  });

  it('marks a quote that runs over several blocks in each of them', () => {
    const found = findQuote([paragraph(0, 'one two'), paragraph(1, 'three four')], 'two three', 0, 2);
    expect(found).toEqual([
      { block: 0, begin: 4, end: 7 },
      { block: 1, begin: 0, end: 5 },
    ]);
  });

  it('marks the row of a table whose cells are quoted with separators', () => {
    const table = tableBlock(7, [
      ['工龄', '年假天数'],
      ['一年以上不满十年', '5'],
      ['十年以上不满二十年', '10'],
    ]);
    const found = findQuote([table], '工龄：十年以上不满二十年；年假天数：10', 7, 8);
    expect(found.map(({ cell }) => cell)).toEqual([4, 5]);
  });

  it('finds nothing where nothing is', () => {
    expect(findQuote(blocks, '产假', 0, 3)).toEqual([]);
    expect(findQuote(blocks, '', 0, 3)).toEqual([]);
  });

  it('keeps offsets right beside characters outside the basic plane', () => {
    expect(findQuote([paragraph(0, '𠮷野家 the end')], 'the end', 0, 1)).toEqual([{ block: 0, begin: 5, end: 12 }]);
  });
});
