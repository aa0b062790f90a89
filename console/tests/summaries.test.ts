import { describe, expect, it } from 'vitest';

import { readSummary } from '../src/api/summaries';
import { readLabels } from '../src/summary/labels';
import { addressOfSummary } from '../src/summary/summary-address';

const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const bodyOf = (text: string) => new Response(text).body as ReadableStream<Uint8Array>;

describe('readLabels', () => {
  it('takes one a line, with what stands behind a colon of either width', () => {
    expect(readLabels('合同：与供应商签订的协议\n\n  Invoice \nManual: how to use: pumps\n10:30')).toEqual([
      { name: '合同', description: '与供应商签订的协议' },
      { name: 'Invoice' },
      { name: 'Manual', description: 'how to use: pumps' },
      { name: '10:30' },
    ]);
  });
});

describe('readSummary', () => {
  it('tells of progress and gives the summary', async () => {
    const told: number[] = [];
    const text = event('progress', { done: 1, total: 3 }) + event('done', { points: [], model: 'm' });
    const summary = await readSummary(bodyOf(text), ({ done }) => told.push(done));
    expect(told).toEqual([1]);
    expect(summary.model).toBe('m');
  });
  it('fails with what the server says, and when it falls silent', async () => {
    const problem = { status: 409, code: 'conflict', title: 'Conflict', detail: 'not ready' };
    await expect(readSummary(bodyOf(event('error', problem)), () => {})).rejects.toMatchObject({ status: 409 });
    await expect(readSummary(bodyOf(event('progress', {})), () => {})).rejects.toMatchObject({ status: 0 });
  });
});

describe('addressOfSummary', () => {
  it('names each document', () => expect(addressOfSummary(['d_1', 'd_2'])).toBe('/summary?of=d_1&of=d_2'));
});
