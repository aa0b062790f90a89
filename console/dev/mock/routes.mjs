import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { answer, search } from './answers.mjs';
import { correction, proposals, suggest, words } from './words.mjs';
import { makeFeedbackRoutes } from './feedback.mjs';
import { makeQualityRoutes } from './quality.mjs';
import { addLibrary, addUser, countsOf, receive, retry, state, view } from './state.mjs';

const kSentenceTime = Number(process.env.MOCK_SENTENCE_MS ?? 400);

// Thrown by routes; becomes problem+json.
export class Problem extends Error {
  constructor(status, code, en, zh) {
    super(en);
    Object.assign(this, { status, code, en, zh });
  }
}
const notFound = () => new Problem(404, 'not_found', 'There is no such thing, or you may not see it.', '没有找到，或者没有向你开放。');

const meOf = (session) => ({
  user: { id: session.user.id, name: session.user.name },
  administrator: session.user.administrator,
  operator: false,
  csrf_token: session.csrf,
});
const roleIn = (library, user) => state.grants.get(library.id).get(user.id) ?? 'none';
const readable = (user) => state.libraries.filter((library) => roleIn(library, user) !== 'none');
const libraryView = (library, user) => ({ ...library, role: roleIn(library, user), counts: countsOf([library.id]) });
const scopeOf = (user, ids = []) =>
  readable(user).map(({ id }) => id).filter((id) => ids.length === 0 || ids.includes(id));
const publicUser = ({ password: _, ...user }) => user;

function documentOf({ user, parameters }) {
  const entry = state.documents.get(parameters[0]);
  if (!entry || !scopeOf(user).includes(entry.info.library_id)) throw notFound();
  return entry;
}
function libraryOf({ parameters }) {
  const library = state.libraries.find(({ id }) => id === parameters[0]);
  if (!library) throw notFound();
  return library;
}
function signIn(user) {
  const session = { id: randomUUID(), user, csrf: randomUUID() };
  state.sessions.set(session.id, session);
  return { status: 201, cookie: session.id, body: meOf(session) };
}
function grantsOf(library) {
  return [...state.grants.get(library.id)].map(([id, role]) => {
    const { name } = state.users.find((user) => user.id === id);
    return { user: { id, name }, role };
  });
}

