import type { Measure } from '../api/types';

// In the order people read them; as eval::MeasureNames of the server.
export const measures: readonly Measure[] = [
  'hit@1',
  'hit@5',
  'mrr@10',
  'ndcg@10',
  'recall@100',
  'passage_hit@5',
  'answer_contains',
  'token_f1',
  'sentence_hit',
  'cited',
  'citation_precision',
  'citation_recall',
  'answered',
  'refusal',
  'decision',
  'calibration',
  'kept_answer',
];
