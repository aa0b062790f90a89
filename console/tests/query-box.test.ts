import { describe, expect, it } from 'vitest';

import { problemFromBody } from '../src/api/problem';
import { nextOption } from '../src/search/next-option';
import { lineRange } from '../src/words/line-range';

describe('nextOption', () => {
  it('walks down the list and back into the box', () => {
    expect([-1, 0, 1].map((at) => nextOption('ArrowDown', at, 2))).toEqual([0, 1, -1]);
  });
  it('walks up from the box to the last option', () => {
    expect([-1, 1, 0].map((at) => nextOption('ArrowUp', at, 2))).toEqual([1, 0, -1]);
  });
  it('leaves other keys and an empty list alone', () => {
    expect(nextOption('a', 0, 2)).toBeUndefined();
    expect(nextOption('ArrowDown', -1, 0)).toBeUndefined();
  });
});

describe('lineRange', () => {
  it('finds a line that is counted from one', () => {
    expect(lineRange('ab\n\ncd', 1)).toEqual([0, 2]);
    expect(lineRange('ab\n\ncd', 2)).toEqual([3, 3]);
    expect(lineRange('ab\n\ncd', 3)).toEqual([4, 6]);
  });
  it('ends at the end', () => {
    expect(lineRange('ab', 9)).toEqual([2, 2]);
  });
});

describe('a problem', () => {
  it('keeps its lines', () => {
    const body = JSON.stringify({ detail: 'Line 2 …', code: 'invalid_argument', lines: [{ line: 2, problem: 'x' }] });
    expect(problemFromBody(400, body, '').lines).toEqual([{ line: 2, problem: 'x' }]);
    expect(problemFromBody(500, 'oops', '').lines).toEqual([]);
  });
});
