import { state } from './state.mjs';

// Words of a text: Latin words and numbers, and pairs of Han characters.
function terms(text) {
  const found = text.toLowerCase().match(/[a-z0-9]+(?:[-./][a-z0-9]+)*|[\p{Script=Han}]+/gu) ?? [];
  return found.flatMap((word) => {
    if (!/\p{Script=Han}/u.test(word)) return word.length > 3 || /\d/.test(word) ? [word.replace(/s$/, '')] : [];
    return word.length === 1 ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  });
}

function highlightsOf(text, wanted) {
  const marks = [];
  const lower = text.toLowerCase();
  for (const term of wanted) {
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) marks.push([at, at + term.length]);
  }
  marks.sort((a, b) => a[0] - b[0]);
  const apart = [];
  for (const mark of marks) {
    const last = apart.at(-1);
    if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1]);
    else apart.push(mark);
  }
  return apart;
}

export function search(query, libraries, { k = 10, format } = {}) {
  const wanted = [...new Set(terms(query))];
  const hits = [];
  for (const { info, parsed } of state.documents.values()) {
    if (info.state !== 'ready' || !libraries.includes(info.library_id) || (format && info.format !== format)) continue;
    for (const chunk of parsed.get(info.revision)?.chunks ?? []) {
      const text = chunk.text.toLowerCase();
      const matched = wanted.filter((term) => text.includes(term));
      if (matched.length === 0) continue;
      const { number: _, ...rest } = chunk;
      const { document_id, title, library, library_id, revision } = info;
      const score = matched.length / wanted.length;
      const highlights = highlightsOf(chunk.text, matched);
      hits.push({ score, document_id, title, library, library_id, revision, format: info.format, highlights, ...rest });
    }
  }
  hits.sort((a, b) => b.score - a.score);
  const seen = { coverage: 1, similarity: null, alike: [] };
  return {
    total: hits.length,
    relaxed: false,
    hints: [],
    meaning: { state: 'off', embedded: 0, reason: '' },
    reranking: { state: 'off', read: 0, reason: '' },
    hits: hits.slice(0, k).map((hit, index) => ({ rank: index + 1, ...seen, ...hit })),
  };
}

const kEnough = 0.3; // of the question's words in one passage

export function answer(question, libraries) {
  const { hits } = search(question, libraries);
  const best = hits.filter(({ score }) => score >= kEnough).slice(0, 3);
  const wanted = terms(question);
  const sentences = best.map((hit) => {
    const { document_id, title, library, revision, page, boxes, chunk_id, block_begin, block_end } = hit;
    const lines = hit.text.split('\n');
    const text = lines.find((line) => wanted.filter((term) => line.toLowerCase().includes(term)).length > 1) ?? lines[0];
    return {
      text,
      spans: highlightsOf(text, wanted).slice(0, 1).map(([begin, end]) => ({ begin, end })),
      cell: null,
      computed: false,
      doubt: null,
      citations: [{ document_id, title, library, revision, page, boxes, quote: text, chunk_id, block_begin, block_end }],
    };
  });
  return {
    question,
    understood: null,
    answer: sentences.map(({ text }) => text).join(' '),
    refused: sentences.length === 0,
    answerability: sentences.length > 0 ? Math.min(0.97, 0.4 + best[0].score * 0.6) : 0.11,
    model: 'extractive',
    thinking: '',
    unproven: [],
    without_model: null,
    context: null,
    comparison: null,
    reviewed: null,
    sentences,
    passages: hits.slice(0, 5),
    searched: sentences.length > 0 ? [] : libraries.map((id) => state.libraries.find((one) => one.id === id)?.name ?? id),
    topics: sentences.length > 0 ? [] : [...new Set(hits.slice(0, 5).map(({ title }) => title))],
    ask_a_person: sentences.length > 0 ? null : 'hr@example.com',
    hints: [],
    elapsed_ms: 4.2,
  };
}
