import type { Sentence } from '../api/types';
import styles from './sentence-text.module.css';

type Span = Sentence['spans'][number];

interface SentenceTextProperties {
  text: string;
  spans?: Span[]; // absent from answers that were stored before there were any
  from?: number; // only this part of the text, in UTF-16 code units
  to?: number;
}

// A sentence, or a part of it, with what was asked for in bold.
export function SentenceText({ text, spans = [], from = 0, to = text.length }: SentenceTextProperties) {
  const pieces = [];
  let at = from;
  for (const { begin, end } of spans) {
    const [first, last] = [Math.max(begin, at), Math.min(end, to)];
    if (first >= last) continue;
    pieces.push(text.slice(at, first));
    pieces.push(
      <strong key={first} className={styles.span} data-span>
        {text.slice(first, last)}
      </strong>,
    );
    at = last;
  }
  return (
    <>
      {pieces}
      {text.slice(at, to)}
    </>
  );
}
