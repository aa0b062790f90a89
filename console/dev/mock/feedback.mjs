// Feedback and reviewed answers of the stand-in server.
import { state } from './state.mjs';

const now = () => new Date().toISOString();
let next = 0;
const newId = (letters) => `${letters}_mock${(++next).toString(36)}`;
const person = (user) => ({ id: user.id, name: user.name });

const given = []; // { library, view }
const faq = []; // the same

function passageOf(chunk_id) {
  const [document_id, revision, number] = chunk_id.split('.');
  const info = state.documents.get(document_id)?.info;
  const chunk = state.documents.get(document_id)?.chunks?.[Number(number)];
  return {
    document_id,
    title: info?.title ?? document_id,
    revision: Number(revision),
    page: chunk?.page ?? 0,
    chunk_id,
    quote: chunk?.text ?? '',
  };
}

const libraryOf = (body) =>
  body.library_id ??
  state.documents.get((body.answer?.sentences?.[0]?.chunk_ids?.[0] ?? '').split('.')[0])?.info.library_id;

function entryOf(body, user, old) {
  const citations = (body.sources ?? []).map((source) => ({
    ...passageOf(/\.\d+\.\d+$/.test(source) ? source : `${source}.1.0`),
    current: true,
  }));
  return {
    id: old?.id ?? newId('fq'),
    questions: body.questions,
    answer: body.answer,
    citations,
    valid_until: body.valid_until ? `${body.valid_until}T00:00:00Z` : null,
    state: 'draft',
    silent: 'draft',
    reviewed: null,
    reviewed_by: null,
    created: old?.created ?? now(),
    created_by: person(user),
    changed: now(),
    version: (old?.version ?? 0) + 1,
  };
}

export function makeFeedbackRoutes(notFound) {
  const find = (list, id) => {
    const found = list.find(({ view }) => view.id === id);
    if (!found) throw notFound();
    return found;
  };
  const add = (library, view) => {
    faq.push({ library, view });
    return { status: 201, body: view };
  };
  const one = '/libraries/:id/feedback/:feedback';
  const entry = '/libraries/:id/faq/:entry';
  return [
    ['POST', '/feedback', ({ body, user }) => {
      const { question, reason, comment = '', corrected = '', answer = {} } = body;
      const view = {
        id: newId('fb'), question, reason, comment, corrected, state: 'open', given: now(), given_by: person(user), done: null, done_by: null,
        answer: {
          model: answer.model ?? '',
          refused: answer.refused ?? false,
          sentences: (answer.sentences ?? []).map(({ text, chunk_ids = [] }) => ({ text, citations: chunk_ids.map(passageOf) })),
          passages: [],
        },
      };
      given.unshift({ library: libraryOf(body), view });
      return { status: 201, body: { id: view.id } };
    }],
    ['GET', '/libraries/:id/feedback', ({ parameters, query }) => {
      const wanted = query.get('state') ?? 'open';
      const list = given.filter(({ library, view }) => library === parameters[0] && view.state === wanted).map(({ view }) => view);
      return { body: { total: list.length, offset: 0, feedback: list } };
    }],
    ['PATCH', one, ({ parameters, body, user }) => {
      const { view } = find(given, parameters[1]);
      const done = body.state === 'done';
      Object.assign(view, { state: body.state, done: done ? now() : null, done_by: done ? person(user) : null });
      return { body: view };
    }],
    ['POST', `${one}/question`, () => ({ status: 201, body: {} })],
    ['POST', `${one}/faq`, ({ parameters, body, user }) => {
      const { view } = find(given, parameters[1]);
      const sources = view.answer.sentences.flatMap(({ citations }) => citations.map(({ chunk_id }) => chunk_id));
      return add(parameters[0], entryOf({ questions: [view.question], answer: body.answer, sources }, user));
    }],
    ['GET', '/libraries/:id/faq', ({ parameters }) => ({
      body: { faq: faq.filter(({ library }) => library === parameters[0]).map(({ view }) => view) },
    })],
    ['POST', '/libraries/:id/faq', ({ parameters, body, user }) => add(parameters[0], entryOf(body, user))],
    ['POST', '/libraries/:id/faq/import', () => ({ body: { added: 0, unchanged: 0 } })],
    ['PUT', entry, ({ parameters, body, user }) => {
      const found = find(faq, parameters[1]);
      found.view = entryOf(body, user, found.view);
      return { body: found.view };
    }],
    ['DELETE', entry, ({ parameters }) => void faq.splice(faq.indexOf(find(faq, parameters[1])), 1)],
    ['POST', `${entry}/review`, ({ parameters, user }) => {
      const { view } = find(faq, parameters[1]);
      Object.assign(view, { state: 'reviewed', silent: null, reviewed: now(), reviewed_by: person(user), version: view.version + 1 });
      return { body: view };
    }],
  ];
}
