import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const begin = css.indexOf(`${selector} {`);
  const block = css.slice(begin, css.indexOf('}', begin));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

// Relative luminance and contrast as WCAG 2 defines them.
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const kText = 4.5;
const kLarge = 3;

const pairs: [string, string, number][] = [
  ...['ground', 'raised', 'sunken'].flatMap((surface): [string, string, number][] => [
    ['text', surface, kText],
    ['second', surface, kText],
    ['accent', surface, kText],
    ['good', surface, kText],
    ['caution', surface, kText],
    ['bad', surface, kText],
  ]),
  ['faint', 'ground', kLarge],
  ['on-accent', 'accent', kText],
  ['ground', 'bad', kText],
  ['text', 'proof', kText],
  ['proof-edge', 'ground', kLarge],
];

describe.each([
  ['light', tokensOf(':root')],
  ['dark', tokensOf(":root[data-theme='dark']")],
])('the %s palette', (_, tokens) => {
  it.each(pairs)('%s on %s has at least %f', (front, back, least) => {
    expect(contrast(tokens[front] ?? '', tokens[back] ?? '')).toBeGreaterThanOrEqual(least);
  });
});
