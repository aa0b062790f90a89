import { useQuery } from '@tanstack/react-query';

import { readStatus } from '../api/status';
import { useLanguage } from '../i18n/language';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import styles from './house-page.module.css';

const kLookAgain = 2_000; // ms, while vectors are being made

// How far search by meaning is: which model, how many passages it has read, and what keeps it from working.
export function SearchSection() {
  const { t } = useLanguage();
  const status = useQuery({
    queryKey: ['status'],
    queryFn: readStatus,
    refetchInterval: ({ state }) => (state.data?.embedding.state === 'done' ? false : kLookAgain),
  });
  if (status.isError) return <ProblemNote error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return <Skeleton lines={4} />;
  const { embedding, reranker } = status.data;
  return (
    <>
      <h1>{t('meaning.title')}</h1>
      <p className={styles.text}>{t(`meaning.${embedding.state}`, { model: embedding.model })}</p>
      {embedding.state !== 'off' && (
        <p>
          <progress
            aria-label={t('meaning.progress')}
            value={embedding.embedded}
            max={Math.max(embedding.passages, 1)}
          />{' '}
          {t('meaning.passages', { done: embedding.embedded, count: embedding.passages })}
        </p>
      )}
      {embedding.replacing && <p className={styles.text}>{t('meaning.replacing')}</p>}
      {embedding.reason && <p className={styles.text}>{embedding.reason}</p>}
      <h2>{t('reranker.title')}</h2>
      <p className={styles.text}>{t(`reranker.${reranker.state}`, { model: reranker.model })}</p>
      {reranker.reason && <p className={styles.text}>{reranker.reason}</p>}
    </>
  );
}
