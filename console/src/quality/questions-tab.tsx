import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import ListChecks from 'lucide-react/icons/list-checks';
import Plus from 'lucide-react/icons/plus';
import Trash from 'lucide-react/icons/trash-2';
import { useState } from 'react';

import { deleteQuestion, listQuestions } from '../api/quality';
import type { QualityQuestion, QuestionSet } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { Empty } from '../kit/empty';
import { IconButton } from '../kit/icon-button';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import styles from './quality-page.module.css';
import { QuestionDialog } from './question-dialog';

const kFirst = 100;
const kMost = 1000; // the server gives no more at once

export function QuestionsTab({ set }: { set: QuestionSet }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [limit, setLimit] = useState(kFirst);
  const [editing, setEditing] = useState<QualityQuestion | 'new' | null>(null);
  const [deleting, setDeleting] = useState<QualityQuestion | null>(null);
  const questions = useQuery({
    queryKey: ['questions', set.id, limit],
    queryFn: () => listQuestions(set, 0, limit),
    placeholderData: keepPreviousData,
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['questions', set.id] });
    void queries.invalidateQueries({ queryKey: ['question-sets', set.library_id] });
  };
  const deletion = useMutation({
    mutationFn: ({ id }: QualityQuestion) => deleteQuestion(set, id),
    onSuccess: () => {
      say(t('quality.deleted'));
      setDeleting(null);
      refresh();
    },
  });
  const add = (
    <Button icon={<Plus size={16} />} onClick={() => setEditing('new')}>
      {t('question.add')}
    </Button>
  );
  const list = () => {
    if (questions.isPending) return <Skeleton lines={8} />;
    if (questions.isError) return <ProblemNote error={questions.error} onRetry={() => void questions.refetch()} />;
    const { total, questions: rows } = questions.data;
    if (total === 0) {
      return (
        <Empty icon={<ListChecks size={24} />} title={t('question.none.title')} text={t('question.none.text')}>
          {add}
        </Empty>
      );
    }
    return (
      <>
        <div className={styles.head}>{add}</div>
        <div className={styles.tableRoom}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('question.text')}</th>
                <th scope="col">{t('question.documents')}</th>
                <th scope="col">{t('question.origin')}</th>
                <th aria-label={t('common.more')} />
              </tr>
            </thead>
            <tbody>
              {rows.map((question) => (
                <tr key={question.id}>
                  <td className={styles.words}>
                    <button type="button" className={styles.link} onClick={() => setEditing(question)}>
                      {question.text}
                    </button>
                    {question.answers.length > 0 && (
                      <span className={styles.second}>{question.answers.join(' · ')}</span>
                    )}
                  </td>
                  <td className={styles.words} data-label={t('question.documents')}>
                    {question.refuse && <span className={styles.badge}>{t('question.refuse')}</span>}
                    {!question.judged && <span className={styles.bad}>{t('question.unjudged')}</span>}
                    {question.documents
                      .filter(({ grade }) => grade > 0)
                      .map(({ title, page }) => (page > 0 ? `${title} · ${t('proof.page', { page })}` : title))
                      .join('; ')}
                  </td>
                  <td className={styles.nowrap} data-label={t('question.origin')}>
                    {t(`question.origin.${question.origin}`)}
                  </td>
                  <td className={styles.actions}>
                    <IconButton
                      name={t('quality.delete')}
                      icon={<Trash size={16} />}
                      onClick={() => setDeleting(question)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {total > rows.length && limit < kMost && (
          <Button onClick={() => setLimit(Math.min(kMost, limit + kFirst * 2))}>{t('question.more')}</Button>
        )}
      </>
    );
  };
  return (
    <>
      {list()}
      {deleting && (
        <Confirm
          title={t('question.deleteWhich')}
          text={t('question.deleteText', { text: deleting.text })}
          action={t('quality.delete')}
          busy={deletion.isPending}
          onClose={() => {
            deletion.reset();
            setDeleting(null);
          }}
          onConfirm={() => deletion.mutate(deleting)}
        >
          {deletion.isError && <ProblemNote error={deletion.error} />}
        </Confirm>
      )}
      {editing && (
        <QuestionDialog
          set={set}
          question={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            refresh();
          }}
        />
      )}
    </>
  );
}
