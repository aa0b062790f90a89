// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';

import type { DocumentInfo, Received } from '../src/api/types';
import type { uploadFile } from '../src/api/upload';
import { groupFailures, summarise } from '../src/library/dock-summary';
import { stepsOf } from '../src/library/stage-strip';
import { UploadQueue } from '../src/library/upload-queue';

const documentOf = (id: string, state: DocumentInfo['state'], reason = '') =>
  ({ document_id: id, state, reason, stage: 'received' }) as DocumentInfo;
const received = (id: string, state: DocumentInfo['state'] = 'queued', unchanged = false): Received => ({
  document: documentOf(id, state),
  revision: 1,
  unchanged,
});
const found = (...names: string[]) => names.map((name) => ({ name, file: new File(['0123456789'], name) }));
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('UploadQueue', () => {
  it('sends three at a time and then the next', async () => {
    const answers: ((value: Received) => void)[] = [];
    const send = vi.fn<typeof uploadFile>(() => new Promise((resolve) => answers.push(resolve)));
    const queue = new UploadQueue(send);
    queue.add('l_1', found('a', 'b', 'c', 'd', 'e'));
    expect(send).toHaveBeenCalledTimes(3);
    answers[0]?.(received('d_a'));
    await settle();
    expect(send).toHaveBeenCalledTimes(4);
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['working', 'sending', 'sending', 'sending', 'waiting']);
  });

  it('follows what the server says about its documents only', async () => {
    const queue = new UploadQueue(vi.fn<typeof uploadFile>((_, name) => Promise.resolve(received(`d_${name}`))));
    queue.add('l_1', found('a', 'b'));
    await settle();
    queue.hear([documentOf('d_a', 'ready'), documentOf('d_b', 'failed', 'locked'), documentOf('d_x', 'failed')]);
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['ready', 'failed']);
  });

  it('does not try again what needs a password', async () => {
    const queue = new UploadQueue(() => Promise.resolve(received('d_a')));
    queue.add('l_1', found('a'));
    await settle();
    queue.hear([{ ...documentOf('d_a', 'failed', 'locked'), needs_password: true }]);
    queue.retryFailed();
    expect(queue.snapshot()[0]?.state).toBe('failed');
  });

  it('sends again what was not received', async () => {
    const send = vi.fn<typeof uploadFile>().mockRejectedValueOnce(new Error('cut')).mockResolvedValueOnce(received('d_a'));
    const queue = new UploadQueue(send);
    queue.add('l_1', found('a'));
    await settle();
    expect(queue.snapshot()[0]?.state).toBe('failed');
    queue.retryFailed();
    await settle();
    expect(queue.snapshot()[0]).toMatchObject({ state: 'working', problem: undefined });
  });

  it('counts content that was there already as done', async () => {
    const queue = new UploadQueue(() => Promise.resolve(received('d_a', 'ready', true)));
    queue.add('l_1', found('a'));
    await settle();
    expect(summarise(queue.snapshot())).toMatchObject({ total: 1, ready: 1, working: 0, share: 1 });
  });

  it('forgets what is not sent when it is stopped', async () => {
    const queue = new UploadQueue((_library, name) => (name === 'a' ? Promise.resolve(received('d_a')) : new Promise(() => {})));
    queue.add('l_1', found('a', 'b', 'c', 'd'));
    await settle();
    queue.stop();
    expect(queue.snapshot().map(({ name }) => name)).toEqual(['a']);
  });
});

describe('groupFailures', () => {
  it('groups by reason without the name, the most frequent first', async () => {
    const reasons: Record<string, string> = { a: '“a”需要密码。', b: 'damaged', c: '“c”需要密码。' };
    const queue = new UploadQueue(() => Promise.reject(new Error('x')));
    queue.add('l_1', found('a', 'b', 'c'));
    await settle();
    const groups = groupFailures(queue.snapshot(), ({ name }) => reasons[name] ?? '');
    expect(groups.map(({ reason, uploads }) => [reason, uploads.length])).toEqual([
      ['“…”需要密码。', 2],
      ['damaged', 1],
    ]);
  });
});

describe('stepsOf', () => {
  it('shows the stage after the last one that is done as the running one', () => {
    expect(stepsOf({ state: 'running', stage: 'read' })).toEqual(['done', 'done', 'now', 'ahead']);
  });
  it('shows where it failed', () => {
    expect(stepsOf({ state: 'failed', stage: 'received' })).toEqual(['done', 'failed', 'ahead', 'ahead']);
  });
  it('has nothing ahead when it is ready', () => {
    expect(stepsOf({ state: 'ready', stage: 'indexed' })).toEqual(['done', 'done', 'done', 'done']);
  });
});
