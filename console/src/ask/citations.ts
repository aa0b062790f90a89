import type { Citation, Sentence } from '../api/types';

export interface NumberedCitations {
  citations: Citation[]; // number n is at n - 1
  marks: number[][]; // for each sentence the numbers after it
}

const keyOf = ({ document_id, revision, page, block_begin, quote }: Citation) =>
  JSON.stringify([document_id, revision, page, block_begin, quote]);

// Numbers the proofs of an answer in the order in which they appear; the same proof keeps its number.
export function numberCitations(sentences: Sentence[]): NumberedCitations {
  const numbers = new Map<string, number>();
  const citations: Citation[] = [];
  const marks = sentences.map((sentence) => {
    const ofSentence = sentence.citations.map((citation) => {
      const key = keyOf(citation);
      let number = numbers.get(key);
      if (number === undefined) {
        number = citations.push(citation);
        numbers.set(key, number);
      }
      return number;
    });
    return [...new Set(ofSentence)];
  });
  return { citations, marks };
}

// The numbers of a sentence's proofs among those of its answer, each once.
export function numbersOf(citations: Citation[], sentence: Sentence): number[] {
  const keys = citations.map(keyOf);
  const numbers = sentence.citations.map((citation) => keys.indexOf(keyOf(citation)) + 1);
  return [...new Set(numbers)].filter((number) => number > 0);
}

export interface Source {
  citation: Citation;
  numbers: number[];
}

// The places behind an answer, one line for each page or passage of a document.
export function groupSources(citations: Citation[]): Source[] {
  const sources = new Map<string, Source>();
  citations.forEach((citation, index) => {
    const place = citation.page || `block ${citation.block_begin}`;
    const key = `${citation.document_id} ${citation.revision} ${place}`;
    const source = sources.get(key);
    if (source) source.numbers.push(index + 1);
    else sources.set(key, { citation, numbers: [index + 1] });
  });
  return [...sources.values()];
}

// Sentences of languages that are written with spaces are parted by one.
export function joinerAfter(text: string): string {
  return /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]\s*$/u.test(text) ? '' : ' ';
}

// What is copied: the answer with its marks, then its sources.
export function answerAsText(sentences: Sentence[], placeOf: (citation: Citation) => string): string {
  const { citations, marks } = numberCitations(sentences);
  const body = sentences
    .map((sentence, index) => {
      const after = (marks[index] ?? []).map((number) => `[${number}]`).join('');
      return sentence.text + (sentence.doubt ? '[?]' : after) + (index + 1 < sentences.length ? joinerAfter(sentence.text) : '');
    })
    .join('');
  return [body, '', ...citations.map((citation, index) => `[${index + 1}] ${placeOf(citation)}`)].join('\n');
}
