import type { Answer } from '../api/types';
import { useLanguage } from '../i18n/language';
import styles from './left-out.module.css';

// What a model wrote and no passage proves, with the reasons: one line, opened on demand.
export function LeftOut({ unproven }: Pick<Answer, 'unproven'>) {
  const { t } = useLanguage();
  if (unproven.length === 0) return null;
  return (
    <details data-unproven>
      <summary className={styles.summary}>{t('ask.unproven', { count: unproven.length })}</summary>
      <ul className={styles.list}>
        {unproven.map(({ text, why }, index) => (
          <li key={index}>
            <span className={styles.left}>{text}</span> {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
