import { request, send } from './client';
import { readResult } from './event-stream';
import { unreachable } from './problem';
import type { Classification, DocumentInfo, Summary } from './types';

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
export function readSummary(
  body: ReadableStream<Uint8Array>,
  onProgress: (progress: Progress) => void,
): Promise<Summary> {
  return readResult<Summary>(body, { progress: onProgress });
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
