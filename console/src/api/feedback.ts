import { request } from './client';
import type { FaqEntry, Feedback, NewFaq, NewFeedback, QualityQuestion } from './types';

const feedbackOf = (library: string, id = '') => `/libraries/${library}/feedback${id && `/${id}`}`;
const faqOf = (library: string, id = '') => `/libraries/${library}/faq${id && `/${id}`}`;

export const giveFeedback = (feedback: NewFeedback) =>
  request<{ id: string }>('/feedback', { method: 'POST', body: feedback });
export const listFeedback = (library: string, state: Feedback['state'], limit: number) =>
  request<{ total: number; feedback: Feedback[] }>(feedbackOf(library), { query: { state, limit } });
export const setFeedbackState = (library: string, id: string, state: Feedback['state']) =>
  request<Feedback>(feedbackOf(library, id), { method: 'PATCH', body: { state } });
export const questionOfFeedback = (library: string, id: string, set: string, answer: string) =>
  request<QualityQuestion>(`${feedbackOf(library, id)}/question`, { method: 'POST', body: { set, answer } });
export const faqOfFeedback = (library: string, id: string, answer: string) =>
  request<FaqEntry>(`${feedbackOf(library, id)}/faq`, { method: 'POST', body: { answer } });

export const listFaq = async (library: string) => (await request<{ faq: FaqEntry[] }>(faqOf(library))).faq;
export const addFaq = (library: string, entry: NewFaq) =>
  request<FaqEntry>(faqOf(library), { method: 'POST', body: entry });
export const replaceFaq = (library: string, before: FaqEntry, entry: NewFaq) =>
  request<FaqEntry>(faqOf(library, before.id), { method: 'PUT', body: { ...entry, version: before.version } });
export const reviewFaq = (library: string, { id, version }: FaqEntry) =>
  request<FaqEntry>(`${faqOf(library, id)}/review`, { method: 'POST', body: { version } });
export const deleteFaq = (library: string, id: string) => request<void>(faqOf(library, id), { method: 'DELETE' });

export function importFaq(library: string, file: File): Promise<{ added: number; unchanged: number }> {
  const format = /\.jsonl$/i.test(file.name) ? 'jsonl' : 'csv';
  return request(`${faqOf(library)}/import`, { method: 'POST', query: { format }, body: file });
}
