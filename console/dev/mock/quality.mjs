// Question sets, made-up runs and thumbs of the stand-in server.
import { state } from './state.mjs';

const now = () => new Date().toISOString();
let next = 0;
const newId = (letter) => `${letter}_mock${(++next).toString(36)}`;

const sets = new Map(); // id → { view, questions, runs }
const thumbs = [];

const kHouse = { words_han: 2.5, words_other: 0.6 };
let weights = kHouse;
const changes = [];
const weightsView = () => ({ weights, own: weights !== kHouse, house: kHouse, changes });

const kRules = [
  { measure: 'hit@1', at_least: null, most_worse: 0.01 },
  { measure: 'ndcg@10', at_least: null, most_worse: 0.01 },
];

const around = (value, questions) => {
  const reach = 1.96 * Math.sqrt((value * (1 - value)) / Math.max(1, questions));
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), questions };
};

function makeRun(entry, user, label, withAnswers, shift) {
  const count = entry.questions.length;
  const measures = {};
  const values = { 'hit@1': 0.72, 'hit@5': 0.91, 'mrr@10': 0.81, 'ndcg@10': 0.84, 'recall@100': 0.99 };
  if (withAnswers) Object.assign(values, { answer_contains: 0.78, token_f1: 0.61, sentence_hit: 0.7, cited: 1, citation_precision: 0.93, citation_recall: 0.88, answered: 0.96, refusal: 0.6, calibration: 0.91, kept_answer: 0.97 });
  for (const [name, value] of Object.entries(values)) measures[name] = around(Math.min(1, value + shift), Math.max(count, 60));
  return {
    id: newId('qr'),
    label,
    state: 'done',
    reason: '',
    with_answers: withAnswers,
    asker: { id: user.id, name: user.name },
    operator: false,
    settings: { program: '0.1.0', 'index generation': String(40 + next) },
    changed_meanwhile: false,
    total: count,
    done: count,
    created: now(),
    started: now(),
    finished: now(),
    summary: {
      questions: count,
      measures,
      values: withAnswers
        ? {
            false_refusal: around(0.04, Math.max(count, 60)),
            calibration_error: { value: 0.027, low: 0.019, high: 0.058, questions: Math.max(count, 60) },
            compression: { value: 8.2, low: 7.4, high: 9.1, questions: Math.max(count, 60) },
          }
        : {},
      search_p50_ms: 1.8,
      search_p99_ms: 7.4,
      answer_p50_ms: withAnswers ? 12 : 0,
      answer_p99_ms: withAnswers ? 41 : 0,
      first_p50_ms: withAnswers ? 9.5 : 0,
      first_p99_ms: withAnswers ? 30 : 0,
      first_sentence_p50_ms: withAnswers ? 11 : 0,
      first_sentence_p99_ms: withAnswers ? 38 : 0,
    },
  };
}

function differencesOf(before, after) {
  const found = {};
  for (const [name, estimate] of Object.entries(after.summary.measures)) {
    const was = before.summary.measures[name];
    if (!was) continue;
    const difference = estimate.value - was.value;
    found[name] = {
      pairs: was.questions,
      before: was.value,
      after: estimate.value,
      difference,
      low: difference - 0.03,
      high: difference + 0.03,
      p_value: Math.abs(difference) > 0.03 ? 0.012 : 0.4,
      won: difference > 0 ? 5 : 1,
      lost: difference < 0 ? 5 : 1,
    };
  }
  return found;
}

function shownAnswer(text, model) {
  const [document] = state.documents.values();
  const { document_id, title } = document.info;
  const place = { document_id, title, revision: 1, page: 1, chunk_id: `${document_id}.1.0`, quote: text };
  return { model, refused: false, sentences: [{ text: `${text} …`, citations: [place] }], passages: [] };
}

