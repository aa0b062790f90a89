import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { createSet } from '../api/quality';
import type { Library } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import styles from './dialogs.module.css';

interface CreateSetProperties {
  library: Library;
  onClose: () => void;
  onCreated: (id: string) => void;
}

export function CreateSet({ library, onClose, onCreated }: CreateSetProperties) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const creation = useMutation({
    mutationFn: () => createSet(library.id, name.trim()),
    onSuccess: async (created) => {
      await queries.invalidateQueries({ queryKey: ['question-sets', library.id] });
      onCreated(created.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate();
  };
  return (
    <Dialog title={t('quality.newSet')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={t('quality.setName')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {creation.isError && <ProblemNote error={creation.error} />}
        <div className={styles.actions}>
          <Button type="submit" look="main" busy={creation.isPending} disabled={!name.trim()}>
            {t('quality.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
