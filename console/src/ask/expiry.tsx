import { useLanguage } from '../i18n/language';
import styles from './expiry.module.css';

// Marks what stands in a document that no longer holds; nothing for others.
export function Expiry({ day }: { day: string | null | undefined }) {
  const { t } = useLanguage();
  if (!day) return null;
  return (
    <span className={styles.expired} data-expired>
      {t('ask.expired', { day })}
    </span>
  );
}
