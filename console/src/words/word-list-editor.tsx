import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';

import { ApiProblem, type LineProblem } from '../api/problem';
import type { WordList } from '../api/types';
import { getWords, putWords, type WordListName } from '../api/words';
import houseStyles from '../house/house-page.module.css';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import { lineRange } from './line-range';
import { mergeLines } from './merge-lines';
import styles from './words.module.css';

// What is being written, and the list as it was when the writing began: who saved meanwhile is noticed by it.
interface Draft {
  text: string;
  base: WordList;
  merged?: boolean; // holds what somebody else saved meanwhile
}

// A list as text. What cannot be read is told at its line, and nothing is saved. What somebody else saved meanwhile
// is neither lost nor hidden: it is put beside what was written here, to be looked at before it is saved.
export function WordListEditor({ name }: { name: WordListName }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useQuery({ queryKey: ['words', name], queryFn: () => getWords(name) });
  const [draft, setDraft] = useState<Draft>();
  const base = draft?.base ?? list.data;
  const text = draft?.text ?? base?.text ?? '';
  const saving = useMutation({
    mutationFn: () => putWords(name, text, base?.version ?? ''),
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
  const merging = useMutation({
    mutationFn: () => getWords(name),
    onSuccess: (theirs) => {
      setDraft({ text: mergeLines(base?.text ?? '', text, theirs.text), base: theirs, merged: true });
      saving.reset();
    },
  });
  const lines = saving.error instanceof ApiProblem ? saving.error.lines : [];
  const conflict = saving.error instanceof ApiProblem && saving.error.status === 409;
  return (
    <section className={styles.section}>
      <h2 id={`${id}-title`}>{t(`words.${name}`)}</h2>
      <p className={houseStyles.text}>{t(`words.${name}.text`)}</p>
      {list.isPending && <Skeleton lines={6} />}
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {base && (
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
            onChange={(event) => setDraft({ ...draft, text: event.target.value, base })}
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
            <ProblemNote error={merging.error ?? saving.error}>
              {conflict && (
                <Button busy={merging.isPending} onClick={() => merging.mutate()}>
                  {t('words.merge')}
                </Button>
              )}
            </ProblemNote>
          )}
          {draft?.merged && !saving.isError && (
            <p className={houseStyles.text} role="status">
              {t('words.merged')}
            </p>
          )}
          <div className={styles.actions}>
            <Button
              look="main"
              busy={saving.isPending}
              disabled={text === base.text}
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
