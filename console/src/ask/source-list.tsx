import type { Citation } from '../api/types';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { groupSources } from './citations';
import { Expiry } from './expiry';
import styles from './source-list.module.css';

interface SourceListProperties {
  citations: Citation[];
  current: number; // index of the citation that is shown; -1: none
  onOpen: (number: number) => void;
}

export function SourceList({ citations, current, onOpen }: SourceListProperties) {
  const { t } = useLanguage();
  return (
    <ul className={styles.sources} aria-label={t('ask.sources')}>
      {groupSources(citations).map(({ citation, numbers }) => (
        <li key={numbers[0]}>
          <button
            type="button"
            className={cx(styles.source, numbers.includes(current + 1) && styles.current)}
            onClick={() => onOpen(numbers[0] as number)}
          >
            <span className={styles.numbers}>{numbers.join(' ')}</span>
            <span className={styles.title}>{citation.title}</span>
            {citation.page > 0 && <span className={styles.page}>{t('proof.page', { page: citation.page })}</span>}
            <Expiry of={citation} />
          </button>
        </li>
      ))}
    </ul>
  );
}
