import { request } from './client';
import type { Grant, Library, Reading, Role } from './types';

export const listLibraries = async () => (await request<{ libraries: Library[] }>('/libraries')).libraries;
export const createLibrary = (name: string) => request<Library>('/libraries', { method: 'POST', body: { name } });
export const listGrants = async (id: string) =>
  (await request<{ grants: Grant[] }>(`/libraries/${id}/grants`)).grants;
// `user` is an id or a name; the role "none" takes the grant away.
export const setGrant = (id: string, user: string, role: Role) =>
  request<Grant>(`/libraries/${id}/grants/${encodeURIComponent(user)}`, { method: 'PUT', body: { role } });

export const setReading = (id: string, reading: Reading) =>
  request<Library>(`/libraries/${id}/recognition`, { method: 'PUT', body: { reading } });

export const mayEdit = (library: Library) => library.role === 'editor' || library.role === 'owner';
