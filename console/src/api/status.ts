import { request } from './client';
import type { Status } from './types';

export const readStatus = () => request<Status>('/status');
