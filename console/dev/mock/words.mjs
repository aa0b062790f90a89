import { state } from './state.mjs';

const kWords = ['年假', '年度预算', '试用期', '合同', '合同法', 'torque', 'torrent', 'ppr-9087'];
const kPinyin = { nianjia: '年假', niandu: '年度预算', nj: '年假', hetong: '合同' };

// Completes the last word, and knows -word, title:word and type:pdf.
export function suggest(q, language) {
  const end = /[^\s:“"]*$/.exec(q)[0].toLowerCase();
  const found = end ? kWords.filter((word) => word.startsWith(end) && word !== end).map((term) => ({ term, kind: 'word' })) : [];
  if (kPinyin[end]) found.push({ term: kPinyin[end], kind: end.length > 2 ? 'pinyin' : 'initials' });
  const completions = found.map(({ term, kind }) => ({ text: q.slice(0, q.length - end.length) + term, term, kind }));
  const chips = [...q.matchAll(/(?<=^|\s)(?:(-)([^\s\d]\S*)|(title|type|标题|类型)[:：](\S+))/g)].map((match) => {
    const [whole, minus, word, name, value] = match;
    const title = name === 'title' || name === '标题';
    const kind = minus ? 'must_not' : title ? 'must' : 'format';
    return { kind, field: title ? 'title' : '', value: word ?? value, begin: match.index, end: match.index + whole.length };
  });
  const hint = language === 'zh' ? '星号前至少要有两个字符' : 'Write two characters or more before the star';
  const hints = /(?<=^|\s)[A-Za-z]\*/.test(q) ? [{ code: 'short_prefix', text: hint }] : [];
  return { query: q, ready: true, completions, chips, hints };
}

export function correction(q) {
  const text = q.replace('年价', '年假').replace('torqe', 'torque');
  return { query: q, ready: true, text: text === q ? null : text, changes: [] };
}

export function words(list) {
  const text = state.words[list] ?? '';
  return { text, version: String(text.length) };
}

export const proposals = (library) => ({
  library_id: library,
  characters: 120_000,
  all: true,
  words: ['鲲龙箱', '云原生', '文渊阁知识库']
    .filter((word) => !state.words.dictionary.includes(word))
    .map((word, index) => ({ word, count: 40 - index * 7, cohesion: 9, freedom: 2, example: `请把${word}交给仓库` })),
});
