import { useMutation, useQueryClient } from '@tanstack/react-query';

import { deleteDocument } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import styles from './delete-dialog.module.css';

const kNamed = 6;

interface DeleteDialogProperties {
  documents: DocumentInfo[];
  onClose: () => void;
  onDone: () => void;
}

// One after another, so that the first that is refused leaves the rest as they are.
async function deleteAll(documents: DocumentInfo[]) {
  for (const { document_id } of documents) await deleteDocument(document_id);
}

export function DeleteDialog({ documents, onClose, onDone }: DeleteDialogProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const count = documents.length;
  const deletion = useMutation({
    mutationFn: () => deleteAll(documents),
    onSuccess: () => {
      say(t('library.delete.done', { count }));
      onDone();
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['documents'] });
      void queries.invalidateQueries({ queryKey: ['libraries'] });
    },
  });
  return (
    <Dialog
      title={t('library.delete.title', { count })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" busy={deletion.isPending} onClick={() => deletion.mutate()}>
            {t('common.delete')}
          </Button>
        </>
      }
    >
      <ul className={styles.names}>
        {documents.slice(0, kNamed).map(({ document_id, title }) => (
          <li key={document_id}>{title}</li>
        ))}
        {count > kNamed && <li>{t('library.delete.more', { count: count - kNamed })}</li>}
      </ul>
      <p className={styles.text}>{t('library.delete.text')}</p>
      {deletion.isError && <ProblemNote error={deletion.error} />}
    </Dialog>
  );
}
