import { useCallback, useEffect, useRef, useState } from 'react';

import { type Progress, summarise, type SummaryWish } from '../api/summaries';
import type { Summary } from '../api/types';

interface State {
  progress: Progress | null; // while it is being made
  summary: Summary | null;
  error: unknown;
  stopped: boolean;
}

const kNothing: State = { progress: null, summary: null, error: null, stopped: false };

// One summary at a time; leaving the page stops it.
export function useSummary() {
  const [state, setState] = useState<State>(kNothing);
  const control = useRef<AbortController | null>(null);

  const make = useCallback((wish: SummaryWish) => {
    control.current?.abort();
    const own = new AbortController();
    control.current = own;
    const set = (next: State) => control.current === own && setState(next);
    set({ ...kNothing, progress: { done: 0, total: 1 } });
    summarise(wish, (progress) => set({ ...kNothing, progress }), own.signal).then(
      (summary) => set({ ...kNothing, summary }),
      (error: unknown) => set(own.signal.aborted ? { ...kNothing, stopped: true } : { ...kNothing, error }),
    );
  }, []);
  const stop = useCallback(() => control.current?.abort(), []);

  useEffect(
    () => () => {
      control.current?.abort();
      control.current = null;
    },
    [],
  );
  return { ...state, make, stop };
}
