import { describe, expect, it } from 'vitest';

import { ApiProblem } from '../src/api/problem';
import { readAnswer } from '../src/api/questions';
import type { Sentence } from '../src/api/types';

const sentence = (text: string): Sentence => ({ text, citations: [], spans: [], cell: null, computed: false, expired_on: null, holds_from: null, doubt: null });
const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

// A body that arrives in pieces of this many bytes.
function bodyOf(text: string, pieceBytes = 1_000_000): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, (at += pieceBytes)));
    },
  });
}

async function collect(text: string, pieceBytes?: number) {
  const seen: string[] = [];
  let thought = '';
  const answer = await readAnswer(bodyOf(text, pieceBytes), {
    onSentence: (one) => seen.push(one.text),
    onThinking: (more) => (thought += more),
  });
  return { seen, thought, answer };
}

describe('readAnswer', () => {
  const whole = `: looking\n\n${event('sentence', sentence('可以。'))}${event('sentence', sentence('不计。'))}${event('done', { answer: '可以。不计。' })}`;

  it('hands over each sentence, then the answer', async () => {
    const { seen, answer } = await collect(whole);
    expect(seen).toEqual(['可以。', '不计。']);
    expect(answer.answer).toBe('可以。不计。');
  });

  it('keeps what a model thinks apart', async () => {
    const thinking = event('thinking', { text: '先看' }) + event('thinking', { text: '年假。' });
    const { seen, thought } = await collect(thinking + whole);
    expect(thought).toBe('先看年假。');
    expect(seen).toEqual(['可以。', '不计。']);
  });

  it('says what the model does', async () => {
    const steps: string[] = [];
    const progress = event('progress', { step: 'reading', passages: 4, most_seconds: 180 });
    await readAnswer(bodyOf(progress + whole), {
      onProgress: ({ step, passages, most_seconds }) => steps.push(`${step} ${passages} ${most_seconds}`),
      onSentence: () => undefined,
      onThinking: () => undefined,
    });
    expect(steps).toEqual(['reading 4 180']);
  });

  it('does not mind where the pieces are cut, even inside a character', async () => {
    for (const pieceBytes of [1, 2, 3, 7, 64]) expect((await collect(whole, pieceBytes)).seen).toEqual(['可以。', '不计。']);
  });

  it('passes on the problem that the server names', async () => {
    const problem = { status: 503, code: 'unavailable', detail: '索引正在重建，请稍后再问。' };
    await expect(collect(event('error', problem))).rejects.toMatchObject({ code: 'unavailable', message: problem.detail });
  });

  it('says that the server fell silent when the stream ends early', async () => {
    const cut = collect(event('sentence', sentence('可以。')));
    await expect(cut).rejects.toBeInstanceOf(ApiProblem);
    await expect(cut).rejects.toMatchObject({ code: 'unreachable' });
  });
});
