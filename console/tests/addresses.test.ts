import { describe, expect, it } from 'vitest';

import { addressOfTarget, type ProofTarget, targetOfAddress } from '../src/proof/target';
import { cutHighlights, windowAround } from '../src/search/cut-highlights';
import { invitationAddress } from '../src/session/invitation';

describe('addressOfTarget', () => {
  const target: ProofTarget = {
    documentId: 'd_1',
    title: '员工手册',
    library: '人事制度',
    revision: 3,
    page: 12,
    boxes: [
      { page: 12, left: 72.04, top: 90, right: 500, bottom: 104.5 },
      { page: 13, left: 72, top: 20, right: 300, bottom: 34 },
    ],
    quote: '折算后 & 不足一天；',
    blockBegin: 4,
    blockEnd: 6,
  };

  it('says all that is needed to mark the same place again', () => {
    const parameters = new URLSearchParams(addressOfTarget(target).split('?')[1]);
    const boxes = [{ ...target.boxes[0], left: 72 }, target.boxes[1]];
    expect(targetOfAddress('d_1', parameters, { title: '员工手册', library: '人事制度', revision: 9 })).toEqual({
      ...target,
      boxes,
    });
  });

  it('leaves out boxes that are none', () => {
    const parameters = new URLSearchParams({ at: '1,2,3;x,1,1,1,1;1,0,0,9,9' });
    const { boxes } = targetOfAddress('d_1', parameters, { title: '', library: '', revision: 2 });
    expect(boxes).toEqual([{ page: 1, left: 0, top: 0, right: 9, bottom: 9 }]);
  });
});

describe('cutHighlights', () => {
  it('covers the text without gap', () => {
    const pieces = cutHighlights('试用期员工的年假', [
      [0, 3],
      [6, 8],
    ]);
    expect(pieces).toEqual([
      { words: '试用期', marked: true },
      { words: '员工的', marked: false },
      { words: '年假', marked: true },
    ]);
  });

  it('leaves unmarked what lies over another or outside', () => {
    const pieces = cutHighlights('abcdef', [
      [1, 4],
      [2, 5],
      [5, 99],
    ]);
    expect(pieces.map(({ words }) => words).join('')).toBe('abcdef');
    expect(pieces.filter(({ marked }) => marked)).toEqual([{ words: 'bcd', marked: true }]);
  });

  it('cuts a window in which the first match is seen', () => {
    const text = `${'x'.repeat(500)}match${'y'.repeat(500)}`;
    const shown = windowAround(text, [[500, 505]], 100);
    const [begin = 0, end = 0] = shown.highlights[0] ?? [];
    expect(shown.text.slice(begin, end)).toBe('match');
    expect(shown.text.length).toBeLessThanOrEqual(102);
  });

  it('shows where a passage was cut, and halves neither a word nor a character', () => {
    const words = 'one two three four five six seven';
    expect(windowAround(words, [], 16).text).toBe('one two three …');
    expect(windowAround(words, [[24, 27]], 16).text).toBe('… five six seven');
    expect(windowAround('年假💾可以顺延到次年三月', [], 3).text).toBe('年假…');
    expect(windowAround(words, [[0, 3]], 100)).toEqual({ text: words, highlights: [[0, 3]] });
  });
});

describe('invitationAddress', () => {
  it('turns the printed link into the page that spends it', () => {
    expect(invitationAddress({ pathname: '/setup', hash: '#s3cret' })).toBe('/#/welcome?invitation=s3cret');
  });
  it('leaves every other address alone', () => {
    expect(invitationAddress({ pathname: '/', hash: '#/ask' })).toBeNull();
  });
});
