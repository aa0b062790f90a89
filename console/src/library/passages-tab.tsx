import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';

import { getChunks } from '../api/documents';
import type { Chunk, DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { pageName } from '../proof/page-name';
import { addressOfTarget } from '../proof/target';
import styles from './document-tabs.module.css';

// What is searched and quoted; a click marks it in the original.
export function PassagesTab({ document, revision }: { document: DocumentInfo; revision: number }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const id = document.document_id;
  const chunks = useQuery({
    queryKey: ['document', id, 'chunks', revision],
    queryFn: () => getChunks(id, revision),
    enabled: revision > 0,
    staleTime: Infinity,
  });
  if (revision === 0) return <Empty title={t('document.passages')} text={t('document.noPassages')} />;
  if (chunks.isPending) return <Skeleton lines={8} />;
  if (chunks.isError) return <ProblemNote error={chunks.error} onRetry={() => void chunks.refetch()} />;
  if (chunks.data.length === 0) return <Empty title={t('document.passages')} text={t('document.noPassages')} />;

  const show = (chunk: Chunk) => {
    const address = addressOfTarget({
      documentId: id,
      title: document.title,
      library: document.library,
      revision,
      page: chunk.page,
      boxes: chunk.boxes,
      quote: '',
      blockBegin: chunk.block_begin,
      blockEnd: chunk.block_end,
    });
    navigate(`${address}&tab=passages`, { replace: true });
  };
  return (
    <div className={styles.entries}>
      {chunks.data.map((chunk) => (
        <button key={chunk.chunk_id} type="button" className={styles.entry} onClick={() => show(chunk)}>
          <span className={styles.meta}>
            <span>{t('document.passage', { number: chunk.number + 1 })}</span>
            {chunk.page > 0 && <span>{pageName(t, document.format, chunk.page)}</span>}
            <span>{chunk.heading_path}</span>
          </span>
          <span className={styles.passage}>{chunk.text}</span>
        </button>
      ))}
    </div>
  );
}
