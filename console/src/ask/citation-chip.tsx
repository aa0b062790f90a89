import type { Citation } from '../api/types';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { Tip } from '../kit/tip';
import styles from './citation-chip.module.css';
import { Expiry } from './expiry';

interface CitationChipProperties {
  number: number;
  citation: Citation;
  current: boolean;
  proof: string; // names it, so that the focus can come back to it
  onOpen: () => void;
}

// The numbered mark after a sentence: the quote on hover or focus, the page on click or Enter.
export function CitationChip({ number, citation, current, proof, onOpen }: CitationChipProperties) {
  const { t } = useLanguage();
  const place = citation.page > 0 ? ` · ${t('proof.page', { page: citation.page })}` : '';
  return (
    <Tip
      side="top"
      text={
        <span className={styles.tip}>
          <span className={styles.quote}>{citation.quote}</span>
          <span className={styles.place}>
            {citation.title}
            {place}
            <Expiry of={citation} />
          </span>
        </span>
      }
    >
      <button
        type="button"
        className={cx(styles.chip, current && styles.current)}
        aria-label={t('ask.citation', { number, title: citation.title })}
        aria-pressed={current}
        data-citation={number}
        data-proof={proof}
        onClick={onOpen}
      >
        <span>{number}</span>
      </button>
    </Tip>
  );
}
