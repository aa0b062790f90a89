import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

import type { Measure } from '../api/types';
import { measures } from './measure-names';

export const kTabs = ['questions', 'runs', 'rules', 'weights'] as const;
export type QualityTab = (typeof kTabs)[number];

// Question sets, or what belongs to the library as a whole.
export const kViews = ['sets', 'feedback', 'faq'] as const;
export type QualityViewName = (typeof kViews)[number];

interface Changes {
  view?: QualityViewName;
  set?: string;
  tab?: QualityTab;
  run?: string;
  with?: string;
  by?: Measure;
}

// The page is its address: which set, which tab, which run, compared with which, by which measure.
export function useQualityAddress() {
  const [parameters, setParameters] = useSearchParams();
  const text = (name: string) => parameters.get(name) ?? '';
  const change = useCallback(
    (changes: Changes, replace = true) =>
      setParameters(
        (now) => {
          for (const [name, value] of Object.entries(changes)) {
            if (value) now.set(name, value);
            else now.delete(name);
          }
          return now;
        },
        { replace },
      ),
    [setParameters],
  );
  return {
    view: kViews.find((view) => view === text('view')) ?? 'sets',
    set: text('set'),
    tab: kTabs.find((tab) => tab === text('tab')) ?? 'questions',
    run: text('run'),
    other: text('with'),
    by: measures.find((one) => one === text('by')) ?? 'ndcg@10',
    change,
  };
}
