import { useQueries } from '@tanstack/react-query';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import ListCollapse from 'lucide-react/icons/list-collapse';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import { getDocument } from '../api/documents';
import { numberCitations } from '../ask/citations';
import { useGoBack } from '../frame/use-go-back';
import { useLanguage } from '../i18n/language';
import { Empty } from '../kit/empty';
import { IconButton } from '../kit/icon-button';
import { ProblemNote } from '../kit/problem-note';
import { Split } from '../kit/split';
import { ProofPanel } from '../proof/proof-panel';
import { targetOfCitation } from '../proof/target';
import { SummaryForm } from './summary-form';
import styles from './summary-page.module.css';
import { SummaryView } from './summary-view';
import { useSummary } from './use-summary';

// A summary of one or several documents at the left, the proof of its sentences at the right.
export default function SummaryPage() {
  const { t } = useLanguage();
  const back = useGoBack('/library');
  const [parameters] = useSearchParams();
  const key = parameters.getAll('of').join(' ');
  const ids = useMemo(() => (key ? key.split(' ') : []), [key]);
  const documents = useQueries({
    queries: ids.map((id) => ({ queryKey: ['document', id], queryFn: () => getDocument(id) })),
  });
  const { progress, summary, error, stopped, make, stop } = useSummary();
  const [open, setOpen] = useState(-1);

  // The first one comes by itself.
  useEffect(() => {
    setOpen(-1);
    if (ids.length > 0) make({ documents: ids, length: 'medium', extractive: false });
  }, [ids, make]);

  const targets = useMemo(
    () => (summary ? numberCitations(summary.points.map(({ sentence }) => sentence)).citations.map(targetOfCitation) : []),
    [summary],
  );
  const close = () => {
    document.querySelector<HTMLElement>(`[data-proof="summary citation ${open}"]`)?.focus();
    setOpen(-1);
  };
  const only = ids.length === 1 ? documents[0]?.data : undefined;
  const panel = targets[open] ? (
    <ProofPanel targets={targets} index={open} onIndex={setOpen} onClose={close} />
  ) : null;
  if (ids.length === 0) return <Empty icon={<ListCollapse size={24} />} title={t('summary.make')} text={t('summary.none')} />;
  return (
    <Split side={panel} sideLabel={t('proof.title')}>
      <div className={styles.page}>
        <header className={styles.header}>
          <IconButton name={t('common.back')} icon={<ArrowLeft size={18} />} onClick={back} />
          <h1 className={styles.title}>
            {only ? t('summary.title', { title: only.title }) : t('summary.titleMany', { count: ids.length })}
          </h1>
        </header>
        <SummaryForm
          documents={ids}
          pages={only?.pages ?? 0}
          busy={progress !== null}
          onMake={(wish) => {
            setOpen(-1);
            make(wish);
          }}
          onStop={stop}
        />
        <div className={styles.scroll}>
          {progress && (
            <div className={styles.progress} role="status">
              <progress value={progress.done} max={progress.total} />
              <span>{t('summary.working', { done: progress.done, total: progress.total })}</span>
            </div>
          )}
          {stopped && <p className={styles.stopped}>{t('summary.stopped')}</p>}
          {error !== null && <ProblemNote error={error} />}
          {summary && <SummaryView summary={summary} current={open} onOpen={setOpen} />}
        </div>
      </div>
    </Split>
  );
}
