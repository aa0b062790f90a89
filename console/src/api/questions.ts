import { request, send } from './client';
import { readResult } from './event-stream';
import { unreachable } from './problem';
import type { Answer, SearchResult, Sentence, Turn } from './types';

export interface SearchFilter {
  libraries?: string[];
  format?: string;
  tag?: string;
  changed_from?: string;
  changed_until?: string;
}

// By POST, so that the words stay out of addresses and logs.
// With `rerank` the reranker reads the first ten beside the question: half a second, and fewer wrong first ones.
export const searchPassages = (query: string, k: number, filter: SearchFilter, rerank: boolean, signal?: AbortSignal) =>
  request<SearchResult>('/search', { method: 'POST', body: { query, k, rerank, ...filter }, signal });

// What a model does for an answer now.
export interface AnswerProgress {
  step: 'reading' | 'writing';
  passages: number;
  most_seconds: number; // of the whole
}

// Told of an answer as it comes.
export interface AnswerEvents {
  onProgress?: (progress: AnswerProgress) => void;
  onSentence: (sentence: Sentence) => void;
  onThinking: (text: string) => void;
}

// Reads the events of an answer to its end. Fails with ApiProblem when the server says so or falls silent.
export function readAnswer(
  body: ReadableStream<Uint8Array>,
  { onSentence, onThinking, onProgress }: AnswerEvents,
): Promise<Answer> {
  return readResult<Answer>(body, {
    progress: (progress: AnswerProgress) => onProgress?.(progress),
    thinking: ({ text }: { text: string }) => onThinking(text),
    sentence: (sentence: Sentence) => onSentence(sentence),
  });
}

export async function askQuestion(
  question: string,
  filter: SearchFilter,
  before: Turn[],
  events: AnswerEvents,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await send('/ask', {
    method: 'POST',
    body: { question, before, ...filter },
    accept: 'text/event-stream',
    signal,
  });
  if (!response.body) throw unreachable();
  return readAnswer(response.body, events);
}
