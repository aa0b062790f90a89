import { useEffect, useState } from 'react';

import { useLanguage } from '../i18n/language';
import styles from './skeleton.module.css';

const kPatience = 300; // milliseconds: what is quicker than this needs no skeleton

// Grey lines that hold the place of what is on its way.
export function Skeleton({ lines, height = 16 }: { lines: number; height?: number }) {
  const { t } = useLanguage();
  const [visible, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), kPatience);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.skeleton} data-visible={visible} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles.line} style={{ height, width: `${94 - ((line * 37) % 40)}%` }} />
      ))}
    </div>
  );
}
