import type { LabelWish } from '../api/summaries';

// One label a line, "name" or "name: what belongs there", with a colon of either width.
export function readLabels(text: string): LabelWish[] {
  const labels: LabelWish[] = [];
  for (const line of text.split('\n')) {
    const colon = line.search(/：|:\s/);
    const name = (colon < 0 ? line : line.slice(0, colon)).trim();
    const description = colon < 0 ? '' : line.slice(colon + 1).trim();
    if (name) labels.push(description ? { name, description } : { name });
  }
  return labels;
}
