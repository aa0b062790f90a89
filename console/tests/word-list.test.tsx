// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LanguageProvider } from '../src/i18n/language';
import { ToastProvider } from '../src/kit/toasts';
import { mergeLines } from '../src/words/merge-lines';
import { WordListEditor } from '../src/words/word-list-editor';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

describe('two people change one list', () => {
  it('keeps the lines of both', () => {
    expect(mergeLines('a\nb\n', 'a\nb\nmine\n', 'a\nb\ntheirs\n')).toBe('a\nb\nmine\ntheirs\n');
  });
  it('leaves out what either took away', () => {
    expect(mergeLines('a\nb\nc\n', 'b\nc\n', 'a\nb\n')).toBe('b\n');
  });
  it('does not write twice what both wrote', () => {
    expect(mergeLines('a\n', 'a\nsame\n', 'a\nsame\n')).toBe('a\nsame\n');
  });
  it('keeps my blank lines and notes where they are', () => {
    expect(mergeLines('# one\n\na\n', '# one\n\na\nb\n', '# one\n\na\nc\n')).toBe('# one\n\na\nb\nc\n');
  });
});

describe('the list as it lies on the server', () => {
  let kept = { text: 'a\n', version: '1' };
  const fetched = vi.fn<typeof fetch>(async (_, init) => {
    if (init?.method !== 'PUT') return Response.json(kept);
    const sent = JSON.parse(String(init.body)) as typeof kept;
    if (sent.version !== kept.version) {
      return Response.json({ status: 409, code: 'conflict', detail: 'changed meanwhile' }, { status: 409 });
    }
    kept = { text: sent.text, version: `${Number(kept.version) + 1}` };
    return Response.json(kept);
  });
  let place: HTMLElement;
  let root: Root;
  let queries: QueryClient;

  beforeEach(async () => {
    kept = { text: 'a\n', version: '1' };
    vi.stubGlobal('fetch', fetched);
    localStorage.setItem('wenyuan.language', 'en');
    place = document.body.appendChild(document.createElement('div'));
    root = createRoot(place);
    queries = new QueryClient();
    await act(async () =>
      root.render(
        <QueryClientProvider client={queries}>
          <LanguageProvider>
            <ToastProvider>
              <WordListEditor name="dictionary" />
            </ToastProvider>
          </LanguageProvider>
        </QueryClientProvider>,
      ),
    );
    await settled();
  });
  afterEach(() => {
    act(() => root.unmount());
    place.remove();
    vi.unstubAllGlobals();
  });

  const settled = () => act(async () => void (await new Promise((resolve) => setTimeout(resolve, 20))));
  const box = () => place.querySelector('textarea')!;
  const press = async (text: string) => {
    act(() => [...place.querySelectorAll('button')].find((one) => one.textContent === text)!.click());
    await settled();
  };
  const write = (text: string) =>
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!.call(box(), text);
      box().dispatchEvent(new Event('input', { bubbles: true }));
    });

  it('is not overwritten by who began before somebody else saved', async () => {
    write('a\nmine\n');
    kept = { text: 'a\ntheirs\n', version: '2' };
    await press('Save');
    expect(kept.text).toBe('a\ntheirs\n');
    expect(place.textContent).toContain('Changed meanwhile');
    await press('Put their changes into my text');
    expect(box().value).toBe('a\nmine\ntheirs\n');
    await press('Save');
    expect(kept.text).toBe('a\nmine\ntheirs\n');
  });

  it('is not overwritten either where the page has read it anew meanwhile', async () => {
    write('a\nmine\n');
    kept = { text: 'a\ntheirs\n', version: '2' };
    await act(async () => void (await queries.refetchQueries({ queryKey: ['words', 'dictionary'] })));
    expect(box().value).toBe('a\nmine\n');
    await press('Save');
    expect(kept.text).toBe('a\ntheirs\n');
  });
});
