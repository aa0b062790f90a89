import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { startRun } from '../api/quality';
import type { QuestionSet } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import styles from './dialogs.module.css';

interface MeasureDialogProperties {
  set: QuestionSet;
  onClose: () => void;
  onStarted: (run: string) => void;
}

export function MeasureDialog({ set, onClose, onStarted }: MeasureDialogProperties) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [withAnswers, setWithAnswers] = useState(false);
  const start = useMutation({
    mutationFn: () => startRun(set, label.trim(), withAnswers),
    onSuccess: async (run) => {
      await queries.invalidateQueries({ queryKey: ['runs', set.id] });
      onStarted(run.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <Dialog title={t('quality.measureTitle', { name: set.name })} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={t('quality.label')}
          hint={t('quality.labelHint')}
          maxLength={60}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={withAnswers}
            onChange={(event) => setWithAnswers(event.target.checked)}
          />
          <span>
            {t('quality.withAnswers')}
            <span className={styles.hint}> {t('quality.withAnswersHint')}</span>
          </span>
        </label>
        {start.isError && <ProblemNote error={start.error} />}
        <div className={styles.actions}>
          <Button type="submit" look="main" busy={start.isPending}>
            {t('quality.measure')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
