import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useId, useRef } from 'react';

import { useLanguage } from '../i18n/language';
import styles from './dialog.module.css';
import { IconButton } from './icon-button';

interface DialogProperties {
  title: string;
  onClose: () => void;
  children: ReactNode;
  actions?: ReactNode;
  plain?: boolean; // without title bar: the palette has its own
}

// Shown while it is mounted. The browser's own modal dialog keeps the focus inside, gives it back, and closes on Esc.
export function Dialog({ title, onClose, children, actions, plain }: DialogProperties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { t } = useLanguage();

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Where the work is: the first field, else the first (the harmless) action; not the closing cross.
    element?.querySelector<HTMLElement>('input, textarea, footer button')?.focus();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={plain ? styles.plain : styles.dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.inside}>
        <header className={plain ? 'visually-hidden' : styles.header}>
          <h2 id={heading} className={styles.title}>
            {title}
          </h2>
          {!plain && <IconButton name={t('common.close')} icon={<X size={18} />} onClick={onClose} />}
        </header>
        {children}
        {actions && <footer className={styles.actions}>{actions}</footer>}
      </div>
    </dialog>
  );
}
