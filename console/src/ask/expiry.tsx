import { useLanguage } from '../i18n/language';
import type { MessageKey, Parameters } from '../i18n/translate';
import styles from './expiry.module.css';

export interface Holding {
  expired_on: string | null;
  holds_from: string | null;
}

// What is said of a document that does not hold now; undefined for others.
export function sayHolding(t: (key: MessageKey, parameters?: Parameters) => string, holding: Holding): string | undefined {
  if (holding.expired_on) return t('ask.expired', { day: holding.expired_on });
  return holding.holds_from ? t('ask.holdsFrom', { day: holding.holds_from }) : undefined;
}

// Marks what stands in a document that no longer holds, or does not yet; nothing for others.
export function Expiry({ of }: { of: Holding }) {
  const { t } = useLanguage();
  const said = sayHolding(t, of);
  if (!said) return null;
  return (
    <span className={styles.expired} data-expired>
      {said}
    </span>
  );
}
