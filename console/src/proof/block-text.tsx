import type { QuoteRange } from './find-quote';

// A text with the quoted part of it marked.
export function BlockText({ text, ranges }: { text: string; ranges: QuoteRange[] }) {
  const range = ranges[0];
  if (!range) return text;
  return (
    <>
      {text.slice(0, range.begin)}
      <mark data-proof-mark>{text.slice(range.begin, range.end)}</mark>
      {text.slice(range.end)}
    </>
  );
}
