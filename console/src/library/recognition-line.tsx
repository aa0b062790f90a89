import { useMutation, useQueryClient } from '@tanstack/react-query';
import ScanText from 'lucide-react/icons/scan-text';

import { recogniseDocument } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import styles from './document-page.module.css';

// How far the scanned pages and pictures of a document are, while some are not read; who may edit it
// lets the others be read, or those that failed once more.
export function RecognitionLine({ document, mayEdit }: { document: DocumentInfo; mayEdit: boolean }) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const { recognition } = document;
  const all = Math.max(recognition?.pages ?? 0, recognition?.pictures ?? 0);
  const reading = useMutation({
    mutationFn: () => recogniseDocument(document.document_id, all),
    onSuccess: (allowed) => queries.setQueryData(['document', document.document_id], allowed),
  });
  if (document.state !== 'ready' || !recognition || recognition.state === 'done') return null;
  const left = recognition.state;
  return (
    <div className={styles.recognition}>
      <ScanText size={16} aria-hidden />
      <span role="status">{recognition.text}</span>
      {mayEdit && (left === 'limited' || left === 'partly') && (
        <Button look="quiet" busy={reading.isPending} onClick={() => reading.mutate()}>
          {t(`recognise.${left}`, { count: all })}
        </Button>
      )}
      {reading.isError && <ProblemNote error={reading.error} />}
    </div>
  );
}
