import { useQuery } from '@tanstack/react-query';

import { correct } from '../api/words';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';

interface DidYouMeanProperties {
  words: string;
  library?: string;
  onWords: (words: string) => void;
}

// A better question for one that found little, if the server knows any.
export function DidYouMean({ words, library, onWords }: DidYouMeanProperties) {
  const { t } = useLanguage();
  const { data } = useQuery({
    queryKey: ['correction', words, library],
    queryFn: ({ signal }) => correct(words, library, signal),
    retry: false,
  });
  const text = data?.text;
  if (!text) return null;
  return (
    <Button onClick={() => onWords(text)}>
      {t('search.didYouMean')} <strong>{text}</strong>
    </Button>
  );
}
