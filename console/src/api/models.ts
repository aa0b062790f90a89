import { request } from './client';
import type { ModelOffers, Models } from './types';

// Where a model is: ORG/NAME in one of the hubs.
export interface ModelPlace {
  name: string;
  from: string;
}
export interface WantedModel extends ModelPlace {
  file: string;
}

export const readModels = () => request<Models>('/models');
export const useModel = (role: string, file: string, stopFirst: boolean) =>
  request<Models>('/models/use', { method: 'POST', body: { role, file, stop_first: stopFirst } });
export const unloadModel = (role: string) => request<Models>('/models/unload', { method: 'POST', body: { role } });
export const pullDemo = () => request<Models>('/models/pull', { method: 'POST', body: { demo: true, licence_accepted: true } });
export const lookAtHub = (place: ModelPlace) => request<ModelOffers>('/models/offers', { method: 'POST', body: { ...place } });
// Its licence was shown and accepted.
export const pullModel = (model: WantedModel) =>
  request<Models>('/models/pull', { method: 'POST', body: { ...model, licence_accepted: true } });
export const cancelPull = () => request<void>('/models/pull', { method: 'DELETE' });
export const removeModel = (file: string) => request<void>(`/models/${encodeURIComponent(file)}`, { method: 'DELETE' });
