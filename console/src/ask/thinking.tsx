import ChevronRight from 'lucide-react/icons/chevron-right';

import { useLanguage } from '../i18n/language';
import { useNow } from '../kit/use-now';
import styles from './thinking.module.css';

interface ThinkingProperties {
  text: string;
  from: number; // when it began
  to?: number; // when it ended; absent while it goes on
}

// What a model thinks before it answers: it proves nothing, so it is one folded line with its seconds. Whoever opens it
// finds it open until they close it: nothing jumps when the answer comes.
export function Thinking({ text, from, to }: ThinkingProperties) {
  const { t } = useLanguage();
  const now = useNow(to === undefined);
  const seconds = Math.max(0, Math.round(((to ?? now) - from) / 1000));
  return (
    <details className={styles.thinking} data-thinking={to === undefined ? 'going' : 'done'}>
      <summary className={styles.summary}>
        <ChevronRight className={styles.arrow} size={14} aria-hidden />
        {t(to === undefined ? 'ask.thinking' : 'ask.thought')}
        <span className={styles.seconds} aria-hidden={to === undefined}>
          {t('ask.waited', { seconds })}
        </span>
      </summary>
      <p className={styles.text}>{text.trim()}</p>
    </details>
  );
}
