import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import BadgeCheck from 'lucide-react/icons/badge-check';
import { useRef, useState } from 'react';

import { deleteFaq, importFaq, listFaq, reviewFaq } from '../api/feedback';
import type { FaqEntry, Library } from '../api/types';
import { formatMoment } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { cx } from '../kit/cx';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import dialogs from './dialogs.module.css';
import { FaqDialog } from './faq-dialog';
import styles from './feedback-view.module.css';
import page from './quality-page.module.css';

// Ready answers of a library: who stands for them, and which of them need a look.
export function FaqView({ library }: { library: Library }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const [editing, setEditing] = useState<FaqEntry | 'new' | null>(null);
  const list = useQuery({ queryKey: ['faq', library.id], queryFn: () => listFaq(library.id) });
  const refresh = () => void queries.invalidateQueries({ queryKey: ['faq', library.id] });
  const imported = useMutation({
    mutationFn: (chosen: File) => importFaq(library.id, chosen),
    onSuccess: ({ added, unchanged }) => {
      say(t('faq.imported', { added, unchanged }));
      refresh();
    },
  });
  return (
    <div className={page.column}>
      <header className={page.head}>
        <h1>
          {t('faq.list')} {list.data && <span className={page.count}>{list.data.length}</span>}
        </h1>
        <input
          ref={file}
          type="file"
          hidden
          accept=".csv,.jsonl"
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            if (chosen) imported.mutate(chosen);
            target.value = '';
          }}
        />
        <Button busy={imported.isPending} onClick={() => file.current?.click()}>
          {t('quality.import')}
        </Button>
        <Button look="main" onClick={() => setEditing('new')}>
          {t('faq.add')}
        </Button>
      </header>
      <p className={page.text}>{t('faq.text')}</p>
      {imported.isError && <ProblemNote error={imported.error} />}
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && (
        <Empty icon={<BadgeCheck size={24} />} title={t('faq.none.title')} text={t('faq.none.text')} />
      )}
      {list.data?.map((entry) => (
        <FaqCard key={entry.id} library={library} entry={entry} onEdit={() => setEditing(entry)} onChange={refresh} />
      ))}
      {editing && (
        <FaqDialog
          library={library}
          entry={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            refresh();
          }}
        />
      )}
    </div>
  );
}

interface FaqCardProperties {
  library: Library;
  entry: FaqEntry;
  onEdit: () => void;
  onChange: () => void;
}

function FaqCard({ library, entry, onEdit, onChange }: FaqCardProperties) {
  const { t, language } = useLanguage();
  const review = useMutation({ mutationFn: () => reviewFaq(library.id, entry), onSuccess: onChange });
  const remove = useMutation({ mutationFn: () => deleteFaq(library.id, entry.id), onSuccess: onChange });
  const [asking, setAsking] = useState(false);
  const failed = review.error ?? remove.error;
  const moment = (time: string) => formatMoment(language, Date.parse(time));
  return (
    <article className={styles.card} aria-label={entry.questions[0]}>
      <header className={styles.head}>
        <h2>{entry.questions.join(' / ')}</h2>
        <span className={cx(page.badge, entry.silent !== null && entry.silent !== 'draft' && page.bad)}>
          {t(`faq.state.${entry.silent ?? 'answers'}`)}
        </span>
      </header>
      <p>{entry.answer}</p>
      <p className={page.second}>
        {entry.citations.length === 0 && t('faq.noSource')}
        {entry.citations
          .map(({ title, page: number, current }) =>
            [title, number > 0 && t('proof.page', { page: number }), !current && t('faq.newer')]
              .filter(Boolean)
              .join(' · '),
          )
          .join('; ')}
        {entry.reviewed &&
          ` — ${t('faq.reviewedBy', { who: entry.reviewed_by?.name ?? t('run.operator'), when: moment(entry.reviewed) })}`}
        {entry.valid_until && ` — ${t('faq.validUntil', { when: moment(entry.valid_until) })}`}
      </p>
      {failed && <ProblemNote error={failed} />}
      <div className={dialogs.actions}>
        <Button look="quiet" busy={remove.isPending} onClick={() => setAsking(true)}>
          {t('quality.delete')}
        </Button>
        <Button onClick={onEdit}>{t('faq.edit')}</Button>
        {entry.silent === 'draft' && (
          <Button look="main" busy={review.isPending} disabled={entry.citations.length === 0} onClick={() => review.mutate()}>
            {t('faq.review')}
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          title={t('faq.deleteWhich', { question: entry.questions[0] ?? '' })}
          text={t('faq.deleteText')}
          action={t('quality.delete')}
          busy={remove.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate(undefined, { onSettled: () => setAsking(false) })}
        />
      )}
    </article>
  );
}
