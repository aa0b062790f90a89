import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { getReaders, setReaders } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import styles from './document-tabs.module.css';
import { ReadersForm } from './readers-form';

// Who may read the document, in words; owners of its library change it.
export function ReadersTab({ document }: { document: DocumentInfo; revision: number }) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [lifting, setLifting] = useState(false);
  const id = document.document_id;
  const library = document.library;
  const owner = useLibraries().data?.find((one) => one.id === document.library_id)?.role === 'owner';
  const readers = useQuery({
    queryKey: ['document', id, 'readers'],
    queryFn: () => getReaders(id),
    enabled: owner,
  });
  const change = useMutation({
    mutationFn: (names: string[] | null) => setReaders(id, names),
    onSuccess: (data) => {
      queries.setQueryData(['document', id, 'readers'], data);
      void queries.invalidateQueries({ queryKey: ['documents'] });
      void queries.invalidateQueries({ queryKey: ['document', id], exact: true });
    },
  });

  if (!owner) {
    return (
      <div className={styles.panel}>
        <p>
          {document.restricted
            ? t('document.readers.restrictedPlain', { library })
            : t('document.readers.open', { library })}
        </p>
        <p className={styles.meta}>{t('document.readers.owners')}</p>
      </div>
    );
  }
  if (readers.isPending) return <Skeleton lines={3} />;
  if (readers.isError) return <ProblemNote error={readers.error} onRetry={() => void readers.refetch()} />;
  const { restricted, readers: people } = readers.data;
  return (
    <div className={styles.panel}>
      <p>{t(restricted ? 'document.readers.restricted' : 'document.readers.open', { library })}</p>
      {restricted && (
        <>
          {people.length === 0 && <p>{t('document.readers.nobody')}</p>}
          <ReadersForm people={people} onChange={(names) => change.mutate(names)} />
        </>
      )}
      {change.isError && <ProblemNote error={change.error} />}
      <div>
        <Button busy={change.isPending} onClick={() => (restricted ? setLifting(true) : change.mutate([]))}>
          {t(restricted ? 'document.readers.lift' : 'document.readers.change')}
        </Button>
      </div>
      {lifting && (
        <Confirm
          title={t('document.readers.liftWhich', { title: document.title })}
          text={t('document.readers.liftText', { library })}
          action={t('document.readers.lift')}
          busy={change.isPending}
          onClose={() => setLifting(false)}
          onConfirm={() => change.mutate(null, { onSettled: () => setLifting(false) })}
        />
      )}
    </div>
  );
}
