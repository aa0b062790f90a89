import { cutHighlights } from './cut-highlights';

// A passage with the matching words marked.
export function HighlightedText({ text, highlights }: { text: string; highlights: number[][] }) {
  return cutHighlights(text, highlights).map(({ words, marked }, index) =>
    marked ? <mark key={index}>{words}</mark> : <span key={index}>{words}</span>,
  );
}
