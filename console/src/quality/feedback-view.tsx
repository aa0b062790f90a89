import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import MessageSquareWarning from 'lucide-react/icons/message-square-warning';
import { useState } from 'react';

import { faqOfFeedback, listFeedback, questionOfFeedback, setFeedbackState } from '../api/feedback';
import { createSet } from '../api/quality';
import type { Feedback, Library, QuestionSet } from '../api/types';
import { formatMoment } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Select } from '../kit/select';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import dialogs from './dialogs.module.css';
import styles from './feedback-view.module.css';
import page from './quality-page.module.css';
import { ShownAnswerText } from './shown-answer';

const kShown = 200;
const kStates = ['open', 'done'] as const;

interface FeedbackViewProperties {
  library: Library;
  sets: QuestionSet[];
}

// What people found wrong, and what an editor makes of it.
export function FeedbackView({ library, sets }: FeedbackViewProperties) {
  const { t } = useLanguage();
  const [state, setState] = useState<Feedback['state']>('open');
  const list = useQuery({
    queryKey: ['feedback', library.id, state],
    queryFn: () => listFeedback(library.id, state, kShown),
  });
  return (
    <div className={page.column}>
      <header className={page.head}>
        <h1>
          {t('feedback.list')} {list.data && <span className={page.count}>{list.data.total}</span>}
        </h1>
        <Select
          name={t('feedback.filter')}
          value={state}
          options={kStates.map((one) => ({ value: one, label: t(`feedback.state.${one}`) }))}
          onChange={(event) => setState(event.target.value as Feedback['state'])}
        />
      </header>
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.feedback.length === 0 && (
        <Empty icon={<MessageSquareWarning size={24} />} title={t('feedback.none.title')} text={t('feedback.none.text')} />
      )}
      {list.data?.feedback.map((one) => (
        <FeedbackCard key={one.id} library={library} sets={sets} feedback={one} />
      ))}
    </div>
  );
}

function FeedbackCard({ library, sets, feedback }: FeedbackViewProperties & { feedback: Feedback }) {
  const { t, language } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [answer, setAnswer] = useState(feedback.corrected);
  const [set, setSet] = useState(sets[0]?.id ?? '');
  const refresh = (key: string) => void queries.invalidateQueries({ queryKey: [key, library.id] });
  // The first one makes the set, too.
  const question = useMutation({
    mutationFn: async () => {
      const into = set || sets[0]?.id || (await createSet(library.id, t('feedback.firstSet'))).id;
      await questionOfFeedback(library.id, feedback.id, into, answer);
      return into;
    },
    onSuccess: (into) => {
      say(t('feedback.madeQuestion'));
      void queries.invalidateQueries({ queryKey: ['questions', into] });
    },
    onSettled: () => refresh('question-sets'),
  });
  const faq = useMutation({
    mutationFn: () => faqOfFeedback(library.id, feedback.id, answer),
    onSuccess: () => {
      say(t('feedback.madeFaq'));
      refresh('faq');
    },
  });
  const next = feedback.state === 'open' ? 'done' : 'open';
  const change = useMutation({
    mutationFn: () => setFeedbackState(library.id, feedback.id, next),
    onSuccess: () => refresh('feedback'),
  });
  const failed = question.error ?? faq.error ?? change.error;
  return (
    <article className={styles.card} aria-label={feedback.question}>
      <header className={styles.head}>
        <h2>{feedback.question}</h2>
        <span className={page.badge}>{t(`feedback.reason.${feedback.reason}`)}</span>
        <span className={page.second}>
          {feedback.given_by?.name} · {formatMoment(language, Date.parse(feedback.given))}
        </span>
      </header>
      <section>
        <h3 className={dialogs.label}>{t('feedback.shown')}</h3>
        <ShownAnswerText answer={feedback.answer} />
      </section>
      {feedback.comment && (
        <section>
          <h3 className={dialogs.label}>{t('feedback.comment')}</h3>
          <p>{feedback.comment}</p>
        </section>
      )}
      <label>
        <span className={dialogs.label}>{t('feedback.corrected')}</span>
        <textarea
          className={dialogs.area}
          rows={2}
          maxLength={1000}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </label>
      {failed && <ProblemNote error={failed} />}
      <div className={dialogs.actions}>
        {sets.length > 1 && (
          <Select
            name={t('feedback.set')}
            value={set}
            options={sets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setSet(event.target.value)}
          />
        )}
        <Button busy={question.isPending} disabled={!answer.trim()} onClick={() => question.mutate()}>
          {t('feedback.makeQuestion')}
        </Button>
        <Button busy={faq.isPending} disabled={!answer.trim()} onClick={() => faq.mutate()}>
          {t('feedback.makeFaq')}
        </Button>
        <Button look={next === 'done' ? 'main' : 'quiet'} busy={change.isPending} onClick={() => change.mutate()}>
          {t(`feedback.set.${next}`)}
        </Button>
      </div>
    </article>
  );
}
