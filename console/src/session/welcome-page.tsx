import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';

import { setUp } from '../api/account';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import { EntryCard } from './entry-card';
import styles from './entry-form.module.css';
import { PasswordField } from './password-field';
import { kLeastPassword } from './password-rule';
import { useSignedIn } from './use-me';

// Spends the one-time link: makes the first administrator and signs them in.
export function WelcomePage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const [parameters] = useSearchParams();
  const invitation = parameters.get('invitation') ?? '';
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const setup = useMutation({
    mutationFn: () => setUp(invitation, name.trim(), password),
    onSuccess: (me) => {
      signedIn(me);
      navigate('/ask', { replace: true });
    },
  });

  if (!invitation) {
    return (
      <EntryCard>
        <h1>{t('welcome.noLink.title')}</h1>
        <p className={styles.text}>{t('welcome.noLink.text')}</p>
        <p className={styles.text}>
          <Link to="/ask">{t('signIn.title')}</Link>
        </p>
      </EntryCard>
    );
  }

  const length = [...password].length;
  const problems = {
    name: name.trim() ? undefined : t('welcome.noName'),
    password: length >= kLeastPassword ? undefined : t('welcome.short', { count: length, least: kLeastPassword }),
    repeated: repeated === password ? undefined : t('welcome.differs'),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problems.name && !problems.password && !problems.repeated) setup.mutate();
  };

  return (
    <EntryCard>
      <form onSubmit={submit} noValidate>
        <div>
          <h1>{t('welcome.title')}</h1>
          <p className={styles.text}>{t('welcome.text')}</p>
        </div>
        <Field
          label={t('welcome.name')}
          hint={t('welcome.nameHint')}
          problem={tried ? problems.name : undefined}
          name="username"
          autoComplete="username"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PasswordField
          label={t('welcome.password')}
          hint={t('welcome.passwordHint', { count: kLeastPassword })}
          problem={tried ? problems.password : undefined}
          name="new-password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <PasswordField
          label={t('welcome.repeat')}
          problem={tried ? problems.repeated : undefined}
          name="repeat-password"
          autoComplete="new-password"
          value={repeated}
          onChange={(event) => setRepeated(event.target.value)}
        />
        {setup.isError && <ProblemNote error={setup.error} />}
        <Button type="submit" look="main" className={styles.submit} busy={setup.isPending}>
          {t('welcome.submit')}
        </Button>
      </form>
    </EntryCard>
  );
}
