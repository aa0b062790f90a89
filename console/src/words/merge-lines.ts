// What two people made of one list of lines: mine, with what they added at the end and without what they took away.
export function mergeLines(base: string, mine: string, theirs: string): string {
  const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
  const known = new Set([...lines(base), ...lines(mine)]);
  const left = new Set(lines(theirs));
  const gone = new Set(lines(base).filter((line) => !left.has(line)));
  const kept = mine.split('\n').filter((line) => !gone.has(line));
  while (kept.length > 0 && kept[kept.length - 1]!.trim() === '') kept.pop();
  const added = lines(theirs).filter((line) => !known.has(line));
  return [...kept, ...added, ''].join('\n');
}
