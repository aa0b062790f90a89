import { describe, expect, it } from 'vitest';

import type { Citation, Sentence } from '../src/api/types';
import { answerAsText, groupSources, joinerAfter, numberCitations } from '../src/ask/citations';

const citation = (changes: Partial<Citation> = {}): Citation => ({
  document_id: 'd_1',
  title: '员工手册',
  revision: 3,
  page: 12,
  boxes: [],
  quote: '试用期员工按实际出勤月数折算年假',
  expired_on: null,
  holds_from: null,
  origin: 'file',
  chunk_id: 'd_1.3.7',
  block_begin: 4,
  block_end: 5,
  library: '人事制度',
  ...changes,
});
const sentence = (text: string, ...citations: Citation[]): Sentence => ({ text, citations, spans: [], cell: null, computed: false, expired_on: null, holds_from: null, doubt: null });

describe('numberCitations', () => {
  it('gives the same proof the same number', () => {
    const { citations, marks } = numberCitations([
      sentence('可以。', citation()),
      sentence('不计。', citation(), citation({ document_id: 'd_2' })),
    ]);
    expect(marks).toEqual([[1], [1, 2]]);
    expect(citations.map(({ document_id }) => document_id)).toEqual(['d_1', 'd_2']);
  });

  it('keeps two quotes of one page apart', () => {
    const { marks } = numberCitations([sentence('a', citation()), sentence('b', citation({ quote: '病假' }))]);
    expect(marks).toEqual([[1], [2]]);
  });

  it('marks a sentence once for a proof named twice', () => {
    expect(numberCitations([sentence('a', citation(), citation())]).marks).toEqual([[1]]);
  });

  it('keeps its numbers while more sentences stream in', () => {
    const first = sentence('a', citation());
    const before = numberCitations([first]);
    const after = numberCitations([first, sentence('b', citation({ page: 13 }))]);
    expect(after.citations.slice(0, 1)).toEqual(before.citations);
  });
});

describe('groupSources', () => {
  it('has one line for a page that proves several sentences', () => {
    const sources = groupSources([citation(), citation({ quote: '病假' }), citation({ page: 13 })]);
    expect(sources.map(({ numbers }) => numbers)).toEqual([[1, 2], [3]]);
  });

  it('tells passages of a document without pages apart', () => {
    const sources = groupSources([citation({ page: 0 }), citation({ page: 0, block_begin: 9 })]);
    expect(sources).toHaveLength(2);
  });
});

describe('answerAsText', () => {
  it('joins English with spaces and Chinese without', () => {
    expect(joinerAfter('It lasts 36 months.')).toBe(' ');
    expect(joinerAfter('不计。')).toBe('');
  });

  it('carries marks and sources', () => {
    const text = answerAsText([sentence('可以。', citation()), sentence('不计。', citation())], ({ title }) => title);
    expect(text).toBe('可以。[1]不计。[1]\n\n[1] 员工手册');
  });
});
