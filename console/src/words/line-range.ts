// Where a line, counted from 1, begins and ends in a text.
export function lineRange(text: string, line: number): [number, number] {
  let begin = 0;
  for (let at = 1; at < line; ++at) {
    const next = text.indexOf('\n', begin);
    if (next < 0) return [text.length, text.length];
    begin = next + 1;
  }
  const end = text.indexOf('\n', begin);
  return [begin, end < 0 ? text.length : end];
}
