import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';

import { ApiProblem, type LineProblem } from '../api/problem';
import { getWords, putWords, type WordListName } from '../api/words';
import houseStyles from '../house/house-page.module.css';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import { lineRange } from './line-range';
import styles from './words.module.css';

// A list as text. What cannot be read is told at its line, and nothing is saved.
export function WordListEditor({ name }: { name: WordListName }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useQuery({ queryKey: ['words', name], queryFn: () => getWords(name) });
  const [draft, setDraft] = useState<string>();
  const text = draft ?? list.data?.text ?? '';
  const saving = useMutation({
    mutationFn: () => putWords(name, text, list.data?.version ?? ''),
    onSuccess: (saved) => {
      queries.setQueryData(['words', name], saved);
      setDraft(undefined);
      say(t('words.saved'));
    },
    onError: (error) => {
      const first = error instanceof ApiProblem ? error.lines[0] : undefined;
      if (first) show(first);
    },
  });
  const show = ({ line }: LineProblem) => {
    const [begin, end] = lineRange(text, line);
    box.current?.focus();
    box.current?.setSelectionRange(begin, end);
  };
  const lines = saving.error instanceof ApiProblem ? saving.error.lines : [];
  return (
    <section className={styles.section}>
      <h2 id={`${id}-title`}>{t(`words.${name}`)}</h2>
      <p className={houseStyles.text}>{t(`words.${name}.text`)}</p>
      {list.isPending && <Skeleton lines={6} />}
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <>
          <textarea
            ref={box}
            className={styles.list}
            rows={10}
            spellCheck={false}
            aria-labelledby={`${id}-title`}
            aria-invalid={lines.length > 0 || undefined}
            aria-describedby={lines.length > 0 ? `${id}-lines` : undefined}
            value={text}
            onChange={(event) => setDraft(event.target.value)}
          />
          {lines.length > 0 && (
            <ul id={`${id}-lines`} className={styles.problems} role="alert">
              {lines.map((one) => (
                <li key={one.line}>
                  <button type="button" onClick={() => show(one)}>
                    {t('words.line', { line: String(one.line), problem: one.problem })}
                  </button>
                </li>
              ))}
            </ul>
          )}
          {saving.isError && lines.length === 0 && (
            <ProblemNote
              error={saving.error}
              onRetry={
                saving.error instanceof ApiProblem && saving.error.status === 409
                  ? () => void list.refetch().then(() => saving.reset())
                  : undefined
              }
            />
          )}
          <div className={styles.actions}>
            <Button
              look="main"
              busy={saving.isPending}
              disabled={draft === undefined || draft === list.data.text}
              onClick={() => saving.mutate()}
            >
              {t('words.save')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
