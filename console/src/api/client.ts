import { problemFromBody, unreachable } from './problem';

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown; // a File goes as it is, all else as JSON
  accept?: string;
  signal?: AbortSignal;
}

let csrfToken = '';
let whenSignedOut: () => void = () => {};

// The session's token against forged requests; from GET /me, needed by everything that changes something.
export function setCsrfToken(token: string) {
  csrfToken = token;
}

// Told when the server says that nobody is signed in any more.
export function onSignedOut(callback: () => void) {
  whenSignedOut = callback;
}

// Repeats a key for each value of a list; leaves out what is undefined or empty.
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  const search = parameters.toString();
  return `/api/v1${path}${search ? `?${search}` : ''}`;
}

export function standardHeaders(): Record<string, string> {
  const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
  return csrfToken ? { 'Accept-Language': language, 'X-CSRF-Token': csrfToken } : { 'Accept-Language': language };
}

// Fails with ApiProblem, or with AbortError when `signal` stopped it.
export async function send(path: string, call: Call = {}): Promise<Response> {
  const headers = { ...standardHeaders(), Accept: call.accept ?? 'application/json' } as Record<string, string>;
  const file = call.body instanceof File;
  if (call.body !== undefined) headers['Content-Type'] = file ? 'application/octet-stream' : 'application/json';
  let response: Response;
  try {
    response = await fetch(address(path, call.query), {
      method: call.method ?? 'GET',
      headers,
      body: file ? (call.body as File) : call.body === undefined ? undefined : JSON.stringify(call.body),
      credentials: 'same-origin',
      signal: call.signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (response.ok) return response;
  if (response.status === 401) whenSignedOut();
  throw problemFromBody(response.status, await response.text(), response.headers.get('X-Request-Id') ?? '');
}

export async function request<T>(path: string, call: Call = {}): Promise<T> {
  const response = await send(path, call);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
