// Shares as measurements are written: three digits, no leading sign but for changes.
export const share = (value: number) => value.toFixed(3);

// With a sign, and a true minus; what rounds to nothing has none.
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  if (text === '0.000') return text;
  return value > 0 ? `+${text}` : `−${text}`;
}

// A weight of words: at most four digits, none without meaning.
export const weight = (value: number) => String(Number(value.toPrecision(4)));

export const milliseconds = (value: number) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

// How far a chart of changes must reach to both sides: a round number that holds every interval.
export function reachOf(intervals: { low: number; high: number }[]): number {
  const most = Math.max(0.01, ...intervals.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  return [0.02, 0.05, 0.1, 0.2, 0.5].find((reach) => most <= reach) ?? 1;
}

// Better, worse, or neither for sure: the interval says.
export function toneOf({ low, high }: { low: number; high: number }): 'good' | 'bad' | 'even' {
  if (low > 0) return 'good';
  return high < 0 ? 'bad' : 'even';
}
