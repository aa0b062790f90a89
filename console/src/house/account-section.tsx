import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { changePassword } from '../api/account';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import { PasswordField } from '../session/password-field';
import { kLeastPassword } from '../session/password-rule';
import { EndTokens } from './end-tokens';
import styles from './house-page.module.css';

export function AccountSection() {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [endTokens, setEndTokens] = useState(false);
  const change = useMutation({
    mutationFn: () => changePassword(current, next, endTokens),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      setEndTokens(false);
      void queries.invalidateQueries({ queryKey: ['tokens'] });
      say(t('account.changed'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <>
      <h1>{t('house.account')}</h1>
      <h2>{t('account.password')}</h2>
      <p className={styles.text}>{t('account.passwordText')}</p>
      <form className={styles.narrowForm} onSubmit={submit}>
        <PasswordField
          label={t('account.current')}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <PasswordField
          label={t('account.next')}
          hint={t('welcome.passwordHint', { count: kLeastPassword })}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <EndTokens checked={endTokens} onChange={setEndTokens} hint={t('account.endTokensHint')} />
        {change.isError && <ProblemNote error={change.error} />}
        <div>
          <Button
            type="submit"
            look="main"
            busy={change.isPending}
            disabled={!current || [...next].length < kLeastPassword}
          >
            {t('account.change')}
          </Button>
        </div>
      </form>
    </>
  );
}
