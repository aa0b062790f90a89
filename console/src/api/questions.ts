import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';

import { request, send } from './client';
import { ApiProblem, unreachable } from './problem';
import type { Answer, Problem, SearchResult, Sentence, Turn } from './types';

export interface SearchFilter {
  libraries?: string[];
  format?: string;
  tag?: string;
  changed_from?: string;
  changed_until?: string;
}

// By POST, so that the words stay out of addresses and logs.
export const searchPassages = (query: string, k: number, filter: SearchFilter, signal?: AbortSignal) =>
  request<SearchResult>('/search', { method: 'POST', body: { query, k, ...filter }, signal });

// Told of an answer as it comes.
export interface AnswerEvents {
  onSentence: (sentence: Sentence) => void;
  onThinking: (text: string) => void;
}

// Reads the events of an answer to its end. Fails with ApiProblem when the server says so or falls silent.
export async function readAnswer(
  body: ReadableStream<Uint8Array>,
  { onSentence, onThinking }: AnswerEvents,
): Promise<Answer> {
  const events = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader() as ReadableStreamDefaultReader<EventSourceMessage>;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw unreachable();
    if (value.event === 'thinking') onThinking((JSON.parse(value.data) as { text: string }).text);
    if (value.event === 'sentence') onSentence(JSON.parse(value.data) as Sentence);
    if (value.event === 'done') return JSON.parse(value.data) as Answer;
    if (value.event === 'error') throw new ApiProblem(JSON.parse(value.data) as Problem);
  }
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
