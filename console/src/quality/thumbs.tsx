import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import ThumbsDown from 'lucide-react/icons/thumbs-down';
import ThumbsUp from 'lucide-react/icons/thumbs-up';
import { useState } from 'react';

import { giveThumb, listThumbs } from '../api/quality';
import type { NewFeedback, NewThumb, Thumb } from '../api/types';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { explain } from '../kit/explain';
import { IconButton } from '../kit/icon-button';
import { useToast } from '../kit/toasts';
import { useMe } from '../session/use-me';
import { FeedbackForm } from './feedback-form';
import styles from './thumbs.module.css';

type Target = Pick<NewThumb, 'target' | 'chunk_id' | 'library_id'>;

const kNames = {
  hit: { up: 'thumb.up', down: 'thumb.down' },
  answer: { up: 'thumb.answerUp', down: 'thumb.answerDown' },
  refusal: { up: 'thumb.refusalUp', down: 'thumb.refusalDown' },
} as const;

const isOf = (thumb: Thumb, { target, chunk_id, library_id }: Target) =>
  thumb.target === target && (target === 'refusal' ? thumb.library_id === library_id : thumb.chunk_id === chunk_id);

interface ThumbsProperties extends Target {
  question: string;
  shown?: NewFeedback['answer']; // an answer or a refusal: a thumb down asks what was wrong with it
}

// What one thinks of what a question brought. Pressed again, it is taken back.
export function Thumbs({ question, shown: given, ...target }: ThumbsProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const person = useMe().data?.user;
  const [asking, setAsking] = useState(false);
  const key = ['thumbs', question];
  const mine = useQuery({ queryKey: key, queryFn: () => listThumbs(question), enabled: Boolean(person) });
  const verdict = mine.data?.find((thumb) => isOf(thumb, target))?.verdict;
  const give = useMutation({
    mutationFn: (next: 'up' | 'down') =>
      giveThumb({ question, ...target, verdict: next === verdict ? 'none' : next }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error) => say(explain(error, t)),
  });
  if (!person) return null;
  const shown = give.isPending ? (give.variables === verdict ? undefined : give.variables) : verdict;
  return (
    <span className={styles.thumbs} role="group" aria-label={t('thumb.hint')}>
      {(['up', 'down'] as const).map((one) => (
        <IconButton
          key={one}
          name={t(kNames[target.target][one])}
          className={cx(styles.thumb, shown === one && styles[one])}
          aria-pressed={shown === one}
          icon={one === 'up' ? <ThumbsUp size={15} /> : <ThumbsDown size={15} />}
          onClick={() => {
            give.mutate(one);
            if (given && one === 'down' && verdict !== 'down') setAsking(true);
          }}
        />
      ))}
      {asking && given && (
        <FeedbackForm
          question={question}
          libraryId={target.library_id}
          shown={given}
          onClose={() => setAsking(false)}
        />
      )}
    </span>
  );
}
