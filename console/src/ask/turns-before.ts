import type { Turn as ApiTurn } from '../api/types';
import type { Turn } from './turn';

const kTurns = 6; // as many as the server looks at
const kCharacters = 2000;

// What the next question is told of the conversation: what was understood rather than what was typed, and never what a
// model thought.
export function turnsBefore(turns: Turn[]): ApiTurn[] {
  return turns
    .filter(({ state, answer }) => state === 'done' && answer)
    .slice(-kTurns)
    .map(({ question, answer }) => ({
      question: (answer?.understood ?? question).slice(0, kCharacters),
      answer: answer?.refused ? '' : (answer?.answer ?? '').slice(0, kCharacters),
    }));
}
