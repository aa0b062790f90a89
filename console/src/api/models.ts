import { request } from './client';
import type { Models } from './types';

export const readModels = () => request<Models>('/models');
export const useModel = (file: string, stopFirst: boolean) =>
  request<Models>('/models/use', { method: 'POST', body: { role: 'generator', file, stop_first: stopFirst } });
export const unloadModel = () => request<Models>('/models/unload', { method: 'POST', body: { role: 'generator' } });
export const pullDemo = () => request<Models>('/models/pull', { method: 'POST', body: { demo: true, licence_accepted: true } });
export const cancelPull = () => request<void>('/models/pull', { method: 'DELETE' });
export const removeModel = (file: string) => request<void>(`/models/${encodeURIComponent(file)}`, { method: 'DELETE' });
