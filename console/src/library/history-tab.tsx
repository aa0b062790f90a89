import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';

import { getLineage, listRevisions } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { formatBytes, formatMoment } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import styles from './document-tabs.module.css';
import { StepDetails } from './step-details';

// Every revision, and what was done to the one that is shown.
export function HistoryTab({ document, revision }: { document: DocumentInfo; revision: number }) {
  const { t, language } = useLanguage();
  const [, setParameters] = useSearchParams();
  const id = document.document_id;
  const revisions = useQuery({ queryKey: ['document', id, 'revisions'], queryFn: () => listRevisions(id) });
  const shown = revision || revisions.data?.[0]?.revision || 0;
  const lineage = useQuery({
    queryKey: ['document', id, 'lineage', shown],
    queryFn: () => getLineage(id, shown),
    enabled: shown > 0,
  });
  if (revisions.isPending) return <Skeleton lines={6} />;
  if (revisions.isError) return <ProblemNote error={revisions.error} onRetry={() => void revisions.refetch()} />;
  const open = (ordinal: number) => setParameters({ tab: 'history', revision: String(ordinal) }, { replace: true });
  return (
    <>
      <h2 className={styles.section}>{t('document.revisions')}</h2>
      {revisions.data.map((one) => (
        <button
          key={one.revision}
          type="button"
          className={styles.entry}
          aria-pressed={one.revision === shown}
          onClick={() => open(one.revision)}
        >
          <span>
            {t('proof.revision', { revision: one.revision })}{' '}
            {one.current && <span className={styles.here}>{t('document.current')}</span>}
          </span>
          <span className={styles.meta}>
            <span>{formatMoment(language, Date.parse(one.created))}</span>
            {one.created_by && <span>{one.created_by.name}</span>}
            <span>{formatBytes(language, one.bytes)}</span>
          </span>
        </button>
      ))}
      <h2 className={styles.section}>{t('document.lineage')}</h2>
      {lineage.data?.length === 0 && <p className={styles.panel}>{t('document.noLineage')}</p>}
      {lineage.data?.map((step) => (
        <div key={`${step.stage} ${step.tool} ${step.started}`} className={styles.entry}>
          <span>{t(`stage.${step.stage}`)}</span>
          <span className={styles.meta}>
            {t('document.step', {
              tool: step.tool,
              seconds: ((Date.parse(step.finished) - Date.parse(step.started)) / 1000).toFixed(1),
            })}
          </span>
          <StepDetails details={step.details} />
        </div>
      ))}
    </>
  );
}
