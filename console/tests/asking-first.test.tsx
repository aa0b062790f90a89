// @vitest-environment jsdom
import * as Tooltip from '@radix-ui/react-tooltip';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Library } from '../src/api/types';
import { Thinking } from '../src/ask/thinking';
import { LibraryReading } from '../src/house/library-reading';
import { LanguageProvider } from '../src/i18n/language';
import { StepDetails } from '../src/library/step-details';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// jsdom has no modal dialogs.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

const fetched = vi.fn<typeof fetch>();
vi.stubGlobal('fetch', fetched);
let root: Root;
let place: HTMLElement;

beforeEach(() => {
  fetched.mockImplementation(async () => new Response('{}', { status: 200 }));
  localStorage.setItem('wenyuan.language', 'en');
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  fetched.mockReset();
});

function show(children: ReactNode) {
  act(() =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <LanguageProvider>
          <Tooltip.Provider>{children}</Tooltip.Provider>
        </LanguageProvider>
      </QueryClientProvider>,
    ),
  );
}

const button = (text: string) => [...place.querySelectorAll('button')].find((one) => one.textContent === text)!;

async function choose(value: string) {
  const select = place.querySelector('select')!;
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')!.set!.call(select, value);
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

describe('pictures leave the machine', () => {
  const library = { id: 'l_1', name: 'Scans', reading: 'local' } as Library;

  it('only after it was said to whom, and agreed to', async () => {
    show(<LibraryReading library={library} service="https://vision.example" />);
    await choose('vision');
    expect(fetched).not.toHaveBeenCalled();
    expect(place.querySelector('dialog')?.textContent).toContain('https://vision.example');
    await act(async () => button('Send them').click());
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/libraries/l_1/recognition');
  });

  it('not when the question was declined', async () => {
    show(<LibraryReading library={library} service="https://vision.example" />);
    await choose('vision_only');
    await act(async () => button('Cancel').click());
    expect(fetched).not.toHaveBeenCalled();
    expect(place.querySelector('select')?.value).toBe('local');
  });

  it('and come back without a question', async () => {
    show(<LibraryReading library={{ ...library, reading: 'vision' }} service="https://vision.example" />);
    await choose('local');
    expect(fetched).toHaveBeenCalledOnce();
  });
});

describe('what a model thinks', () => {
  it('is folded, with its seconds, and stays open for whom opened it', () => {
    show(<Thinking text="So …" from={1000} to={8400} />);
    const details = place.querySelector('details')!;
    expect(details.open).toBe(false);
    expect(place.querySelector('summary')?.textContent).toContain('7 s');
    details.open = true;
    show(<Thinking text="So it is." from={1000} to={9000} />);
    expect(place.querySelector('details')?.open).toBe(true);
  });
});

describe('what a step noted', () => {
  it('is said without braces, and not where there is nothing', () => {
    show(<StepDetails details={{ warnings: [], cleaned: {}, chunks: 20, removed: { headers: 3 } }} />);
    expect(place.textContent).toBe('chunks: 20  removed: headers 3');
    show(<StepDetails details={{ warnings: [], cleaned: {} }} />);
    expect(place.textContent).toBe('');
  });
});
