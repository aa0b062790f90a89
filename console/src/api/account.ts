import { request } from './client';
import type { Me, Token, User } from './types';

export const getMe = () => request<Me>('/me');
export const signIn = (name: string, password: string) =>
  request<Me>('/sessions', { method: 'POST', body: { name, password } });
export const signOut = () => request<void>('/sessions/current', { method: 'DELETE' });
export const setUp = (secret: string, name: string, password: string) =>
  request<Me>('/setup', { method: 'POST', body: { secret, name, password } });
// Ends one's other sessions too.
export const changePassword = (current: string, next: string, endTokens: boolean) =>
  request<void>('/me/password', {
    method: 'PUT',
    body: { current_password: current, new_password: next, end_tokens: endTokens },
  });

export const listTokens = async () => (await request<{ tokens: Token[] }>('/tokens')).tokens;
export const createToken = (name: string) =>
  request<{ token: Token; secret: string }>('/tokens', { method: 'POST', body: { name } });
export const revokeToken = (id: string) => request<void>(`/tokens/${id}`, { method: 'DELETE' });

export const listUsers = async () => (await request<{ users: User[] }>('/users')).users;
export const createUser = (name: string, password: string, administrator: boolean) =>
  request<User>('/users', { method: 'POST', body: { name, password, administrator } });
// Ends their sessions too.
export const givePassword = (id: string, password: string, endTokens: boolean) =>
  request<User>(`/users/${id}`, { method: 'PATCH', body: { password, end_tokens: endTokens } });
export const setUserDisabled = (id: string, disabled: boolean) =>
  request<User>(`/users/${id}`, { method: 'PATCH', body: { disabled } });
