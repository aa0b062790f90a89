import { request, send } from './client';
import type { Correction, Proposals, Suggestions, WordList } from './types';

export type WordListName = 'dictionary' | 'synonyms';

const kLongestQuestion = 300; // characters: what is longer is pasted, not typed

// Nothing for a question that is too long to be completed.
export const suggest = async (q: string, library: string | undefined, signal?: AbortSignal) =>
  q.length > kLongestQuestion ? null : request<Suggestions>('/suggest', { query: { q, library }, signal });

export const correct = async (q: string, library: string | undefined, signal?: AbortSignal) =>
  q.length > kLongestQuestion ? null : request<Correction>('/suggest/correction', { query: { q, library }, signal });

export const syntaxHelp = async () => (await send('/suggest/help', { accept: 'text/plain' })).text();

export const getWords = (name: WordListName) => request<WordList>(`/words/${name}`);
export const putWords = (name: WordListName, text: string, version: string) =>
  request<WordList>(`/words/${name}`, { method: 'PUT', body: { text, version } });
export const proposeWords = (library: string) => request<Proposals>('/words/proposals', { query: { library } });
export const addWords = (library: string, words: string[]) =>
  request<{ added: number }>('/words/dictionary/entries', { method: 'POST', body: { library, words } });