function compare({ entry, run, query, language }) {
  const other = entry.runs.find(({ id }) => id === (query.get('with') || entry.view.baseline));
  const differences = other ? differencesOf(other, run) : {};
  const chinese = language === 'zh';
  const findings = entry.view.rules.map(({ measure, at_least, most_worse }) => {
    const change = differences[measure] ?? null;
    const failed = change && -change.difference > (most_worse ?? 1) && change.p_value <= 0.05;
    const verdict = !change ? 'cannot_tell' : failed ? 'fail' : 'pass';
    const loss = change ? (-change.difference).toFixed(3) : '';
    const words = {
      pass: chinese ? '不低于基准' : 'not worse than the baseline',
      fail: chinese ? `下降 ${loss}，只允许 0.010（p = 0.012）` : `worse by ${loss}, at most 0.010 is allowed (p = 0.012)`,
      cannot_tell: chinese ? '没有可比较的基准；请先选定一次运行作为基准' : 'there is no baseline to compare with; choose a run as the baseline',
    };
    return { measure, at_least, most_worse, verdict, reason: words[verdict], value: run.summary.measures[measure] ?? around(0, 0), difference: change };
  });
  const has = (verdict) => findings.some((finding) => finding.verdict === verdict);
  const changed = (from, to) =>
    entry.questions.slice(0, 2).map(({ id, text, answers, refuse }) => ({
      question_id: id,
      text,
      before: from,
      after: to,
      right: answers,
      refuse,
      answer_before: run.with_answers ? shownAnswer(text, 'extractive') : null,
      answer_after: run.with_answers ? { ...shownAnswer(text, 'model'), refused: to < from } : null,
    }));
  const worse = (differences['ndcg@10']?.difference ?? 0) < 0;
  return {
    before: other ?? null,
    after: run,
    comparison: {
      gate: { verdict: has('fail') ? 'fail' : has('cannot_tell') ? 'cannot_tell' : 'pass', findings },
      measures: differences,
      changed_by: query.get('measure') ?? 'ndcg@10',
      lost: other && worse ? changed(1, 0.387) : [],
      won: other && !worse ? changed(0.5, 1) : [],
      not_compared: other ? 1 : 0,
    },
  };
}

function questionOf(body, user, origin, old) {
  const documents = (body.documents ?? []).map((one) => ({
    grade: 1,
    page: 0,
    chunk_id: null,
    ...one,
    title: state.documents.get(one.document_id)?.info.title ?? one.document_id,
  }));
  return {
    id: old?.id ?? newId('q'),
    key: '',
    text: body.text,
    language: /\p{Script=Han}/u.test(body.text) ? 'zh' : 'en',
    origin: old?.origin ?? origin,
    refuse: body.refuse ?? false,
    answers: body.answers ?? [],
    documents,
    judged: true,
    version: (old?.version ?? 0) + 1,
    created: old?.created ?? now(),
    created_by: { id: user.id, name: user.name },
    changed: now(),
  };
}

const viewOf = ({ view, questions }) => ({ ...view, questions: questions.length });

