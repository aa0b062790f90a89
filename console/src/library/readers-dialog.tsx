import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { setReadersOfAll } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { Dialog } from '../kit/dialog';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import styles from './delete-dialog.module.css';
import { ReadersForm } from './readers-form';

interface ReadersDialogProperties {
  documents: DocumentInfo[];
  onClose: () => void;
  onDone: () => void;
}

// Who may read all of these: the people named here, or everybody who reads their library.
export function ReadersDialog({ documents, onClose, onDone }: ReadersDialogProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [names, setNames] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  // Who wrote a name and chose to restrict meant that person, whether or not it was added before.
  const meant = typed ? [...names, typed] : names;
  const [opening, setOpening] = useState(false);
  const count = documents.length;
  const restricted = documents.filter((document) => document.restricted).length;
  const change = useMutation({
    mutationFn: (readers: string[] | null) =>
      setReadersOfAll(
        documents.map(({ document_id }) => document_id),
        readers,
      ),
    onSuccess: () => {
      say(t('library.readers.done', { count }));
      onDone();
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['documents'] });
      void queries.invalidateQueries({ queryKey: ['document'] });
    },
  });
  if (opening) {
    return (
      <Confirm
        title={t('library.readers.openWhich', { count: restricted })}
        text={t('library.readers.openText')}
        action={t('document.readers.lift')}
        busy={change.isPending}
        onClose={() => setOpening(false)}
        onConfirm={() => change.mutate(null)}
      >
        {change.isError && <ProblemNote error={change.error} />}
      </Confirm>
    );
  }
  return (
    <Dialog
      title={t('library.readers.title', { count })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {restricted > 0 && (
            <Button disabled={change.isPending} onClick={() => setOpening(true)}>
              {t('document.readers.lift')}
            </Button>
          )}
          <Button look="main" busy={change.isPending} onClick={() => change.mutate(meant)}>
            {t('library.readers.restrict')}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{t('library.readers.text')}</p>
      <ReadersForm people={names.map((name) => ({ id: name, name }))} onChange={setNames} onType={setTyped} />
      {meant.length === 0 && <p className={styles.text}>{t('document.readers.nobody')}</p>}
      {change.isError && <ProblemNote error={change.error} />}
    </Dialog>
  );
}
