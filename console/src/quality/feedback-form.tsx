import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';

import { giveFeedback } from '../api/feedback';
import type { FeedbackReason, NewFeedback } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { ProblemNote } from '../kit/problem-note';
import { Select } from '../kit/select';
import { useToast } from '../kit/toasts';
import styles from './dialogs.module.css';

const kOfAnswers: FeedbackReason[] = ['wrong', 'incomplete', 'outdated', 'wrong_citation', 'other'];
const kOfRefusals: FeedbackReason[] = ['should_not_refuse', 'other'];

interface FeedbackFormProperties {
  question: string;
  libraryId?: string;
  shown: NonNullable<NewFeedback['answer']>;
  onClose: () => void;
}

// After a thumb down: what was wrong, and what would have been right. Both may be left out.
export function FeedbackForm({ question, libraryId, shown, onClose }: FeedbackFormProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const id = useId();
  const reasons = shown.refused ? kOfRefusals : kOfAnswers;
  const [reason, setReason] = useState<FeedbackReason>(reasons[0] ?? 'other');
  const [comment, setComment] = useState('');
  const [corrected, setCorrected] = useState('');
  const give = useMutation({
    mutationFn: () =>
      giveFeedback({
        question,
        reason,
        comment,
        corrected,
        answer: shown,
        ...(libraryId ? { library_id: libraryId } : {}),
      }),
    onSuccess: () => {
      say(t('feedback.thanks'));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };
  const silent = reason === 'other' && !comment.trim() && !corrected.trim();
  const areas = [
    { key: 'corrected', value: corrected, set: setCorrected },
    { key: 'comment', value: comment, set: setComment },
  ] as const;
  return (
    <Dialog title={t('feedback.title')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <p>{question}</p>
        <div>
          <span className={styles.label}>{t('feedback.reason')}</span>
          <Select
            name={t('feedback.reason')}
            value={reason}
            options={reasons.map((one) => ({ value: one, label: t(`feedback.reason.${one}`) }))}
            onChange={(event) => setReason(event.target.value as FeedbackReason)}
          />
        </div>
        {areas.map(({ key, value, set }) => (
          <div key={key}>
            <label className={styles.label} htmlFor={`${id}-${key}`}>
              {t(`feedback.${key}`)}
            </label>
            <textarea
              id={`${id}-${key}`}
              className={styles.area}
              rows={3}
              maxLength={1000}
              value={value}
              onChange={(event) => set(event.target.value)}
            />
          </div>
        ))}
        <p className={styles.hint}>{t('feedback.hint')}</p>
        {give.isError && <ProblemNote error={give.error} />}
        <div className={styles.actions}>
          <Button look="quiet" onClick={onClose}>
            {t('feedback.skip')}
          </Button>
          <Button type="submit" look="main" busy={give.isPending} disabled={silent}>
            {t('feedback.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
