import { request } from './client';
import type { Me, Token, User } from './types';

export const getMe = () => request<Me>('/me');
export const signIn = (name: string, password: string) =>
  request<Me>('/sessions', { method: 'POST', body: { name, password } });
export const signOut = () => request<void>('/sessions/current', { method: 'DELETE' });
export const setUp = (secret: string, name: string, password: string) =>
  request<Me>('/setup', { method: 'POST', body: { secret, name, password } });
export const changePassword = (current: string, next: string) =>
  request<void>('/me/password', { method: 'PUT', body: { current_password: current, new_password: next } });

export const listTokens = async () => (await request<{ tokens: Token[] }>('/tokens')).tokens;
export const createToken = (name: string) =>
  request<{ token: Token; secret: string }>('/tokens', { method: 'POST', body: { name } });
export const revokeToken = (id: string) => request<void>(`/tokens/${id}`, { method: 'DELETE' });

export const listUsers = async () => (await request<{ users: User[] }>('/users')).users;
export const createUser = (name: string, password: string, administrator: boolean) =>
  request<User>('/users', { method: 'POST', body: { name, password, administrator } });
export const setUserDisabled = (id: string, disabled: boolean) =>
  request<User>(`/users/${id}`, { method: 'PATCH', body: { disabled } });
