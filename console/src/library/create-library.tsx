import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { createLibrary } from '../api/libraries';
import type { Library } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';

interface CreateLibraryProperties {
  onClose: () => void;
  onCreated: (library: Library) => void;
}

export function CreateLibrary({ onClose, onCreated }: CreateLibraryProperties) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const creation = useMutation({
    mutationFn: () => createLibrary(name.trim()),
    onSuccess: async (library) => {
      await queries.invalidateQueries({ queryKey: ['libraries'] });
      onCreated(library);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) creation.mutate();
  };
  return (
    <Dialog
      title={t('library.new')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form="create-library"
            look="main"
            busy={creation.isPending}
            disabled={!name.trim()}
          >
            {t('common.create')}
          </Button>
        </>
      }
    >
      <form id="create-library" onSubmit={submit}>
        <Field
          label={t('library.name')}
          hint={t('library.newText')}
          placeholder={t('library.namePlaceholder')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
      {creation.isError && <ProblemNote error={creation.error} />}
    </Dialog>
  );
}
