import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface SearchAddress {
  q: string;
  format: string;
  tag: string;
  from: string; // dates as the browser's date field writes them: 2025-11-25
  until: string;
  k: number;
  hit: number; // the rank that is shown beside; 0: none
}

export const kMost = 1000; // passages; the server gives no more at once
export const kFirst = 20; // passages at first; "more" asks for as many again

// The search is its address: words, filters, and which hit is open.
export function useSearchAddress() {
  const [parameters, setParameters] = useSearchParams();
  const text = (name: string) => parameters.get(name) ?? '';
  const address: SearchAddress = {
    q: text('q'),
    format: text('format'),
    tag: text('tag'),
    from: text('from'),
    until: text('until'),
    k: Math.min(kMost, Number(text('k')) || kFirst),
    hit: Number(text('hit')) || 0,
  };
  const change = useCallback(
    (changes: Partial<SearchAddress>, replace = true) =>
      setParameters(
        (now) => {
          for (const [name, value] of Object.entries(changes)) {
            if (value) now.set(name, String(value));
            else now.delete(name);
          }
          return now;
        },
        { replace },
      ),
    [setParameters],
  );
  return { address, change };
}