export function makeQualityRoutes(notFound) {
  const withSet = (handle) => (context) => {
    const entry = sets.get(context.parameters[1]);
    if (!entry) throw notFound();
    const run = entry.runs.find(({ id }) => id === context.parameters[2]);
    return handle({ ...context, entry, run });
  };
  const base = '/libraries/:id/question-sets';
  const set = `${base}/:set`;
  return [
    ['GET', '/thumbs', ({ user, query }) => ({
      body: { thumbs: thumbs.filter((one) => one.user === user.id && one.question === query.get('question')) },
    })],
    ['PUT', '/thumbs', ({ user, body }) => {
      const { question, target, chunk_id = null, library_id = null, verdict } = body;
      const at = thumbs.findIndex((one) => one.user === user.id && one.question === question && one.target === target && one.chunk_id === chunk_id);
      if (at >= 0) thumbs.splice(at, 1);
      if (verdict !== 'none') thumbs.push({ user: user.id, question, target, chunk_id, library_id, verdict });
    }],
    ['GET', base, ({ parameters }) => ({
      body: { question_sets: [...sets.values()].filter(({ view }) => view.library_id === parameters[0]).map(viewOf) },
    })],
    ['POST', base, ({ parameters, body, user }) => {
      const view = { id: newId('qs'), name: body.name, library_id: parameters[0], baseline: null, rules: kRules, created: now(), created_by: { id: user.id, name: user.name } };
      const entry = { view, questions: [], runs: [] };
      sets.set(view.id, entry);
      return { status: 201, body: viewOf(entry) };
    }],
    ['GET', set, withSet(({ entry }) => ({ body: viewOf(entry) }))],
    ['PATCH', set, withSet(({ entry, body }) => {
      Object.assign(entry.view, body);
      if (body.rules?.length === 0) entry.view.rules = kRules;
      return { body: viewOf(entry) };
    })],
    ['DELETE', set, withSet(({ entry }) => void sets.delete(entry.view.id))],
    ['GET', `${set}/questions`, withSet(({ entry }) => ({ body: { total: entry.questions.length, offset: 0, questions: entry.questions } }))],
    ['POST', `${set}/questions`, withSet(({ entry, body, user }) => {
      const question = questionOf(body, user, 'hand');
      entry.questions.push(question);
      return { status: 201, body: question };
    })],
    ['PUT', `${set}/questions/:question`, withSet(({ entry, body, user, parameters }) => {
      const at = entry.questions.findIndex(({ id }) => id === parameters[2]);
      entry.questions[at] = questionOf(body, user, 'hand', entry.questions[at]);
      return { body: entry.questions[at] };
    })],
    ['DELETE', `${set}/questions/:question`, withSet(({ entry, parameters }) => {
      entry.questions = entry.questions.filter(({ id }) => id !== parameters[2]);
    })],
    ['POST', `${set}/import`, withSet(({ entry, bytes, user }) => {
      const lines = bytes.toString().split('\n').filter((line) => line.trim());
      for (const line of lines) entry.questions.push(questionOf(JSON.parse(line), user, 'import'));
      return { body: { added: lines.length, replaced: 0, unchanged: 0 } };
    })],
    ['POST', `${set}/collect`, withSet(({ entry, user }) => {
      for (const { question } of thumbs) entry.questions.push(questionOf({ text: question }, user, 'thumb'));
      return { body: { added: thumbs.length, replaced: 0, unchanged: 0, undecided: 0 } };
    })],
    ['GET', `${set}/runs`, withSet(({ entry }) => ({ body: { runs: entry.runs } }))],
    ['POST', `${set}/runs`, withSet(({ entry, body, user }) => {
      const shift = [0, 0.06, -0.07][entry.runs.length % 3];
      const run = makeRun(entry, user, body.label ?? '', body.with_answers ?? false, shift);
      entry.runs.unshift(run);
      return { status: 202, body: run };
    })],
    ['GET', `${set}/runs/:run`, withSet(({ run }) => ({ body: run }))],
    ['DELETE', `${set}/runs/:run`, withSet(({ entry, run }) => {
      entry.runs = entry.runs.filter((one) => one !== run);
      if (entry.view.baseline === run.id) entry.view.baseline = null;
    })],
    ['GET', `${set}/trial`, withSet(({ entry }) => {
      if (!entry.trial) throw notFound();
      return { body: entry.trial };
    })],
    ['POST', `${set}/trial`, withSet(({ entry, body, user, language }) => {
      const [before, after] = [makeRun(entry, user, '', false, 0), makeRun(entry, user, '', false, 0.06)];
      const held = { ...entry, runs: [before], view: { ...entry.view, baseline: before.id } };
      const { comparison } = compare({ entry: held, run: after, query: new URLSearchParams(), language });
      const tuned = (questions, choice) => ({
        choice, questions, hit_at_1: 0.78, hit_at_1_now: 0.72, hit_at_1_meaning: 0.7, hit_at_1_words: 0.68,
      });
      const own = body.words_han !== undefined;
      entry.trial = {
        state: 'done', done: 1, total: 1, reason: '', before: weights, after: { words_han: 1.5, words_other: 0.6 },
        tuned: own ? null : { han: tuned(48, 'weight'), other: tuned(7, 'as_it_is') },
        comparison, hindrance: null, applied: false,
      };
      return { status: 202, body: entry.trial };
    })],
    ['POST', `${set}/trial/apply`, withSet(({ entry, user }) => {
      weights = entry.trial.after;
      entry.trial.applied = true;
      changes.unshift({ name: 'words_han', value: '1.5', changed: now(), changed_by: { id: user.id, name: user.name } });
      return { body: weightsView() };
    })],
    ['GET', '/libraries/:id/weights', () => ({ body: weightsView() })],
    ['GET', `${set}/runs/:run/comparison`, withSet((context) => ({ body: compare(context) }))],
  ];
}
