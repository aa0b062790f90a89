import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { createUser } from '../api/account';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import { PasswordField } from '../session/password-field';
import styles from './house-page.module.css';

export function AddUser({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [administrator, setAdministrator] = useState(false);
  const creation = useMutation({
    mutationFn: () => createUser(name.trim(), password, administrator),
    onSuccess: (user) => {
      void queries.invalidateQueries({ queryKey: ['users'] });
      say(t('users.added', { name: user.name }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate();
  };
  return (
    <Dialog
      title={t('users.add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form="add-user"
            look="main"
            busy={creation.isPending}
            disabled={!name.trim() || !password}
          >
            {t('common.create')}
          </Button>
        </>
      }
    >
      <form id="add-user" className={styles.form} onSubmit={submit}>
        <Field
          label={t('users.name')}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PasswordField
          label={t('users.password')}
          hint={t('users.passwordHint')}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={administrator}
            onChange={(event) => setAdministrator(event.target.checked)}
          />
          <span>
            {t('users.administrator')}
            <span className={styles.hint}>{t('users.administratorHint')}</span>
          </span>
        </label>
      </form>
      {creation.isError && <ProblemNote error={creation.error} />}
    </Dialog>
  );
}
