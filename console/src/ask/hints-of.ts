import type { Answer } from '../api/types';
import { asSentence } from '../kit/as-sentence';

// What is to be known of the search behind an answer. One that was stored by an older console has none.
export const hintsOf = (answer: Partial<Pick<Answer, 'hints'>> | undefined): string[] =>
  (answer?.hints ?? []).map(({ message }) => asSentence(message));
