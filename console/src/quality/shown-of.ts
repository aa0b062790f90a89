import type { Answer, NewFeedback } from '../api/types';

const kMostPassages = 20;

// An answer as its reader sends it back with feedback.
export const shownOf = ({ model, refused, sentences, passages }: Answer): NonNullable<NewFeedback['answer']> => ({
  model,
  refused,
  sentences: sentences.map(({ text, citations }) => ({ text, chunk_ids: citations.map(({ chunk_id }) => chunk_id) })),
  passages: passages.slice(0, kMostPassages).map(({ chunk_id }) => chunk_id),
});
