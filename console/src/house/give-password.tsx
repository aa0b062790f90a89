import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { givePassword } from '../api/account';
import type { User } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import { PasswordField } from '../session/password-field';
import { kLeastPassword } from '../session/password-rule';
import { EndTokens } from './end-tokens';
import styles from './house-page.module.css';

// A new password for somebody who forgot theirs, or whose account is in the wrong hands.
export function GivePassword({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useLanguage();
  const say = useToast();
  const [password, setPassword] = useState('');
  const [endTokens, setEndTokens] = useState(true);
  const change = useMutation({
    mutationFn: () => givePassword(user.id, password, endTokens),
    onSuccess: () => {
      say(t('users.passwordGiven', { name: user.name }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Dialog
      title={t('users.givePasswordTo', { name: user.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form="give-password"
            look="main"
            busy={change.isPending}
            disabled={[...password].length < kLeastPassword}
          >
            {t('users.givePassword')}
          </Button>
        </>
      }
    >
      <form id="give-password" className={styles.form} onSubmit={submit}>
        <p className={styles.text}>{t('users.givePasswordText', { name: user.name })}</p>
        <PasswordField
          label={t('account.next')}
          hint={`${t('welcome.passwordHint', { count: kLeastPassword })} ${t('users.passwordHint')}`}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <EndTokens checked={endTokens} onChange={setEndTokens} hint={t('users.endTokensHint')} />
      </form>
      {change.isError && <ProblemNote error={change.error} />}
    </Dialog>
  );
}
