// A stand-in for the real server, for working on the console and for its tests: `npm run mock`. Serves dist/ and an
// API with made-up documents. Never part of the product.
//   MOCK_PORT 8788   MOCK_SECRET one-time-secret   MOCK_EMPTY=1 no documents   MOCK_STAGE_MS 350   MOCK_SENTENCE_MS 400

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Problem, routes } from './routes.mjs';
import { addLibrary, seed, state } from './state.mjs';

const kDist = fileURLToPath(new URL('../../dist', import.meta.url));
const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const kPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";
const kTitles = { 401: 'Not signed in', 403: 'Not allowed', 404: 'Not found' };

function match(method, path) {
  for (const [wanted, pattern, handler, open] of routes) {
    const found = wanted === method && new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`).exec(path);
    if (found) return { handler, open, parameters: found.slice(1).map(decodeURIComponent) };
  }
  throw new Problem(404, 'not_found', `There is no ${method} ${path}.`, `没有 ${method} ${path}。`);
}

async function readBody(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function handleApi(request, response, url, language) {
  const { handler, open, parameters } = match(request.method, url.pathname.slice('/api/v1'.length));
  const cookie = /wenyuan_session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  const session = state.sessions.get(cookie);
  const bytes = await readBody(request);
  if (!open) {
    if (!session) throw new Problem(401, 'unauthenticated', 'Nobody is signed in.', '尚未登录。');
    if (request.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrf) {
      throw new Problem(403, 'permission_denied', 'The request carries no valid CSRF token.', '请求缺少有效的 CSRF 令牌。');
    }
  }
  const json = request.headers['content-type'] === 'application/json';
  const answered = await handler({
    session,
    user: session?.user,
    parameters,
    query: url.searchParams,
    body: json ? JSON.parse(bytes.toString()) : undefined,
    bytes,
    language,
    accept: request.headers.accept ?? '',
    response,
  });
  if (answered === null) return; // it writes by itself
  const headers = {};
  if (answered?.cookie) headers['Set-Cookie'] = `wenyuan_session=${answered.cookie}; Path=/; HttpOnly; SameSite=Strict`;
  if (answered?.raw) {
    response.writeHead(200, { ...headers, 'Content-Type': answered.type, 'Content-Length': answered.raw.length });
    response.end(answered.raw);
  } else if (answered) {
    response.writeHead(answered.status ?? 200, { ...headers, 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answered.body));
  } else {
    response.writeHead(204, headers).end();
  }
}

function serveFile(response, pathname) {
  const page = pathname === '/' || pathname === '/setup';
  const file = join(kDist, page ? 'index.html' : normalize(pathname));
  if (!file.startsWith(kDist) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const type = kTypes[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': kPolicy });
  createReadStream(file).pipe(response);
}

if (process.env.MOCK_EMPTY) addLibrary('General');
else seed();

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://mock');
  const language = /^zh/.test(request.headers['accept-language'] ?? '') ? 'zh' : 'en';
  if (!url.pathname.startsWith('/api/')) {
    serveFile(response, url.pathname);
    return;
  }
  handleApi(request, response, url, language).catch((error) => {
    const { status = 500, code = 'internal' } = error;
    const detail = error[language] ?? `The mock failed: ${error.stack}`;
    const problem = { type: 'about:blank', title: kTitles[status] ?? 'Failed', status, detail, code, request_id: 'mock' };
    if (response.headersSent) response.end();
    else response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem));
  });
});
server.listen(Number(process.env.MOCK_PORT ?? 8788), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/setup#${state.secret}`);
});
