import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';

import { request, send } from './client';
import { ApiProblem, unreachable } from './problem';
import type { Classification, DocumentInfo, Problem, Summary } from './types';

export type SummaryLength = 'short' | 'medium' | 'long';

export interface SummaryWish {
  documents: string[];
  length: SummaryLength;
  firstPage?: number; // of one document
  lastPage?: number;
  extractive: boolean;
}

export interface Progress {
  done: number;
  total: number;
}

const bodyOf = ({ documents, length, firstPage, lastPage, extractive }: SummaryWish) =>
  documents.length === 1
    ? { document: documents[0], first_page: firstPage, last_page: lastPage, length, extractive }
    : { documents, length, extractive };

// Reads the events of a summary to its end. Fails with ApiProblem when the server says so or falls silent.
export async function readSummary(
  body: ReadableStream<Uint8Array>,
  onProgress: (progress: Progress) => void,
): Promise<Summary> {
  const events = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader() as ReadableStreamDefaultReader<EventSourceMessage>;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw unreachable();
    if (value.event === 'progress') onProgress(JSON.parse(value.data) as Progress);
    if (value.event === 'done') return JSON.parse(value.data) as Summary;
    if (value.event === 'error') throw new ApiProblem(JSON.parse(value.data) as Problem);
  }
}

export async function summarise(
  wish: SummaryWish,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Summary> {
  const response = await send('/summaries', {
    method: 'POST',
    body: bodyOf(wish),
    accept: 'text/event-stream',
    signal,
  });
  if (!response.body) throw unreachable();
  return readSummary(response.body, onProgress);
}

export interface LabelWish {
  name: string;
  description?: string;
}

export const classify = (document: string, labels: LabelWish[], most: number) =>
  request<Classification>('/classifications', { method: 'POST', body: { document, labels, most } });
export const setTags = (id: string, tags: string[]) =>
  request<DocumentInfo>(`/documents/${id}/tags`, { method: 'PUT', body: { tags } });
