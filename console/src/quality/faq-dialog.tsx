import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';

import { addFaq, replaceFaq } from '../api/feedback';
import type { FaqEntry, Library, NewFaq } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import styles from './dialogs.module.css';

interface FaqDialogProperties {
  library: Library;
  entry?: FaqEntry;
  onClose: () => void;
  onSaved: () => void;
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

// A source that has a newer revision is named by its document, so that its passage is looked up anew.
const sourcesOf = (entry?: FaqEntry) =>
  (entry?.citations ?? []).map(({ chunk_id, document_id, current }) => (current ? chunk_id : document_id));

export function FaqDialog({ library, entry, onClose, onSaved }: FaqDialogProperties) {
  const { t } = useLanguage();
  const id = useId();
  const [questions, setQuestions] = useState(entry?.questions.join('\n') ?? '');
  const [answer, setAnswer] = useState(entry?.answer ?? '');
  const [sources, setSources] = useState(sourcesOf(entry).join('\n'));
  const [until, setUntil] = useState(entry?.valid_until?.slice(0, 10) ?? '');
  const save = useMutation({
    mutationFn: () => {
      const draft: NewFaq = {
        questions: lines(questions),
        answer,
        sources: lines(sources),
        ...(until ? { valid_until: until } : {}),
      };
      return entry ? replaceFaq(library.id, entry, draft) : addFaq(library.id, draft);
    },
    onSuccess: onSaved,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const areas = [
    { key: 'questions', value: questions, set: setQuestions, rows: 3 },
    { key: 'answer', value: answer, set: setAnswer, rows: 4 },
    { key: 'sources', value: sources, set: setSources, rows: 2 },
  ] as const;
  return (
    <Dialog title={t(entry ? 'faq.change' : 'faq.new')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {areas.map(({ key, value, set, rows }) => (
          <div key={key}>
            <label className={styles.label} htmlFor={`${id}-${key}`}>
              {t(`faq.${key}`)}
            </label>
            <textarea
              id={`${id}-${key}`}
              className={styles.area}
              rows={rows}
              value={value}
              onChange={(event) => set(event.target.value)}
            />
          </div>
        ))}
        <Field label={t('faq.until')} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        <p className={styles.hint}>{t('faq.draftHint')}</p>
        {save.isError && <ProblemNote error={save.error} />}
        <div className={styles.actions}>
          <Button
            type="submit"
            look="main"
            busy={save.isPending}
            disabled={lines(questions).length === 0 || !answer.trim()}
          >
            {t('question.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
