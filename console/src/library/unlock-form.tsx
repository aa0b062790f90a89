import { useMutation } from '@tanstack/react-query';
import LockOpen from 'lucide-react/icons/lock-open';
import { type FormEvent, useState } from 'react';

import { unlockDocument } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { PasswordField } from '../session/password-field';
import styles from './unlock-form.module.css';

interface UnlockFormProperties {
  documents: DocumentInfo[];
  onUnlocked: (queued: DocumentInfo[]) => void;
}

// Tries one password on documents that need one. A wrong one comes back as a failure that says so.
export function UnlockForm({ documents, onUnlocked }: UnlockFormProperties) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const unlocking = useMutation({
    mutationFn: () => Promise.all(documents.map(({ document_id }) => unlockDocument(document_id, password))),
    onSuccess: (queued) => {
      setPassword('');
      onUnlocked(queued);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) unlocking.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('unlock.label')}>
      <PasswordField
        label={t('unlock.password', { count: documents.length })}
        autoComplete="off"
        maxLength={1024}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="main" icon={<LockOpen size={16} />} busy={unlocking.isPending} disabled={!password}>
        {t('unlock.open')}
      </Button>
      {unlocking.isError && <ProblemNote error={unlocking.error} />}
    </form>
  );
}
