// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { DocumentInfo } from '../src/api/types';
import { LanguageProvider } from '../src/i18n/language';
import { RecognitionLine } from '../src/library/recognition-line';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
const fetched = vi.fn<typeof fetch>();
vi.stubGlobal('fetch', fetched);
let root: Root;
let place: HTMLElement;

beforeEach(() => {
  fetched.mockImplementation(async () => new Response('{}', { status: 202 }));
  localStorage.setItem('wenyuan.language', 'en');
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  fetched.mockReset();
});

const scan = (state: string) =>
  ({
    document_id: 'd_1',
    state: 'ready',
    recognition: { state, pages: 120, recognised: 50, failed: 0, pictures: 3, pictures_recognised: 3, text: '50 of 120' },
  }) as DocumentInfo;

function show(document: DocumentInfo, mayEdit: boolean) {
  act(() =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <LanguageProvider>
          <RecognitionLine document={document} mayEdit={mayEdit} />
        </LanguageProvider>
      </QueryClientProvider>,
    ),
  );
}

describe('the line about scanned pages', () => {
  it('asks for all of them where only some were allowed', async () => {
    show(scan('limited'), true);
    const button = place.querySelector('button')!;
    expect(button.textContent).toBe('Read all 120');
    await act(async () => button.click());
    const [address, request] = fetched.mock.calls[0]!;
    expect(String(address)).toContain('/documents/d_1/recognition');
    expect(request?.body).toBe('{"pages":120}');
  });

  it('says how far they are to who may only read', () => {
    show(scan('limited'), false);
    expect(place.textContent).toContain('50 of 120');
    expect(place.querySelector('button')).toBeNull();
  });

  it('offers nothing while they are read, and is gone afterwards', () => {
    show(scan('working'), true);
    expect(place.querySelector('button')).toBeNull();
    show(scan('done'), true);
    expect(place.textContent).toBe('');
  });
});
