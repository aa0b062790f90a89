import { describe, expect, it } from 'vitest';

import { asSentence } from '../src/kit/as-sentence';

describe('a message as a sentence', () => {
  it('begins with a capital letter', () => {
    expect(asSentence("no passage here has 'PPR-9999'")).toBe("No passage here has 'PPR-9999'");
    expect(asSentence('a')).toBe('A');
  });

  it('keeps names, quotations and Chinese', () => {
    for (const text of ['search.rerank must be true', 'e5-small is loaded', "'x' is no name", '没有找到', 'wenyuan.toml: line 2', '']) {
      expect(asSentence(text)).toBe(text);
    }
  });
});
