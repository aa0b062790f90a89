export type Confidence = 'high' | 'medium' | 'low';

// A word for a calibrated probability, so that it can be read without knowing the scale.
export function confidenceOf(answerability: number): Confidence {
  if (answerability >= 0.8) return 'high';
  return answerability >= 0.5 ? 'medium' : 'low';
}
