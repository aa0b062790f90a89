// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';

import { address, onSignedOut, request, setCsrfToken } from '../src/api/client';
import { problemFromBody } from '../src/api/problem';

const fetched = vi.fn<typeof fetch>();
vi.stubGlobal('fetch', fetched);

const answer = (status: number, body: unknown) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'X-Request-Id': 'r7' } });

afterEach(() => {
  fetched.mockReset();
  setCsrfToken('');
  onSignedOut(() => {});
});

describe('address', () => {
  it('repeats a key for each value and leaves out what is empty', () => {
    expect(address('/documents', { library: ['a', 'b'], name: '', state: undefined, offset: 0 })).toBe(
      '/api/v1/documents?library=a&library=b&offset=0',
    );
  });

  it('encodes names with folders and any character', () => {
    expect(address('/x', { name: '合同/a&b.pdf' })).toBe('/api/v1/x?name=%E5%90%88%E5%90%8C%2Fa%26b.pdf');
  });
});

describe('request', () => {
  it('sends the session token and the language', async () => {
    document.documentElement.lang = 'zh-CN';
    setCsrfToken('t0');
    fetched.mockResolvedValue(answer(201, { id: 'l_1' }));
    await request('/libraries', { method: 'POST', body: { name: 'a' } });
    expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({
      'X-CSRF-Token': 't0',
      'Accept-Language': 'zh',
      'Content-Type': 'application/json',
    });
  });

  it('gives nothing for an empty answer', async () => {
    fetched.mockResolvedValue(answer(204, undefined));
    await expect(request('/x')).resolves.toBeUndefined();
  });

  it('carries the sentence of the server', async () => {
    fetched.mockResolvedValue(answer(409, { code: 'conflict', detail: '已有同名知识库。', request_id: 'r1' }));
    await expect(request('/x')).rejects.toMatchObject({ status: 409, message: '已有同名知识库。', requestId: 'r1' });
  });

  it('tells when nobody is signed in any more', async () => {
    const told = vi.fn();
    onSignedOut(told);
    fetched.mockResolvedValue(answer(401, { code: 'unauthenticated', detail: 'x' }));
    await expect(request('/x')).rejects.toMatchObject({ status: 401 });
    expect(told).toHaveBeenCalledOnce();
  });

  it('knows a server that was not reached from one that refused', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(request('/x')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });
});

describe('problemFromBody', () => {
  it('keeps the request id when the body is not ours', () => {
    expect(problemFromBody(502, '<html>Bad gateway</html>', 'r9')).toMatchObject({ status: 502, requestId: 'r9', message: '' });
  });
});
