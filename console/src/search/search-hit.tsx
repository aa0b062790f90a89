import type { Hit } from '../api/types';
import { Expiry, sayHolding } from '../ask/expiry';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { FormatIcon } from '../kit/format-icon';
import { pageName } from '../proof/page-name';
import { Thumbs } from '../quality/thumbs';
import { windowAround } from './cut-highlights';
import { HighlightedText } from './highlighted-text';
import styles from './search-hit.module.css';

const kShown = 360; // characters of a passage

interface SearchHitProperties {
  hit: Hit;
  query: string;
  open: boolean;
  onOpen: () => void;
}

export function SearchHit({ hit, query, open, onOpen }: SearchHitProperties) {
  const { t } = useLanguage();
  const shown = windowAround(hit.text, hit.highlights, kShown);
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={cx(styles.hit, open && styles.open)}
        aria-label={[t('search.hit', { title: hit.title }), sayHolding(t, hit)].filter(Boolean).join(' · ')}
        aria-pressed={open}
        data-hit={hit.rank}
        onClick={onOpen}
      >
        <span className={styles.head}>
          <FormatIcon format={hit.format} />
          <span className={styles.title}>{hit.title}</span>
          {hit.page > 0 && <span className={styles.place}>{pageName(t, hit.format, hit.page)}</span>}
          <Expiry of={hit} />
          <span className={styles.library}>{hit.library}</span>
        </span>
        {hit.heading_path && <span className={styles.path}>{hit.heading_path}</span>}
        <span className={styles.text}>
          <HighlightedText text={shown.text} highlights={shown.highlights} />
        </span>
        {hit.coverage === 0 && hit.similarity !== null && <span className={styles.path}>{t('search.byMeaning')}</span>}
        {hit.alike.length > 0 && (
          <span className={styles.path}>
            {t('search.alike', { titles: [...new Set(hit.alike.map((one) => one.title))].join(', ') })}
          </span>
        )}
      </button>
      <Thumbs question={query} target="hit" chunk_id={hit.chunk_id} />
    </li>
  );
}
