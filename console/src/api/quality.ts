import { address, request } from './client';
import { ApiProblem } from './problem';
import type {
  GateRule,
  LibraryWeights,
  Measure,
  NewQuestion,
  NewThumb,
  QualityComparison,
  QualityQuestion,
  QualityResult,
  QualityRun,
  QuestionSet,
  Thumb,
  Trial,
  Tuning,
} from './types';

const setsOf = (library: string) => `/libraries/${library}/question-sets`;
const pathOf = (set: QuestionSet) => `${setsOf(set.library_id)}/${set.id}`;
const runOf = (set: QuestionSet, run: string) => `${pathOf(set)}/runs/${run}`;

export const listThumbs = async (question: string) =>
  (await request<{ thumbs: Thumb[] }>('/thumbs', { query: { question } })).thumbs;
export const giveThumb = (thumb: NewThumb) => request<void>('/thumbs', { method: 'PUT', body: thumb });

export const listSets = async (library: string) =>
  (await request<{ question_sets: QuestionSet[] }>(setsOf(library))).question_sets;
export const createSet = (library: string, name: string) =>
  request<QuestionSet>(setsOf(library), { method: 'POST', body: { name } });
export const changeSet = (
  set: QuestionSet,
  changes: { name?: string; baseline?: string | null; rules?: GateRule[] },
) => request<QuestionSet>(pathOf(set), { method: 'PATCH', body: changes });
export const deleteSet = (set: QuestionSet) => request<void>(pathOf(set), { method: 'DELETE' });

export interface QuestionPage {
  total: number;
  questions: QualityQuestion[];
}
export const listQuestions = (set: QuestionSet, offset: number, limit: number) =>
  request<QuestionPage>(`${pathOf(set)}/questions`, { query: { offset, limit } });
export const addQuestion = (set: QuestionSet, question: NewQuestion) =>
  request<QualityQuestion>(`${pathOf(set)}/questions`, { method: 'POST', body: question });
export const replaceQuestion = (set: QuestionSet, id: string, question: NewQuestion) =>
  request<QualityQuestion>(`${pathOf(set)}/questions/${id}`, { method: 'PUT', body: question });
export const deleteQuestion = (set: QuestionSet, id: string) =>
  request<void>(`${pathOf(set)}/questions/${id}`, { method: 'DELETE' });

export interface CollectReport {
  added: number;
  replaced: number;
  unchanged: number;
}
export const collectThumbs = (set: QuestionSet) =>
  request<CollectReport>(`${pathOf(set)}/collect`, { method: 'POST' });
export const exportAddress = (set: QuestionSet, format: 'csv' | 'jsonl') =>
  address(`${pathOf(set)}/export`, { format });

export function importQuestions(set: QuestionSet, file: File): Promise<CollectReport> {
  const format = /\.csv$/i.test(file.name) ? 'csv' : 'jsonl';
  return request(`${pathOf(set)}/import`, { method: 'POST', query: { format }, body: file });
}

export const listRuns = async (set: QuestionSet) =>
  (await request<{ runs: QualityRun[] }>(`${pathOf(set)}/runs`)).runs;
export const getRun = (set: QuestionSet, run: string) => request<QualityRun>(runOf(set, run));
export const startRun = (set: QuestionSet, label: string, withAnswers: boolean) =>
  request<QualityRun>(`${pathOf(set)}/runs`, { method: 'POST', body: { label, with_answers: withAnswers } });
export const cancelRun = (set: QuestionSet, run: string) =>
  request<{ id: string }>(`${runOf(set, run)}/cancel`, { method: 'POST' });
export const deleteRun = (set: QuestionSet, run: string) => request<void>(runOf(set, run), { method: 'DELETE' });
export const compareRun = (set: QuestionSet, run: string, other: string, measure: Measure) =>
  request<QualityComparison>(`${runOf(set, run)}/comparison`, { query: { with: other, measure } });
export const listResults = (set: QuestionSet, run: string, offset: number, limit: number) =>
  request<{ total: number; results: QualityResult[] }>(`${runOf(set, run)}/results`, { query: { offset, limit } });

export const readWeights = (library: string) => request<LibraryWeights>(`/libraries/${library}/weights`);
const trialOf = (set: QuestionSet) => `${pathOf(set)}/trial`;
// null: nothing was tried since the server started.
export async function readTrial(set: QuestionSet): Promise<Trial | null> {
  try {
    return await request<Trial>(trialOf(set));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}
// With nothing given the best weights and threshold are looked for.
export const startTrial = (set: QuestionSet, tuning: Partial<Tuning> = {}) =>
  request<Trial>(trialOf(set), { method: 'POST', body: tuning });
export const cancelTrial = (set: QuestionSet) => request<void>(trialOf(set), { method: 'DELETE' });
export const applyTrial = (set: QuestionSet) =>
  request<LibraryWeights>(`${trialOf(set)}/apply`, { method: 'POST' });

export const isOver = ({ state }: QualityRun) => state !== 'queued' && state !== 'running';
