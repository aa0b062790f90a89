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

const kLongestStep = 24; // characters; a longer run of letters is cut all the same

// Where to cut near `at` so that neither a word nor a character of two units is halved.
function cutNear(text: string, at: number, step: 1 | -1): number {
  const inside = (place: number) => /^[\w\uD800-\uDBFF][\w\uDC00-\uDFFF]/.test(text.slice(place - 1, place + 1));
  let place = at;
  while (Math.abs(place - at) < kLongestStep && inside(place)) place += step;
  return place;
}

// A window of a long text around its first highlight, so that the match is in sight; its highlights move along. What
// was cut off at either end shows as “…”.
export function windowAround(text: string, highlights: readonly (readonly number[])[], length: number) {
  if (text.length <= length) return { text, highlights: highlights.map((one) => [...one]) };
  const first = highlights[0]?.[0] ?? 0;
  const wanted = first < length / 2 ? 0 : Math.min(first - Math.floor(length / 4), text.length - length);
  const begin = wanted > 0 ? cutNear(text, wanted, 1) : 0;
  const end = wanted + length < text.length ? cutNear(text, wanted + length, -1) : text.length;
  const before = begin > 0 ? '…' : '';
  return {
    text: before + text.slice(begin, end) + (end < text.length ? '…' : ''),
    highlights: highlights
      .filter(([start = 0, stop = 0]) => start >= begin && stop <= end)
      .map(([start = 0, stop = 0]) => [start - begin + before.length, stop - begin + before.length]),
  };
}
