import ChevronRight from 'lucide-react/icons/chevron-right';

import { useLanguage } from '../i18n/language';
import styles from './thinking.module.css';

interface ThinkingProperties {
  text: string;
  going: boolean; // nothing of the answer is there yet
}

// What a model thinks before it answers: it proves nothing, so it stands apart and is folded up once the answer comes.
export function Thinking({ text, going }: ThinkingProperties) {
  const { t } = useLanguage();
  return (
    <details className={styles.thinking} key={going ? 'going' : 'done'} open={going} data-thinking>
      <summary className={styles.summary}>
        <ChevronRight className={styles.arrow} size={14} aria-hidden />
        {t(going ? 'ask.thinking' : 'ask.thought')}
      </summary>
      <p className={styles.text}>{text.trim()}</p>
    </details>
  );
}
