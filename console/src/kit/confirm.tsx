import type { ReactNode } from 'react';

import { useLanguage } from '../i18n/language';
import { Button } from './button';
import { Dialog } from './dialog';
import styles from './confirm.module.css';

interface ConfirmProperties {
  title: string;
  text?: ReactNode; // what it does to whom, and whether there is a way back
  action: string; // the verb
  busy?: boolean;
  onClose: () => void;
  onConfirm: () => void;
  children?: ReactNode; // why it failed, or what else there is to choose
}

// Asks before something is done that somebody loses something by.
export function Confirm({ title, text, action, busy, onClose, onConfirm, children }: ConfirmProperties) {
  const { t } = useLanguage();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {text && <p className={styles.text}>{text}</p>}
      {children}
    </Dialog>
  );
}
