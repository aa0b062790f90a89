import { chunksOf, parse } from './parse.mjs';
import { archive, kFaq, kHandbook, kManual } from './samples.mjs';

const kStageTime = Number(process.env.MOCK_STAGE_MS ?? 350);
const kStages = ['received', 'read', 'cleaned', 'indexed'];
const kLocked = {
  en: (name) => `“${name}” needs a password. Save a copy without one and add it again.`,
  zh: (name) => `“${name}”需要密码。请另存一份不带密码的副本后重新添加。`,
};

let next = 0;
const newId = (letter) => `${letter}_mock${(++next).toString(36)}`;
const now = () => new Date().toISOString();

export const state = {
  secret: process.env.MOCK_SECRET ?? 'one-time-secret',
  users: [],
  libraries: [],
  grants: new Map(), // library → user → role
  documents: new Map(),
  sessions: new Map(),
  tokens: [],
  listeners: new Set(),
  words: { dictionary: '云原生\n', synonyms: '年假, 年休假, annual leave\n' },
};

export function addUser(name, password, administrator) {
  const user = { id: newId('u'), name, password, administrator, disabled: false, created: now() };
  state.users.push(user);
  return user;
}

export function addLibrary(name, owner) {
  const library = { id: newId('l'), name, created: now() };
  state.libraries.push(library);
  state.grants.set(library.id, new Map(owner ? [[owner.id, 'owner']] : []));
  return library;
}

export function countsOf(libraryIds) {
  const counts = { queued: 0, running: 0, ready: 0, failed: 0 };
  for (const { info } of state.documents.values()) if (libraryIds.includes(info.library_id)) ++counts[info.state];
  return counts;
}

function announce(entry) {
  for (const listener of state.listeners) listener(entry);
}

function touch(entry, change) {
  Object.assign(entry.info, change, { changed: now() });
  announce(entry);
}

// Walks a document through the stages, as slowly as MOCK_STAGE_MS says.
function work(entry, bytes) {
  const { info } = entry;
  const steps = [
    () => touch(entry, { state: 'running' }),
    () => {
      const parsed = parse(info.source_name, bytes);
      const revision = entry.revisions.length;
      entry.parsed.set(revision, { ...parsed, chunks: chunksOf(info.document_id, revision, parsed.blocks) });
      touch(entry, { stage: 'read', format: parsed.format, title: parsed.title, pages: parsed.pages.length });
    },
    () => touch(entry, { stage: 'cleaned' }),
    () => touch(entry, { stage: 'indexed' }),
    () => {
      const revision = entry.revisions.length;
      touch(entry, { state: 'ready', revision, chunks: entry.parsed.get(revision).chunks.length });
    },
  ];
  const step = (index) => {
    try {
      steps[index]();
      if (index + 1 < steps.length) setTimeout(step, kStageTime, index + 1);
    } catch {
      touch(entry, { state: 'failed', attempts: 1, reason: kLocked });
    }
  };
  if (kStageTime === 0) steps.forEach((_, index) => step(index));
  else setTimeout(step, kStageTime, 0);
}

export function receive(library, name, bytes, user) {
  const same = [...state.documents.values()].find(
    ({ info }) => info.library_id === library.id && info.source_name === name,
  );
  if (same?.originals.at(-1)?.equals(bytes)) return { entry: same, unchanged: true };
  const entry = same ?? {
    info: {
      document_id: newId('d'),
      title: name.split('/').at(-1),
      library: library.name,
      library_id: library.id,
      revision: 0,
      pages: 0,
      chunks: 0,
      source_name: name,
      format: '',
      created: now(),
      tags: [],
      restricted: false,
      parent: null,
      recognition: null,
    },
    originals: [],
    revisions: [],
    parsed: new Map(),
    readers: [],
  };
  entry.originals.push(bytes);
  entry.revisions.push({ created: now(), created_by: user, bytes: bytes.length });
  state.documents.set(entry.info.document_id, entry);
  touch(entry, { state: 'queued', stage: 'received', reason: '', attempts: 0, bytes: bytes.length });
  work(entry, bytes);
  return { entry, unchanged: false };
}

export function retry(entry) {
  touch(entry, { state: 'queued', stage: 'received', reason: '' });
  work(entry, entry.originals.at(-1));
}

// What the asker sees of a document.
export function view({ info }, language) {
  const reason = typeof info.reason === 'object' ? info.reason[language](info.source_name) : info.reason;
  return { ...info, reason };
}

export function seed() {
  const rules = addLibrary('人事制度');
  const products = addLibrary('Products');
  const archived = addLibrary('Archive 归档');
  addLibrary('Drafts');
  receive(rules, '制度/员工手册（2025 版）.docx', Buffer.from(kHandbook), null);
  receive(products, 'manuals/heron-12.pdf', kManual, null);
  receive(products, 'support/faq.md', Buffer.from(kFaq), null);
  receive(products, 'contracts/supply-locked.pdf', Buffer.from('locked'), null);
  archive.forEach(({ name, pages, bytes }, index) => {
    const id = newId('d');
    const days = 2 + index / 3;
    const failed = index % 211 === 17;
    state.documents.set(id, {
      info: {
        document_id: id,
        title: name.split('/').at(-1),
        library: archived.name,
        library_id: archived.id,
        revision: failed ? 0 : 1,
        pages: failed ? 0 : pages,
        chunks: failed ? 0 : pages * 3,
        source_name: name,
        format: name.split('.').at(-1),
        created: now(),
        changed: new Date(Date.now() - days * 86_400_000).toISOString(),
        tags: [],
        restricted: index % 97 === 5,
        parent: null,
        recognition: null,
        state: failed ? 'failed' : 'ready',
        stage: failed ? 'received' : 'indexed',
        reason: failed ? kLocked : '',
        attempts: failed ? 3 : 0,
        bytes,
      },
      originals: [Buffer.from(`# ${name}\n\nNothing more in the mock.`)],
      revisions: [{ created: now(), created_by: null, bytes }],
      parsed: new Map([[1, { ...parse(name, Buffer.from(`# ${name}\n\n…`)), chunks: [] }]]),
      readers: [],
    });
  });
}