async function ask({ user, body, accept, response }) {
  const result = answer(body.question, scopeOf(user, body.libraries));
  if (!accept.includes('text/event-stream')) return { body: result };
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const event = (name, data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  response.write(': looking\n\n');
  await wait(kSentenceTime);
  for (const sentence of result.sentences) {
    event('sentence', sentence);
    await wait(kSentenceTime);
  }
  event('done', result);
  response.end();
  return null;
}

function events({ user, language, response }) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const send = (name, data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  const counts = () => send('counts', countsOf(scopeOf(user)));
  const listener = (entry) => {
    if (!scopeOf(user).includes(entry.info.library_id)) return;
    send('documents', { documents: [view(entry, language)], complete: true });
    counts();
  };
  counts();
  state.listeners.add(listener);
  response.on('close', () => state.listeners.delete(listener));
  return null;
}

function list({ user, language, query }) {
  const ids = scopeOf(user, query.getAll('library'));
  const name = (query.get('name') ?? '').toLowerCase();
  const offset = Number(query.get('offset') ?? 0);
  const fits = ({ info }) =>
    ids.includes(info.library_id) &&
    (!query.get('state') || info.state === query.get('state')) &&
    (!query.get('format') || info.format === query.get('format')) &&
    `${info.title}\n${info.source_name}`.toLowerCase().includes(name);
  const found = [...state.documents.values()].filter(fits).sort((a, b) => b.info.changed.localeCompare(a.info.changed));
  const documents = found.slice(offset, offset + Number(query.get('limit') ?? 100));
  return { body: { total: found.length, offset, documents: documents.map((entry) => view(entry, language)) } };
}

function parsedOf(context) {
  const parsed = documentOf(context).parsed.get(Number(context.parameters[1]));
  if (!parsed) throw notFound();
  return parsed;
}

function blocks(context) {
  const { format, title, blocks: all, pages } = parsedOf(context);
  const [document_id, revision] = context.parameters;
  const offset = Number(context.query.get('offset') ?? 0);
  const limit = Number(context.query.get('limit') ?? 2000);
  const part = all.slice(offset, offset + limit);
  const body = { document_id, title, revision: Number(revision), format, metadata: {}, pages, total: all.length, offset };
  return { body: { ...body, blocks: part, warnings: [] } };
}

const lineage = () => {
  const at = (seconds) => new Date(Date.now() - 60_000 + seconds * 1000).toISOString();
  const step = (stage, tool, details, from, to) => ({ stage, tool, details, started: at(from), finished: at(to) });
  return {
    body: {
      steps: [
        step('read', 'parser', { pages: 3, warnings: 0 }, 0, 0.4),
        step('cleaned', 'clean', { zero_width: 4, page_headers: 6 }, 0.4, 0.5),
        step('indexed', 'index', { chunks: 14 }, 0.5, 0.6),
      ],
    },
  };
};

// [method, path, handler, open to who is not signed in]
export const routes = [
  ['GET', '/me', ({ session }) => ({ body: meOf(session) })],
  ['POST', '/setup', ({ body }) => {
    if (body.secret !== state.secret) throw notFound();
    state.secret = null;
    const user = addUser(body.name, body.password, true);
    for (const grants of state.grants.values()) grants.set(user.id, 'owner');
    return signIn(user);
  }, true],
  ['POST', '/sessions', ({ body }) => {
    const user = state.users.find(({ name, password }) => name === body.name && password === body.password);
    if (user) return signIn(user);
    throw new Problem(403, 'permission_denied', 'Name or password is wrong. Check both and try again.', '用户名或密码不对，请检查后重试。');
  }, true],
  ['DELETE', '/sessions/current', ({ session }) => void state.sessions.delete(session.id)],
  ['GET', '/users', () => ({ body: { users: state.users.map(publicUser) } })],
  ['POST', '/users', ({ body }) => ({ status: 201, body: publicUser(addUser(body.name, body.password, body.administrator)) })],
  ['PATCH', '/users/:id', ({ parameters, body }) => {
    const user = state.users.find(({ id }) => id === parameters[0]);
    return { body: publicUser(Object.assign(user, body)) };
  }],
  ['PUT', '/me/password', ({ user, body }) => {
    if (user.password !== body.current_password) {
      throw new Problem(403, 'permission_denied', 'The password until now is another one.', '当前密码不对。');
    }
    user.password = body.new_password;
  }],
  ['GET', '/tokens', () => ({ body: { tokens: state.tokens } })],
  ['POST', '/tokens', ({ body }) => {
    const created = new Date().toISOString();
    const expires = new Date(Date.now() + 90 * 86_400_000).toISOString();
    const token = { id: randomUUID(), name: body.name, created, expires, last_used: null };
    state.tokens.push(token);
    return { status: 201, body: { token, secret: `wy_${randomUUID().replaceAll('-', '')}` } };
  }],
  ['DELETE', '/tokens/:id', ({ parameters }) => void state.tokens.splice(state.tokens.findIndex(({ id }) => id === parameters[0]), 1)],
  ['GET', '/libraries', ({ user }) => ({ body: { libraries: readable(user).map((one) => libraryView(one, user)) } })],
  ['POST', '/libraries', ({ user, body }) => ({ status: 201, body: libraryView(addLibrary(body.name, user), user) })],
  ['GET', '/libraries/:id/grants', (context) => ({ body: { grants: grantsOf(libraryOf(context)) } })],
  ['PUT', '/libraries/:id/grants/:user', (context) => {
    const named = context.parameters[1];
    const user = state.users.find(({ id, name }) => id === named || name === named);
    if (!user) throw new Problem(404, 'not_found', `Nobody is called “${named}”. Check the spelling.`, `没有名为“${named}”的人员，请检查写法。`);
    const grants = state.grants.get(libraryOf(context).id);
    if (context.body.role === 'none') grants.delete(user.id);
    else grants.set(user.id, context.body.role);
    return { body: { user: { id: user.id, name: user.name }, role: context.body.role } };
  }],
  ['POST', '/libraries/:id/documents', (context) => {
    const { entry, unchanged } = receive(libraryOf(context), context.query.get('name'), context.bytes, context.user);
    const body = { document: view(entry, context.language), revision: entry.revisions.length, unchanged };
    return { status: unchanged ? 200 : 201, body };
  }],
  ['GET', '/documents', list],
  ['GET', '/documents/:id', (context) => ({ body: view(documentOf(context), context.language) })],
  ['DELETE', '/documents/:id', (context) => void state.documents.delete(documentOf(context).info.document_id)],
  ['POST', '/documents/:id/retry', (context) => {
    const entry = documentOf(context);
    retry(entry);
    return { status: 202, body: view(entry, context.language) };
  }],
  ['GET', '/documents/:id/readers', (context) => {
    const entry = documentOf(context);
    return { body: { restricted: entry.info.restricted, readers: entry.readers } };
  }],
  ['PUT', '/documents/:id/readers', (context) => {
    const entry = documentOf(context);
    const named = context.body.readers ?? [];
    entry.info.restricted = context.body.restricted;
    entry.readers = state.users.filter(({ id, name }) => named.includes(id) || named.includes(name)).map(({ id, name }) => ({ id, name }));
    return { body: { restricted: entry.info.restricted, readers: entry.readers } };
  }],
  ['GET', '/documents/:id/revisions', (context) => {
    const { revisions, info } = documentOf(context);
    const shown = revisions.map(({ created, created_by, bytes }, index) => ({
      revision: index + 1,
      current: index + 1 === info.revision,
      created,
      created_by: created_by && { id: created_by.id, name: created_by.name },
      bytes,
      sha256: '0'.repeat(64),
      pages: info.pages,
      chunks: info.chunks,
    }));
    return { body: { revisions: shown.reverse() } };
  }],
  ['GET', '/documents/:id/revisions/:n/original', (context) => {
    const original = documentOf(context).originals[Number(context.parameters[1]) - 1];
    return { raw: original, type: original.subarray(0, 5).toString() === '%PDF-' ? 'application/pdf' : 'application/octet-stream' };
  }],
  ['GET', '/documents/:id/revisions/:n/blocks', blocks],
  ['GET', '/documents/:id/revisions/:n/chunks', (context) => ({ body: { chunks: parsedOf(context).chunks } })],
  ['GET', '/documents/:id/revisions/:n/lineage', lineage],
  ['GET', '/events', events],
  ['GET', '/status', ({ user }) => ({
    body: {
      version: 'mock',
      started: new Date().toISOString(),
      libraries: readable(user).length,
      counts: countsOf(scopeOf(user)),
      index: null,
      embedding: { state: 'working', model: 'e5-small', passages: 120, embedded: 48, replacing: false, reason: '' },
      reranker: { state: 'off', model: '', reason: '' },
    },
  })],
  ['POST', '/search', ({ user, body }) => ({
    body: { query: body.query, elapsed_ms: 1.7, ...search(body.query, scopeOf(user, body.libraries), body) },
  })],
  ['POST', '/ask', ask],
  ['GET', '/suggest', ({ query, language }) => ({ body: suggest(query.get('q') ?? '', language) })],
  ['GET', '/suggest/correction', ({ query }) => ({ body: correction(query.get('q') ?? '') })],
  ['GET', '/suggest/help', () => ({ raw: Buffer.from('“年假”  +试用期  -病假  标题:年假  PPR-90*\n'), type: 'text/plain; charset=utf-8' })],
  ['GET', '/words/proposals', ({ query }) => ({ body: proposals(query.get('library')) })],
  ['GET', '/words/:list', ({ parameters }) => ({ body: words(parameters[0]) })],
  ['PUT', '/words/:list', ({ parameters, body }) => {
    state.words[parameters[0]] = body.text;
    return { body: words(parameters[0]) };
  }],
  ['POST', '/words/dictionary/entries', ({ body }) => {
    state.words.dictionary += body.words.map((word) => `${word}\n`).join('');
    return { body: { added: body.words.length } };
  }],
  ...makeQualityRoutes(notFound),
  ...makeFeedbackRoutes(notFound),
];
