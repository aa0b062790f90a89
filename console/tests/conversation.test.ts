import { describe, expect, it } from 'vitest';

import type { Answer } from '../src/api/types';
import { contactLink } from '../src/ask/contact';
import { hintsOf } from '../src/ask/hints-of';
import type { Turn } from '../src/ask/turn';
import { turnsBefore } from '../src/ask/turns-before';

const turn = (question: string, answer: Partial<Answer>, state: Turn['state'] = 'done'): Turn => ({
  id: question,
  question,
  askedAt: 0,
  libraryId: '',
  scopeName: '',
  state,
  thinking: { text: 'secret', from: 0, to: 0 },
  sentences: [],
  answer: { answer: '', refused: false, understood: null, ...answer } as Answer,
});

describe('turnsBefore', () => {
  it('says what was understood, and nothing that was thought or refused', () => {
    const turns = [turn('年假有几天？', { answer: '15天。' }), turn('那病假呢？', { answer: '没有找到', refused: true, understood: '病假有几天？' })];
    expect(turnsBefore(turns)).toEqual([
      { question: '年假有几天？', answer: '15天。' },
      { question: '病假有几天？', answer: '' },
    ]);
  });

  it('leaves out what was stopped, and all but the last turns', () => {
    const turns = Array.from({ length: 9 }, (_, at) => turn(`q${at}`, { answer: 'a' }));
    expect(turnsBefore([...turns, turn('stopped', {}, 'stopped')]).map(({ question }) => question)).toEqual(['q3', 'q4', 'q5', 'q6', 'q7', 'q8']);
  });
});

describe('hintsOf', () => {
  it('says what is to be known of the search, also of an answer that was stored before there were hints', () => {
    expect(hintsOf({ hints: [{ code: 'index_rebuilt', message: 'a part of the index is being built again' }] })).toEqual([
      'A part of the index is being built again',
    ]);
    expect(hintsOf({})).toEqual([]);
    expect(hintsOf(undefined)).toEqual([]);
  });
});

describe('contactLink', () => {
  it('leads to the web or to a letter about the question', () => {
    expect(contactLink('https://help.example/?q=1', '年假')).toBe('https://help.example/?q=1');
    expect(contactLink('hr@example.com', 'a&b')).toBe('mailto:hr@example.com?subject=a%26b');
  });

  it('leads nowhere else', () => {
    for (const contact of ['javascript:alert(1)', 'ftp://x', 'nobody', 'a@b?cc=c@d', '']) expect(contactLink(contact, 'q')).toBeUndefined();
  });
});
