import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';

import { useLanguage } from '../i18n/language';
import { Button } from './button';
import { explain } from './explain';
import styles from './problem-note.module.css';

interface ProblemNoteProperties {
  title?: string;
  error: unknown;
  onRetry?: () => void;
  children?: ReactNode;
}

// An error that stays until it is dealt with.
export function ProblemNote({ title, error, onRetry, children }: ProblemNoteProperties) {
  const { t } = useLanguage();
  return (
    <div className={styles.note} role="alert">
      <TriangleAlert size={18} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        {title && <strong>{title}</strong>}
        <p>{explain(error, t)}</p>
        {(onRetry || children) && (
          <div className={styles.actions}>
            {onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
            {children}
          </div>
        )}
      </div>
    </div>
  );
}
