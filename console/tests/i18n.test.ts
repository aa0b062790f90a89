import { describe, expect, it } from 'vitest';

import { formatBytes, formatWhen } from '../src/i18n/format';
import { messages, translate, type MessageKey } from '../src/i18n/translate';

const parametersOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const keys = Object.keys(messages.en) as MessageKey[];

describe('dictionaries', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(messages.zh).sort()).toEqual([...keys].sort());
  });

  it('name the same parameters in both languages', () => {
    for (const key of keys) {
      expect(parametersOf(messages.zh[key]), key).toEqual(parametersOf(messages.en[key]));
    }
  });

  it('say nothing with an exclamation mark', () => {
    const loud = keys.filter((key) => /[!！]/.test(messages.en[key] + messages.zh[key]));
    expect(loud).toEqual([]);
  });

  it('use full-width punctuation between Han characters', () => {
    const narrow = keys.filter((key) => /\p{Script=Han}[,;:?()]|[,;:?()]\p{Script=Han}/u.test(messages.zh[key]));
    expect(narrow).toEqual([]);
  });
});

describe('translate', () => {
  it('chooses the form for one and for many', () => {
    expect(translate('en', 'library.count', { count: 1 })).toBe('1 document');
    expect(translate('en', 'library.count', { count: 1300 })).toBe('1,300 documents');
    expect(translate('zh', 'library.count', { count: 1 })).toBe('1 份文档');
  });

  it('leaves a parameter visible that nobody gave', () => {
    expect(translate('en', 'scope.label')).toBe('Scope: {name}');
  });
});

describe('formats', () => {
  const now = Date.UTC(2025, 10, 25, 12);

  it('times are relative up to a day, then dates', () => {
    expect(formatWhen('zh', now - 5 * 60_000, now)).toBe('5分钟前');
    expect(formatWhen('en', now - 3 * 3_600_000, now)).toMatch(/^3 hr\.? ago$/);
    expect(formatWhen('en', now - 48 * 3_600_000, now)).toContain('2025');
  });

  it('times to come are not now', () => {
    expect(formatWhen('en', now + 3 * 3_600_000, now)).toMatch(/^in 3 hr/);
    expect(formatWhen('zh', now + 90 * 86_400_000, now)).toContain('2026');
  });

  it('sizes have one digit after the point', () => {
    expect(formatBytes('en', 999)).toBe('999 B');
    expect(formatBytes('en', 1500)).toBe('1.5 KB');
    expect(formatBytes('zh', 4_915_200)).toBe('4.9 MB');
  });
});
