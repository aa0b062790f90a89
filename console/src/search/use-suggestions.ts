import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { suggest } from '../api/words';
import { useScope } from '../frame/use-scope';

const kPause = 120; // ms of not typing
const kAgain = 800; // ms until words that were not read yet are asked for again

// What the server says about the words as they are typed; undefined while it has said nothing.
export function useSuggestions(words: string) {
  const { library } = useScope();
  const [asked, ask] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => ask(words), kPause);
    return () => clearTimeout(timer);
  }, [words]);
  const { data } = useQuery({
    queryKey: ['suggest', asked, library?.id],
    queryFn: ({ signal }) => suggest(asked, library?.id, signal),
    enabled: asked.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false, // a help, not a need: the search works without
    refetchInterval: ({ state }) => (state.data && !state.data.ready ? kAgain : false),
  });
  return words.trim() && data?.query === words ? data : undefined;
}
