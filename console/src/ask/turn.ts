import type { AnswerProgress } from '../api/questions';
import type { Answer, Sentence } from '../api/types';

// A question and what came of it.
export interface Turn {
  id: string;
  question: string;
  askedAt: number;
  libraryId: string; // empty: all
  scopeName: string; // empty: all
  state: 'looking' | 'done' | 'stopped' | 'failed';
  progress?: AnswerProgress; // of a model, while it goes on
  thinking?: { text: string; from: number; to: number }; // of a model, and when it did
  sentences: Sentence[];
  answer?: Answer;
  problem?: string;
}
