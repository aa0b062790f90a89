import { type FormEvent, useState } from 'react';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { PasswordField } from '../session/password-field';
import styles from './pdf-view.module.css';

interface PdfPasswordProperties {
  wrong: boolean;
  onPassword: (password: string) => void;
}

// Pages are drawn in the browser, which is not told the password that the server keeps: whoever wants to see them gives it.
export function PdfPassword({ wrong, onPassword }: PdfPasswordProperties) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) onPassword(password);
  };
  return (
    <form className={styles.password} onSubmit={submit} aria-label={t('proof.locked')}>
      <p role="status">{t(wrong ? 'proof.wrongPassword' : 'proof.locked')}</p>
      <PasswordField
        label={t('proof.password')}
        autoComplete="off"
        maxLength={1024}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" disabled={!password}>
        {t('proof.showPages')}
      </Button>
    </form>
  );
}
