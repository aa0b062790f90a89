// Which option of a list a key moves to; -1 is the box itself, where the list begins and ends.
export function nextOption(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return at + 1 < count ? at + 1 : -1;
  if (key === 'ArrowUp') return at >= 0 ? at - 1 : count - 1;
  return undefined;
}
