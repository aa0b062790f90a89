import { useQuery } from '@tanstack/react-query';
import FileX from 'lucide-react/icons/file-x';
import { useMemo } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';

import { getDocument } from '../api/documents';
import { ApiProblem } from '../api/problem';
import { useGoBack } from '../frame/use-go-back';
import { useShortcut } from '../frame/use-shortcut';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { Split } from '../kit/split';
import { useNarrow } from '../kit/use-narrow';
import { OriginalView } from '../proof/original-view';
import { targetOfAddress } from '../proof/target';
import { DocumentHeader } from './document-header';
import styles from './document-page.module.css';
import { DocumentTabs } from './document-tabs';
import { DocumentWaiting } from './document-waiting';

// The original at the left; its text, passages, history and readers at the right.
export default function DocumentPage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { id = '' } = useParams();
  const [parameters] = useSearchParams();
  const document = useQuery({
    queryKey: ['document', id],
    queryFn: () => getDocument(id), // then news tell of it
  });
  useShortcut('Escape', useGoBack('/library'));

  const data = document.data;
  const target = useMemo(
    () => data && targetOfAddress(id, parameters, { title: data.title, library: data.library, revision: data.revision }),
    // Only what it is made of: news about the document must not scroll the page.
    [id, parameters, data?.title, data?.library, data?.revision], // eslint-disable-line react-hooks/exhaustive-deps
  );

  if (document.isPending) return <Skeleton lines={12} />;
  if (document.isError) {
    const gone = document.error instanceof ApiProblem && document.error.status === 404;
    return gone ? (
      <Empty icon={<FileX size={24} />} title={t('document.gone.title')} text={t('document.gone.text')}>
        <Button onClick={() => navigate('/library')}>{t('document.toLibrary')}</Button>
      </Empty>
    ) : (
      <div className={styles.problem}>
        <ProblemNote error={document.error} onRetry={() => void document.refetch()} />
      </div>
    );
  }
  const revision = target?.revision ?? 0;
  const original = (
    <div className={styles.original}>
      {target && revision > 0 ? <OriginalView target={target} /> : <DocumentWaiting document={document.data} />}
    </div>
  );
  return (
    <div className={styles.page}>
      <DocumentHeader document={document.data} revision={revision} />
      <div className={styles.rest}>
        {narrow ? (
          <DocumentTabs document={document.data} revision={revision} original={original} />
        ) : (
          <Split
            side={<DocumentTabs document={document.data} revision={revision} />}
            sideLabel={document.data.title}
          >
            {original}
          </Split>
        )}
      </div>
    </div>
  );
}
