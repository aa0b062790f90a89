export interface Piece {
  words: string;
  marked: boolean;
}

// Cuts a text at its highlights, [begin, end) in UTF-16 units, in order and apart. What is not so is left unmarked.
export function cutHighlights(text: string, highlights: readonly (readonly number[])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const push = (end: number, marked: boolean) => {
    if (end > at) pieces.push({ words: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const [begin = 0, end = 0] of highlights) {
    if (begin < at || end > text.length) continue;
    push(begin, false);
    push(end, true);
  }
  push(text.length, false);
  return pieces;
}

// A window of a long text around its first highlight, so that the match is in sight; its highlights move along.
export function windowAround(text: string, highlights: readonly (readonly number[])[], length: number) {
  const first = highlights[0]?.[0] ?? 0;
  if (text.length <= length || first < length / 2) return { text: text.slice(0, length), highlights: within(0) };
  const begin = Math.max(0, Math.min(first - Math.floor(length / 4), text.length - length));
  return { text: `…${text.slice(begin, begin + length)}`, highlights: within(begin, 1) };

  function within(from: number, shift = 0): number[][] {
    return highlights
      .filter(([start = 0, end = 0]) => start >= from && end <= from + length)
      .map(([start = 0, end = 0]) => [start - from + shift, end - from + shift]);
  }
}
