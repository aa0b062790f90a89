import type { ReactNode } from 'react';

import { LanguageSwitch } from '../frame/language-switch';
import { ThemeSwitch } from '../frame/theme-switch';
import { useLanguage } from '../i18n/language';
import styles from './entry-card.module.css';

// The page before one is in: the house's name, and one card.
export function EntryCard({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <div className={styles.page}>
      <header className={styles.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className={styles.main}>
        <div className={styles.name}>
          <span className={styles.seal} aria-hidden lang="zh-CN">
            文
          </span>
          {t('app.name')}
        </div>
        <div className={styles.card}>{children}</div>
        <p className={styles.local}>{t('welcome.local')}</p>
      </main>
    </div>
  );
}
