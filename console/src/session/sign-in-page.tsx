import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { signIn } from '../api/account';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import { EntryCard } from './entry-card';
import styles from './entry-form.module.css';
import { PasswordField } from './password-field';
import { useSignedIn } from './use-me';

export function SignInPage({ ended }: { ended: boolean }) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signedIn = useSignedIn();
  const entry = useMutation({ mutationFn: () => signIn(name.trim(), password), onSuccess: signedIn });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    entry.mutate();
  };

  return (
    <EntryCard>
      <form onSubmit={submit}>
        <div>
          <h1>{t('signIn.title')}</h1>
          <p className={styles.text}>{t('signIn.text')}</p>
        </div>
        {ended && <p className={styles.ended}>{t('signIn.ended')}</p>}
        <Field
          label={t('signIn.name')}
          name="username"
          autoComplete="username"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PasswordField
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {entry.isError && <ProblemNote error={entry.error} />}
        <Button
          type="submit"
          look="main"
          className={styles.submit}
          busy={entry.isPending}
          disabled={!name.trim() || !password}
        >
          {t('signIn.submit')}
        </Button>
        <p className={styles.note}>{t('signIn.none')}</p>
      </form>
    </EntryCard>
  );
}
